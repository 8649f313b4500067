import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { t } from "../text";
import { dateTime, zoneName } from "../text/time";
import { verbName, type QueueVerb, type Wish } from "./change";
import classes from "./exceptions.module.css";
import { snoozeChoices } from "./snooze";
import { usePeople } from "./usePeople";

/** A verb that asks something before it is done. */
export type AskingVerb = Exclude<QueueVerb, "take" | "wake">;

export const asks = (verb: QueueVerb): verb is AskingVerb => verb !== "take" && verb !== "wake";

type Props = {
  verb: AskingVerb;
  /** What the button says; the verb itself when nothing stands between it and the deed. */
  button?: string;
  busy: boolean;
  onWish: (wish: Wish) => void;
  onClose: () => void;
};

/** Asks what a verb needs to know: to whom, until when, or what was done. */
export function VerbForm({ verb, button, onWish, ...rest }: Props) {
  const panel = { title: t(verbName(verb)), verb: button ?? t(verbName(verb)), ...rest };
  if (verb === "give") return <GiveForm {...panel} onWish={onWish} />;
  if (verb === "snooze") return <SnoozeForm {...panel} onWish={onWish} />;
  return (
    <ActionPanel
      {...panel}
      onSubmit={(form) => onWish({ action: verb, note: String(form.get("note")).trim() || undefined })}
    >
      <Textarea
        name="note"
        label={t(verb === "resolve" ? "exceptions.note" : "queue.dismissNote")}
        description={t(verb === "resolve" ? "queue.resolveWhat" : "queue.dismissWhat")}
        maxLength={2000}
        autosize
        minRows={2}
        className={actClasses.wide}
      />
    </ActionPanel>
  );
}

type FormProps = {
  title: string;
  verb: string;
  busy: boolean;
  onWish: (wish: Wish) => void;
  onClose: () => void;
};

function GiveForm({ onWish, ...panel }: FormProps) {
  const { people, nameOf } = usePeople();
  return (
    <ActionPanel
      {...panel}
      onSubmit={(form) => onWish({ action: "assign", owner: String(form.get("owner")) })}
    >
      <NativeSelect
        name="owner"
        label={t("queue.owner")}
        data={[
          ...people.map(({ owner }) => ({ value: owner, label: nameOf(owner) })),
          { value: "", label: t("queue.nobody") },
        ]}
      />
    </ActionPanel>
  );
}

function SnoozeForm({ onWish, ...panel }: FormProps) {
  const [choices] = useState(() => snoozeChoices(new Date()));
  const until = (at: Date) => onWish({ action: "snooze", until: at.toISOString() });
  return (
    <ActionPanel {...panel} onSubmit={(form) => until(new Date(String(form.get("until"))))}>
      <div className={`${actClasses.wide} ${classes.choices}`}>
        {choices.map(({ name, at }) => (
          <Button
            key={name}
            disabled={panel.busy}
            title={dateTime(at.toISOString())}
            onClick={() => until(at)}
          >
            {t(`queue.snooze.${name}`)}
          </Button>
        ))}
      </div>
      <TextInput
        name="until"
        type="datetime-local"
        label={t("queue.snoozeUntil", { zone: zoneName() })}
        description={t("queue.snoozeWhat")}
        required
        className={actClasses.wide}
      />
    </ActionPanel>
  );
}
