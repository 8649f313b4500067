import type { Order } from "../api/types";

/** What the live list shows, and how many newer orders wait above it. */
export type Steady = { rows: Order[]; waiting: number };

/**
 * Keeps a list in place under a reader: the rows that are shown stay where they
 * are and only their content follows, newer orders wait to be asked for. With
 * nothing held the list simply follows; frozen, not even the content changes.
 */
export function steady(fresh: Order[], held: Order[] | null, frozen: boolean): Steady {
  if (held === null) return { rows: fresh, waiting: 0 };
  const known = new Set(held.map((order) => order.id));
  const byId = new Map(fresh.map((order) => [order.id, order]));
  return {
    rows: frozen ? held : held.map((order) => byId.get(order.id) ?? order),
    waiting: fresh.filter((order) => !known.has(order.id)).length,
  };
}
