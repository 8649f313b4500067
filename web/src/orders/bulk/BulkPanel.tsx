import { NativeSelect, TagsInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ActionPanel } from "../../act/ActionPanel";
import actClasses from "../../act/act.module.css";
import { useAct } from "../../act/useAct";
import { api } from "../../api/client";
import { unwrap } from "../../api/problem";
import type { BulkPreview, Hold } from "../../api/types";
import { Failure } from "../../parts/Message";
import { Panel } from "../../parts/Panel";
import { Skeleton } from "../../parts/Skeleton";
import { lookOf } from "../../status/vocabulary";
import { t } from "../../text";
import { timeZone } from "../../text/time";
import { Preview } from "./Preview";
import { RunView } from "./RunView";
import { verbName, type BulkVerb, type Choice, type Wishes } from "./verbs";

type Props = { verb: BulkVerb; choice: Choice; onClose: () => void };

/**
 * Does something to many orders: asks what is needed, shows what would change,
 * does it, and says what became of each.
 */
export default function BulkPanel({ verb, choice, onClose }: Props) {
  // The selection as it was when the verb was chosen: what is previewed is what is done.
  const [chosen] = useState(choice);
  const { act, busy } = useAct();
  const [run, setRun] = useState<string | null>(null);
  const preview = useMutation({
    mutationFn: (wishes: Wishes) => {
      const orders = "ids" in chosen ? chosen : { ...chosen, timezone: timeZone };
      return unwrap<BulkPreview>(
        api.POST("/api/v1/orders/bulk/preview", { body: { action: verb, ...orders, ...wishes } }),
      );
    },
  });
  const { mutate } = preview;
  const asks = verb in forms;
  useEffect(() => {
    if (!asks) mutate({});
  }, [asks, mutate]);

  const title = t(verbName(verb));
  if (run) {
    return (
      <div className={actClasses.action}>
        <Panel title={title}>
          <RunView id={run} onUndone={setRun} onClose={onClose} />
        </Panel>
      </div>
    );
  }
  if (preview.data) {
    const { token, will_change } = preview.data;
    return (
      <ActionPanel
        key="preview"
        title={title}
        verb={t("bulk.do", { verb: title, count: will_change })}
        busy={busy}
        disabled={will_change === 0}
        danger={verb === "cancel"}
        onSubmit={() =>
          act({
            call: (headers) => api.POST("/api/v1/orders/bulk", { body: { token }, headers }),
            done: t("bulk.begun", { verb: title }),
            then: (begun) => setRun(begun.id),
          })
        }
        onClose={onClose}
      >
        <Preview preview={preview.data} />
      </ActionPanel>
    );
  }
  if (asks) {
    const Form = forms[verb as keyof typeof forms];
    return (
      <>
        <Form title={title} busy={preview.isPending} onWish={mutate} onClose={onClose} />
        {preview.error && <Failure level={2} error={preview.error} />}
      </>
    );
  }
  return (
    <div className={actClasses.action}>
      <Panel title={title}>
        {preview.error ? (
          <Failure error={preview.error} onRetry={() => mutate({})} />
        ) : (
          <Skeleton label={t("bulk.previewing")} rows={2} />
        )}
      </Panel>
    </div>
  );
}

type FormProps = { title: string; busy: boolean; onWish: (wishes: Wishes) => void; onClose: () => void };

const holdTypes: Hold["type"][] = ["manual", "payment", "fraud", "address", "review"];
const longest = 300;

function HoldForm({ onWish, ...panel }: FormProps) {
  const submit = (form: FormData) =>
    onWish({
      hold: { type: form.get("type") as Hold["type"], reason: String(form.get("reason")).trim() },
    });
  return (
    <ActionPanel verb={t("bulk.preview")} onSubmit={submit} {...panel}>
      <TextInput name="reason" label={t("form.reason")} required maxLength={longest} />
      <NativeSelect
        name="type"
        label={t("hold.type")}
        data={holdTypes.map((value) => ({ value, label: lookOf("hold", value)?.word ?? value }))}
      />
    </ActionPanel>
  );
}

function TagsForm({ onWish, ...panel }: FormProps) {
  const [tags, setTags] = useState<string[]>([]);
  const [typed, setTyped] = useState("");
  // A tag that Enter hasn't ended yet is meant, too.
  const all = typed.trim() ? [...tags, typed.trim()] : tags;
  return (
    <ActionPanel
      verb={t("bulk.preview")}
      disabled={all.length === 0}
      onSubmit={() => onWish({ tags: all })}
      {...panel}
    >
      <TagsInput
        label={t("bulk.tags")}
        description={t("tags.hint")}
        value={tags}
        onChange={setTags}
        searchValue={typed}
        onSearchChange={setTyped}
        className={actClasses.wide}
      />
    </ActionPanel>
  );
}

function CancelForm({ onWish, ...panel }: FormProps) {
  const submit = (form: FormData) => onWish({ reason: String(form.get("reason")).trim() || undefined });
  return (
    <ActionPanel verb={t("bulk.preview")} onSubmit={submit} {...panel}>
      <p className={actClasses.wide}>{t("bulk.cancelWhat")}</p>
      <TextInput name="reason" label={t("form.reason")} maxLength={longest} />
    </ActionPanel>
  );
}

const forms = { hold: HoldForm, tag: TagsForm, untag: TagsForm, cancel: CancelForm };
