import type { Level, Walk } from "../api/types";

type Step = Walk["steps"][number];

/** One row of a walk: steps that say the same of several locations are one. */
export type Row = {
  term: string;
  quantity: number;
  /** What is left after it. */
  rest: number;
  rule?: string;
  /** The location, where the row is about one that the others are not. */
  location?: string;
  /** Why, for what speaks for itself. */
  why: string;
};

const perLocation: ReadonlySet<string> = new Set(["outside_location", "inactive_location"]);

/** The rows of a walk, each with what is left after it, in the order of their first step. */
export function walked(steps: Step[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { term, quantity, rule, rule_id, location, why } of steps) {
    const place = perLocation.has(term) ? location : undefined;
    const key = [term, rule_id, place].join(" ");
    const row = rows.get(key);
    if (row) row.quantity += quantity;
    else rows.set(key, { term, quantity, rest: 0, rule, location: place, why });
  }
  let rest = 0;
  const ordered = [...rows.values()].toSorted((a, b) => rank(a.term) - rank(b.term));
  for (const row of ordered) row.rest = rest += row.quantity;
  return ordered;
}

const order = [
  "on_hand",
  "components",
  "allocated",
  "reserved",
  "safety",
  "damaged",
  "quality_control",
  "inactive_location",
  "outside_location",
  "threshold",
  "ring_fence",
];

// Terms of the listing come last, in the order they came.
const rank = (term: string) => (order.includes(term) ? order.indexOf(term) : order.length);

const taken = ["allocated", "reserved", "safety", "damaged", "quality_control"] as const;

/** The walk of one level, from on hand to available. */
export function levelWalk(level: Level): Walk {
  const step = (term: string, quantity: number): Step => ({ term, quantity, why: "" });
  const less = taken.filter((term) => level[term] > 0).map((term) => step(term, -level[term]));
  return {
    sku: level.sku,
    steps: [step("on_hand", level.on_hand), ...less],
    available: level.available,
    sellable: level.available,
  };
}
