import type { Counters, Line, Order } from "../api/types";

/** The places of a unit, the farthest on its way first, as the unit bar draws them. */
const places = [
  "returned",
  "delivered",
  "shipped",
  "packed",
  "picked",
  "released",
  "allocated",
  "backordered",
  "unallocated",
  "canceled",
] as const;

export type Place = { bucket: (typeof places)[number]; count: number };

/**
 * Where the units of a line are. Delivered and returned are marks on shipped
 * units, so that each unit is named once, by the last that happened to it.
 */
export function placesOf(counters: Counters): Place[] {
  const count: Record<Place["bucket"], number> = {
    ...counters,
    shipped: counters.shipped - Math.max(counters.delivered, counters.returned),
    delivered: Math.max(0, counters.delivered - counters.returned),
  };
  return places.map((bucket) => ({ bucket, count: count[bucket] })).filter((place) => place.count > 0);
}

/** The lines whose units are counted: those of a bundle are its components'. */
export function unitLines(lines: Line[] | null | undefined): Line[] {
  return (lines ?? []).flatMap((line) => (line.components?.length ? line.components : [line]));
}

/** The holds that still stand. */
export function openHolds(order: Order) {
  return (order.holds ?? []).filter((hold) => !hold.released_at);
}

/** When the first work of an order that is not done has to leave. */
export function shipByOf(order: Order): string | undefined {
  return order.fulfillment_orders
    .flatMap(({ status, ship_by }) => (ship_by && !done.has(status) ? [ship_by] : []))
    .sort()[0];
}

const done = new Set<Order["fulfillment_orders"][number]["status"]>(["closed", "canceled", "incomplete"]);
