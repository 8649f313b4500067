import type { TimelineEntry } from "../api/types";

/** One location as routing saw it. */
export type Candidate = {
  location: string;
  units: number;
  of: number;
  distance_km?: number;
  chosen: boolean;
  reason?: string;
};

export type Why = {
  rule: string;
  /** The decision in words; "" for one that was made before there were any. */
  sentence: string;
  candidates: Candidate[];
  optimal: boolean;
  short: { sku: string; quantity: number }[];
};

/** The grounds of the newest routing decision, or null while there is none. */
export function whyOf(events: TimelineEntry[]): Why | null {
  const decided = events.findLast((event) => event.type === "routing.decided");
  const data = decided?.data as { why?: Partial<Why>; short?: Why["short"] | null } | undefined;
  if (!data?.why) return null;
  return {
    rule: data.why.rule ?? "",
    sentence: data.why.sentence ?? "",
    candidates: data.why.candidates ?? [],
    optimal: data.why.optimal ?? false,
    short: data.short ?? [],
  };
}
