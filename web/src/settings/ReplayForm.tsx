import { Switch, TextInput } from "@mantine/core";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { t } from "../text";

/** Sends the deliveries of a time again: after a receiver lost them, say. */
export function ReplayForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { act, busy, fields } = useAct();
  function submit(form: FormData) {
    const instant = (name: string) => {
      const local = String(form.get(name));
      return local ? new Date(local).toISOString() : undefined;
    };
    const body = {
      from: instant("from") ?? "",
      to: instant("to"),
      delivered: form.get("delivered") !== null,
    };
    act({
      call: (headers) =>
        api.POST("/api/v1/webhooks/{id}/replay", { params: { path: { id } }, body, headers }),
      done: ({ replayed }) => t("webhooks.replayedTime", { count: replayed }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("webhooks.replayTime")}
      verb={t("webhooks.replay")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        name="from"
        type="datetime-local"
        label={t("webhooks.replayFrom")}
        required
        error={fields.from}
      />
      <TextInput
        name="to"
        type="datetime-local"
        label={t("webhooks.replayTo")}
        description={t("webhooks.replayToWhat")}
        error={fields.to}
      />
      <Switch name="delivered" label={t("webhooks.replayDelivered")} />
    </ActionPanel>
  );
}
