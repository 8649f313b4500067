import { NativeSelect, Switch, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import { chosenOf, Quantities } from "../act/Quantities";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Order, ReturnLine } from "../api/types";
import { t } from "../text";
import { returnableLines } from "./returnable";

/** Why buyers send things back, in the order of the list. */
export const reasons = [
  "changed_mind",
  "too_small",
  "too_large",
  "not_as_described",
  "faulty",
  "arrived_damaged",
  "wrong_item",
  "arrived_late",
  "undelivered",
  "other",
] as const satisfies ReturnLine["reason"][];

/** Asks for units of an order to come back. */
export function RequestReturn({ order, onClose }: { order: Order; onClose: () => void }) {
  const navigate = useNavigate();
  const { act, busy } = useAct();
  const [values, setValues] = useState<Record<number, number>>({});
  const chosen = chosenOf(values);
  function submit(form: FormData) {
    const reason = reasons.find((one) => one === form.get("reason"));
    const note = String(form.get("note")).trim() || undefined;
    act({
      call: (headers) =>
        api.POST("/api/v1/orders/{id}/returns", {
          params: { path: { id: order.id } },
          body: {
            lines: chosen.map(({ line, quantity }) => ({ order_line: line, quantity, reason, note })),
            approve: form.get("approve") !== null,
            allow_late: form.get("late") !== null,
          },
          headers,
        }),
      done: (made) => t("did.requestReturn", { number: made.number }),
      then: (made) => navigate({ to: "/returns/$id", params: { id: made.id } }),
    });
  }
  return (
    <ActionPanel
      title={t("request.title")}
      verb={t("request.do")}
      busy={busy}
      disabled={chosen.length === 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <Quantities
        label={t("request.units")}
        lines={returnableLines(order, "set")}
        values={values}
        onChange={setValues}
      />
      <NativeSelect
        name="reason"
        label={t("request.reason")}
        data={reasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
      />
      <TextInput name="note" label={t("request.note")} maxLength={1000} />
      <Switch
        name="approve"
        label={t("request.approve")}
        description={t("request.approveWhat")}
        defaultChecked
      />
      <Switch name="late" label={t("request.late")} description={t("request.lateWhat")} />
    </ActionPanel>
  );
}
