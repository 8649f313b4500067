import type { FulfillmentOrder, Line, Order, Shipment } from "../api/types";
import { returnableLines } from "../returns/returnable";
import { unitLines } from "./units";

/** What may be done to an order as it stands. */
export type OrderVerb = "confirm" | "hold" | "cancel" | "edit" | "release" | "payment" | "tags" | "return";

/** The verbs that the order's state allows, in the order of their buttons. */
export function verbsOf(order: Order): OrderVerb[] {
  const open = order.lifecycle === "open";
  const alive = open || order.lifecycle === "draft";
  const rules: [OrderVerb, boolean][] = [
    ["confirm", order.lifecycle === "draft"],
    ["release", open && order.fulfillment_orders.some((work) => work.status === "open")],
    ["hold", alive],
    ["edit", alive],
    ["payment", order.lifecycle !== "draft"],
    ["tags", true],
    ["return", returnableLines(order, "set").length > 0],
    ["cancel", alive && cancelableLines(order).length > 0],
  ];
  return rules.flatMap(([verb, allowed]) => (allowed ? [verb] : []));
}

/** Units of a line that have not left and are not canceled. */
export function cancelableUnits(line: Line): number {
  const parts = line.components?.length ? line.components : [line];
  if (parts.some((part) => part.counters.ordered === 0)) return 0;
  // A bundle can be given up only as a whole: its least component decides.
  return Math.min(
    ...parts.map(({ counters: { ordered, canceled, shipped } }) =>
      Math.floor(((ordered - canceled - shipped) * line.quantity) / Math.max(1, ordered - canceled)),
    ),
  );
}

export function cancelableLines(order: Order): Line[] {
  return order.lines.filter((line) => cancelableUnits(line) > 0);
}

/** What a whole cancellation changes, as counts of units. */
export function consequencesOf(order: Order): { back: number; shelf: number; parcels: number; left: number } {
  const sum = { back: 0, shelf: 0, parcels: 0, left: 0 };
  for (const { counters } of unitLines(order.lines)) {
    sum.back += counters.allocated + counters.released;
    sum.shelf += counters.picked;
    sum.parcels += counters.packed;
    sum.left += counters.shipped;
  }
  return sum;
}

/** What may be done to one location's work. */
export type WorkVerb = "release" | "pick" | "pack" | "ship";

export function workVerbsOf(work: FulfillmentOrder): WorkVerb[] {
  if (work.status === "open" || work.status === "scheduled") return ["release"];
  if (work.status !== "released" && work.status !== "in_progress") return [];
  const rules: [WorkVerb, boolean][] = [
    ["pick", work.lines.some((line) => line.picked < line.quantity)],
    ["pack", work.lines.some((line) => line.packed < line.picked)],
    ["ship", work.parcels.length > 0],
  ];
  return rules.flatMap(([verb, allowed]) => (allowed ? [verb] : []));
}

const onTheWay = new Set<Shipment["status"]>([
  "label_purchased",
  "manifested",
  "in_transit",
  "out_for_delivery",
  "ready_for_pickup",
  "exception",
]);

/** Whether a shipment can be marked as delivered. */
export const canDeliver = (shipment: Shipment) => onTheWay.has(shipment.status);

/** The work's lines, one for each line of the order: an edit may have added a second allocation to one. */
export function workLines(work: FulfillmentOrder): FulfillmentOrder["lines"] {
  const lines = new Map<number, FulfillmentOrder["lines"][number]>();
  for (const one of work.lines) {
    const sum = lines.get(one.line);
    if (!sum) lines.set(one.line, one);
    else {
      lines.set(one.line, {
        ...sum,
        quantity: sum.quantity + one.quantity,
        picked: sum.picked + one.picked,
        packed: sum.packed + one.packed,
        shipped: sum.shipped + one.shipped,
      });
    }
  }
  return [...lines.values()];
}
