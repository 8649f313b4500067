import { Radio, Stack } from "@mantine/core";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Count } from "../api/types";
import { t } from "../text";

type Props = { count: Count; onDone: () => void; onClose: () => void };

/** Ends the counting; says what becomes of what nobody counted. */
export function Finish({ count: { id, number, progress }, onDone, onClose }: Props) {
  const { act, busy } = useAct();
  const submit = (form: FormData) =>
    act({
      call: (headers) =>
        api.POST("/api/v1/counts/{id}/finish", {
          params: { path: { id } },
          body: { uncounted: form.get("uncounted") === "zero" ? "zero" : "skip" },
          headers,
        }),
      done: (after) =>
        after.progress.pending > 0
          ? t("did.finishCountPending", { number, count: after.progress.pending })
          : t("did.finishCount", { number }),
      then: onDone,
    });
  return (
    <ActionPanel
      title={t("counts.finishTitle", { number })}
      verb={t("counts.finish")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      {progress.open > 0 ? (
        <Radio.Group
          name="uncounted"
          className={actClasses.wide}
          label={t("counts.uncounted", { count: progress.open })}
          defaultValue="skip"
        >
          <Stack gap="sm" mt="sm">
            <Radio value="skip" label={t("counts.skip")} description={t("counts.skipWhat")} />
            <Radio value="zero" label={t("counts.zero")} description={t("counts.zeroWhat")} />
          </Stack>
        </Radio.Group>
      ) : (
        <p>{t("counts.finishWhat")}</p>
      )}
    </ActionPanel>
  );
}
