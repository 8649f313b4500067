import type { OrderSort } from "../api/orders";
import type { OrderRow } from "../api/types";
import type { TextKey } from "../text";

/** A column of the list of orders; the order's number always stands first. */
export const columns = [
  "channel",
  "customer",
  "items",
  "status",
  "payment",
  "location",
  "ship_by",
  "tags",
  "placed",
  "age",
  "total",
] as const;
export type Column = (typeof columns)[number];

/** The columns when nobody chose others. */
export const usual: Column[] = [
  "channel",
  "customer",
  "items",
  "status",
  "payment",
  "ship_by",
  "age",
  "total",
];

export const columnName = (column: Column) => `column.${column}` satisfies TextKey;

/** What a click on a column's head sorts by; the others can't be sorted. */
export const sortOf: Partial<Record<Column | "order", "number" | "placed_at" | "captured_at" | "total">> = {
  order: "number",
  placed: "placed_at",
  age: "captured_at",
  total: "total",
};

/** The sort after a click on a head: the largest first, then the smallest, then as it was. */
export function nextSort(sort: OrderSort | undefined, by: string): OrderSort | undefined {
  if (sort === `-${by}`) return by as OrderSort;
  return sort === by ? undefined : (`-${by}` as OrderSort);
}

/** Reads columns from the address or a view, in their order; none that are known are the usual ones. */
export function columnsOf(text: string | undefined): Column[] {
  const wanted = new Set((text ?? "").split(",") as Column[]);
  const known = [...wanted].filter((column) => columns.includes(column));
  return known.length > 0 ? known : usual;
}

/** Columns for the address; nothing when they are the usual ones. */
export const columnsText = (chosen: Column[]): string | undefined => {
  const text = chosen.join(",");
  return text === usual.join(",") || text === "" ? undefined : text;
};

/** The columns with one of them moved one place to the left or to the right. */
export function moved(chosen: Column[], column: Column, by: -1 | 1): Column[] {
  const from = chosen.indexOf(column);
  const rest = chosen.filter((one) => one !== column);
  rest.splice(Math.max(0, from + by), 0, column);
  return rest;
}

/** Where an order is on the road: one of which nothing is left is at its end, or has not begun. */
export function stageOf({ lifecycle, stage }: Pick<OrderRow, "lifecycle" | "stage">) {
  if (lifecycle === "canceled") return lifecycle;
  return stage || (lifecycle === "closed" ? "delivered" : "new");
}
