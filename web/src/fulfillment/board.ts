import type { Claimant } from "../api/fulfillment";
import type { Claim, FulfillmentOrder } from "../api/types";

/** The columns of work that is not done, in the order of the road. */
export const columns = ["to_release", "to_pick", "picking", "packing", "ready"] as const;
export type Column = (typeof columns)[number];

/** Which cards alone a board can show. */
export const onlys = ["late", "held", "mine", "free"] as const;

/** What the cards of a board are narrowed by. */
export type BoardFilter = { q?: string; channel?: string; only?: (typeof onlys)[number] };

/** Whose work the server is asked for: what somebody has may be behind the thousand that a board loads. */
export const claimantOf = ({ only }: BoardFilter): Claimant | undefined =>
  only === "mine" ? "me" : only === "free" ? "none" : undefined;

/** Where work stands at its location; undefined when it is done. */
export function columnOf({ status, stage }: FulfillmentOrder): Column | undefined {
  if (status === "open" || status === "scheduled" || status === "on_hold") return "to_release";
  if (status === "released") return "to_pick";
  if (status !== "in_progress") return undefined;
  if (stage === "packed" || stage === "ready_for_pickup") return "ready";
  return stage === "picked" || stage === "packing" ? "packing" : "picking";
}

/** Whether work should have left before now. */
export const isLate = (work: FulfillmentOrder, now: number) =>
  work.ship_by !== null && Date.parse(work.ship_by) < now;

/** Whether something keeps work from going on. */
export const isHeld = (work: FulfillmentOrder) =>
  work.status === "on_hold" || (work.order?.holds.length ?? 0) > 0;

/** The claim on work, while it counts. */
export const claimOn = ({ claim }: { claim?: Claim }, now: number): Claim | undefined =>
  claim && Date.parse(claim.until) > now ? claim : undefined;

/** Whether work could go into a new wave: it waits to be picked, in none and by nobody. */
export const canWave = (work: FulfillmentOrder) =>
  columnOf(work) === "to_pick" && !work.wave && !isHeld(work);

/** How many units work is about. */
export const unitsOf = (work: FulfillmentOrder) => work.lines.reduce((sum, line) => sum + line.quantity, 0);

/** The work that a filter lets through: words of its numbers, its recipient and its SKUs. */
export function narrowed(all: FulfillmentOrder[], filter: BoardFilter, now: number): FulfillmentOrder[] {
  const words = (filter.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((work) => {
    if (filter.channel && work.order?.channel !== filter.channel) return false;
    if (filter.only === "late" && !isLate(work, now)) return false;
    if (filter.only === "held" && !isHeld(work)) return false;
    if (filter.only === "mine" && !claimOn(work, now)?.mine) return false;
    if (filter.only === "free" && (claimOn(work, now) || work.wave)) return false;
    if (words.length === 0) return true;
    const text = [work.number, work.order?.recipient, work.order?.city, ...work.lines.map((line) => line.sku)]
      .join(" ")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What has to leave first comes first. */
export const bySoonest = (a: FulfillmentOrder, b: FulfillmentOrder) =>
  (a.ship_by ?? "9").localeCompare(b.ship_by ?? "9") || a.number.localeCompare(b.number);

/** The next instant by which something has to leave. */
export function nextShipBy(all: FulfillmentOrder[], now: number): string | undefined {
  return all
    .flatMap((work) => (work.ship_by && !isLate(work, now) ? [work.ship_by] : []))
    .sort()
    .at(0);
}
