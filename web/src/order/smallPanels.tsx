import { Checkbox, NativeSelect, TagsInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Hold, Order, Transaction } from "../api/types";
import { lookOf } from "../status/vocabulary";
import { humanize, t } from "../text";

/** What a form of the order needs. */
export type PanelProps = { order: Order; onClose: () => void };

const holdTypes: Hold["type"][] = ["manual", "payment", "fraud", "address", "review"];
const blockable: Hold["blocks"][number][] = ["allocate", "release", "ship", "capture", "edit"];
const longestReason = 300;

/** Places a hold, typed and with its reason. */
export function HoldPanel({ order, onClose }: PanelProps) {
  const { act, busy } = useAct();
  function submit(form: FormData) {
    const blocks = form.getAll("blocks") as Hold["blocks"];
    const body = {
      type: form.get("type") as Hold["type"],
      reason: String(form.get("reason")).trim(),
      ...(blocks.length > 0 ? { blocks } : {}),
    };
    act({
      call: (headers) =>
        api.POST("/api/v1/orders/{id}/hold", { params: { path: { id: order.id } }, body, headers }),
      done: t("did.hold", { number: order.number }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("hold.title")}
      verb={t("verb.hold")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput name="reason" label={t("form.reason")} required maxLength={longestReason} />
      <NativeSelect
        name="type"
        label={t("hold.type")}
        data={holdTypes.map((value) => ({ value, label: lookOf("hold", value)?.word ?? value }))}
      />
      <Checkbox.Group label={t("hold.blocks")} description={t("hold.blocksHint")} className={actClasses.wide}>
        <div className={actClasses.bar}>
          {blockable.map((what) => (
            <Checkbox key={what} name="blocks" value={what} label={t(`block.${what}`)} />
          ))}
        </div>
      </Checkbox.Group>
    </ActionPanel>
  );
}

const kinds: Transaction["kind"][] = ["sale", "authorization", "capture", "refund", "void", "chargeback"];

/** Records what happened to the money outside. */
export function PaymentPanel({ order, onClose }: PanelProps) {
  const { act, busy } = useAct();
  function submit(form: FormData) {
    const optional = (name: string) => String(form.get(name)).trim() || undefined;
    const body = {
      kind: form.get("kind") as Transaction["kind"],
      amount: String(form.get("amount")).trim(),
      method: optional("method"),
      reference: optional("reference"),
    };
    act({
      call: (headers) =>
        api.POST("/api/v1/orders/{id}/payments", { params: { path: { id: order.id } }, body, headers }),
      done: t("did.payment", { kind: humanize(body.kind) }),
      then: onClose,
    });
  }
  const due = order.amounts.due.startsWith("-") ? order.amounts.due.slice(1) : order.amounts.due;
  return (
    <ActionPanel
      title={t("payment.title")}
      verb={t("verb.payment")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        name="kind"
        label={t("payment.kind")}
        data={kinds.map((value) => ({ value, label: t(`payment.${value}`) }))}
      />
      <TextInput
        name="amount"
        label={t("payment.amount", { currency: order.currency })}
        inputMode="decimal"
        pattern="[0-9]+([.][0-9]+)?"
        defaultValue={/[1-9]/.test(due) ? due : ""}
        required
      />
      <TextInput name="method" label={t("payment.method")} maxLength={100} />
      <TextInput name="reference" label={t("payment.reference")} maxLength={200} />
    </ActionPanel>
  );
}

/** Sets the order's tags. */
export function TagsPanel({ order, onClose }: PanelProps) {
  const { act, busy } = useAct();
  const [tags, setTags] = useState<string[]>(order.tags);
  function submit() {
    const body = {
      ids: [order.id],
      add: tags.filter((tag) => !order.tags.includes(tag)),
      remove: order.tags.filter((tag) => !tags.includes(tag)),
    };
    act({
      call: (headers) => api.POST("/api/v1/orders/tags", { body, headers }),
      done: (answer) => answer.items[0]?.problem?.detail ?? t("did.tags", { number: order.number }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("tags.title")}
      verb={t("verb.save")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TagsInput
        label={t("tags.label")}
        description={t("tags.hint")}
        value={tags}
        onChange={setTags}
        className={actClasses.wide}
      />
    </ActionPanel>
  );
}
