import type { Transfer } from "../api/types";
import type { Item } from "../purchasing/LineFields";

/** What people call a transfer: its reference, or the end of its id. */
export const nameOf = ({ reference, id }: Pick<Transfer, "reference" | "id">) =>
  reference || `…${id.slice(-6)}`;

/** The units of all items together. */
export const units = (transfer: Transfer, figure: "quantity" | "received" | "open" | "missing" | "over") =>
  transfer.items.reduce((sum, item) => sum + item[figure], 0);

/** Whether a transfer should have arrived by now. */
export const overdue = ({ status, expected_at }: Transfer, now: number) =>
  status === "in_transit" && expected_at !== null && Date.parse(expected_at) < now;

/** One more unit of a SKU: on its line, on the first empty one, or on a new one. */
export function oneMore(items: Item[], sku: string): Item[] {
  const at = items.findIndex((item) => item.sku.trim() === sku);
  const free = at < 0 ? items.findIndex((item) => item.sku.trim() === "") : at;
  if (free < 0) return [...items, { sku, quantity: 1 }];
  return items.map((item, n) =>
    n === free ? { sku, quantity: (at < 0 ? 0 : Number(item.quantity) || 0) + 1 } : item,
  );
}

/** Items as the API takes them, those without a SKU left out. */
export const bodyItems = (items: Item[]) =>
  items
    .map(({ sku, quantity }) => ({ sku: sku.trim(), quantity: Number(quantity) || 0 }))
    .filter(({ sku }) => sku !== "");
