/** The reasons that movements have, those of people first. */
export const reasons = [
  "received",
  "adjusted",
  "found",
  "lost",
  "damaged",
  "returned",
  "quality_control",
  "safety",
  "expected",
  "counted",
  "shipped",
  "transferred",
  "short_pick",
  "put_back",
  "correction",
  "expired",
] as const;
export type Reason = (typeof reasons)[number];

/** What the list of movements is narrowed by; days are those of the reader's calendar, the last one included. */
export type MovementFilter = {
  sku?: string;
  location?: string;
  reason?: Reason;
  actor?: string;
  reference?: string;
  from?: string;
  to?: string;
};

/** The filter as the API takes it. */
export function queryOf({ from, to, ...rest }: MovementFilter) {
  return { ...rest, from: dayStart(from, 0), to: dayStart(to, 1) };
}

// The beginning of a day, or of one some days later, as an instant; undefined for what is no day.
function dayStart(day: string | undefined, later: number): string | undefined {
  if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const at = new Date(`${day}T00:00`);
  if (Number.isNaN(at.getTime())) return undefined;
  at.setDate(at.getDate() + later);
  return at.toISOString();
}
