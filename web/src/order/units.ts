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

/** The stages of the funnel, in the order of the road. */
export const stages = ["new", "allocated", "released", "picked", "packed", "shipped", "delivered"] as const;
export type Stage = (typeof stages)[number] | "canceled";

/** The lines whose units are counted: those of a bundle are its components'. */
export function unitLines(lines: Line[] | null | undefined): Line[] {
  return (lines ?? []).flatMap((line) => (line.components?.length ? line.components : [line]));
}

/** An order is as far as the slowest of its units that were not canceled. */
export function stageOf(order: Pick<Order, "lifecycle" | "lines">): Stage {
  if (order.lifecycle === "canceled") return "canceled";
  const reached = unitLines(order.lines).flatMap((line) => stagesOf(line.counters));
  if (reached.length === 0) return order.lifecycle === "closed" ? "delivered" : "new";
  return stages[Math.min(...reached)] ?? "new";
}

function stagesOf(counters: Counters): number[] {
  const { unallocated, backordered, allocated, released, picked, packed, shipped, delivered } = counters;
  const units = [
    unallocated + backordered,
    allocated,
    released,
    picked,
    packed,
    shipped - delivered,
    delivered,
  ];
  return units.flatMap((count, stage) => (count > 0 ? [stage] : []));
}

/** The holds that still stand. */
export function openHolds(order: Order) {
  return (order.holds ?? []).filter((hold) => !hold.released_at);
}

/** The places that work on an order, by name. */
export function locationsOf(order: Order): string[] {
  const names = (order.fulfillment_orders ?? [])
    .filter((work) => work.status !== "canceled")
    .map((work) => work.location.name || work.location.code);
  return [...new Set(names)];
}
