import type { RoutingReplayInput } from "../api/types";

/** What a replay may look back at. */
export const periods = ["week", "month", "quarter", "last", "own"] as const;
export type Period = (typeof periods)[number];

const days: Partial<Record<Period, number>> = { week: 7, month: 30, quarter: 90 };
const lastDecisions = 1_000;
const dayLong = 24 * 60 * 60 * 1000;

/** The decisions that a period means; of one's own, days in the reader's zone, the last one included. */
export function spanOf(
  period: Period,
  now: Date,
  from = "",
  to = "",
): Pick<RoutingReplayInput, "from" | "to" | "last"> {
  if (period === "last") return { last: lastDecisions };
  const back = days[period];
  if (back) return { from: new Date(now.getTime() - back * dayLong).toISOString() };
  const end = new Date(`${to}T00:00:00`);
  end.setDate(end.getDate() + 1);
  return { from: new Date(`${from}T00:00:00`).toISOString(), to: end.toISOString() };
}
