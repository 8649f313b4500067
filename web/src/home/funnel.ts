import type { Order } from "../api/types";
import { openHolds, stageOf, stages, type Stage } from "../order/units";

/** One stop of the funnel. */
export type StageCount = {
  stage: Stage;
  count: number;
  /** Since when the oldest order stands in the funnel, or null when none does. */
  oldest: string | null;
  /** How many of them a hold stops. */
  held: number;
};

/** Counts orders by how far they are; canceled ones have left the road. */
export function funnelOf(orders: Order[]): StageCount[] {
  const counts = new Map<Stage, StageCount>(
    stages.map((stage) => [stage, { stage, count: 0, oldest: null, held: 0 }]),
  );
  for (const order of orders) {
    const at = counts.get(stageOf(order));
    if (!at) continue;
    at.count += 1;
    at.held += openHolds(order).length > 0 ? 1 : 0;
    if (at.oldest === null || order.captured_at < at.oldest) at.oldest = order.captured_at;
  }
  return [...counts.values()];
}
