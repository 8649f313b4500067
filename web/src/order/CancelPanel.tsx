import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import classes from "../act/act.module.css";
import { chosenOf, Quantities } from "../act/Quantities";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Order } from "../api/types";
import { t } from "../text";
import { money } from "../text/money";
import { cancelableLines, cancelableUnits, consequencesOf } from "./allowed";
import { PriceDifference } from "./PriceDifference";
import type { PanelProps } from "./smallPanels";

/** Cancels the order or units of it, after saying what that changes. */
export function CancelPanel({ order, onClose }: PanelProps) {
  const { act, busy } = useAct();
  const lines = cancelableLines(order).map((line) => ({
    line: line.line,
    name: line.title || line.sku,
    most: cancelableUnits(line),
  }));
  const [values, setValues] = useState(() => Object.fromEntries(lines.map((line) => [line.line, line.most])));
  const whole = lines.every((line) => values[line.line] === line.most);
  const chosen = chosenOf(values);

  function submit(form: FormData) {
    const shelf = form.get("shelf");
    const body = {
      reason: String(form.get("reason")).trim() || undefined,
      lines: whole ? undefined : chosen,
      ...(shelf === "lost" || shelf === "damaged" ? { restock: false, unsellable: shelf as "lost" } : {}),
    };
    act({
      call: (headers) =>
        api.POST("/api/v1/orders/{id}/cancel", { params: { path: { id: order.id } }, body, headers }),
      done: t("did.cancel", { number: order.number }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("cancel.title")}
      verb={whole ? t("verb.cancelAll") : t("verb.cancelUnits", { count: unitsOf(chosen) })}
      danger
      busy={busy}
      disabled={chosen.length === 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput name="reason" label={t("form.reason")} maxLength={300} />
      <NativeSelect
        name="shelf"
        label={t("cancel.shelf")}
        data={[
          { value: "back", label: t("cancel.back") },
          { value: "damaged", label: t("cancel.damaged") },
          { value: "lost", label: t("cancel.lost") },
        ]}
      />
      <Quantities label={t("cancel.units")} lines={lines} values={values} onChange={setValues} />
      {whole ? <Whole order={order} /> : <Part order={order} values={values} />}
    </ActionPanel>
  );
}

const unitsOf = (lines: { quantity: number }[]) => lines.reduce((sum, line) => sum + line.quantity, 0);

function Whole({ order }: { order: Order }) {
  const { back, shelf, parcels, left } = consequencesOf(order);
  const captured = /[1-9]/.test(order.amounts.captured);
  return (
    <ul className={`${classes.wide} ${classes.consequences}`} aria-label={t("cancel.changes")}>
      <li>{t("cancel.whole")}</li>
      {back > 0 && <li>{t("cancel.backToStock", { count: back })}</li>}
      {shelf > 0 && <li>{t("cancel.backToShelf", { count: shelf })}</li>}
      {parcels > 0 && <li>{t("cancel.outOfParcels", { count: parcels })}</li>}
      {left > 0 && <li>{t("cancel.left", { count: left })}</li>}
      {captured && left === 0 && (
        <li>{t("cancel.refund", { amount: money(order.amounts.captured, order.currency) })}</li>
      )}
    </ul>
  );
}

function Part({ order, values }: { order: Order; values: Record<number, number> }) {
  const lines = order.lines
    .filter((line) => (values[line.line] ?? 0) > 0)
    .map((line) => ({ line: line.line, quantity: line.quantity - values[line.line]! }));
  const remove = lines.filter((line) => line.quantity === 0).map((line) => line.line);
  return (
    <PriceDifference order={order} edit={{ lines: lines.filter((line) => line.quantity > 0), remove }} />
  );
}
