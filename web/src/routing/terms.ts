import type { RoutingPolicy } from "../api/types";

/** One figure of the policy that may be set. */
export type Term = {
  /** Its place in the policy: handling.parcel. */
  path: string;
  /** What it is counted in. */
  unit: "money" | "thousandths" | "days" | "hours" | "count" | "grams";
};

/** The figures of a policy, in the groups in which they are shown. */
export const termGroups: { name: "work" | "way" | "late" | "stock" | "split" | "carbon"; terms: Term[] }[] = [
  {
    name: "work",
    terms: [
      { path: "handling.parcel", unit: "money" },
      { path: "handling.line", unit: "money" },
      { path: "handling.unit", unit: "money" },
    ],
  },
  { name: "way", terms: [{ path: "per_km", unit: "thousandths" }] },
  {
    name: "late",
    terms: [
      { path: "late.fixed", unit: "money" },
      { path: "late.per_day", unit: "money" },
      { path: "late.within", unit: "hours" },
    ],
  },
  {
    name: "stock",
    terms: [
      { path: "balance.unit", unit: "money" },
      { path: "balance.days", unit: "days" },
      { path: "last_unit", unit: "money" },
    ],
  },
  {
    name: "split",
    terms: [
      { path: "split", unit: "money" },
      { path: "split_below", unit: "money" },
      { path: "max_parcels", unit: "count" },
    ],
  },
  {
    name: "carbon",
    terms: [
      { path: "carbon.grams_per_parcel", unit: "grams" },
      { path: "carbon.grams_per_tonne_km", unit: "grams" },
      { path: "carbon.price_per_tonne", unit: "money" },
    ],
  },
];

/** What a figure's texts are called by; the group of splits has the plain name. */
export const keyOf = ({ path }: Term) => (path === "split" ? "splitEach" : path.replace(".", "_"));

const nanosecondsPerHour = 3_600_000_000_000;

type Node = Record<string, unknown>;

/** A figure of a policy, in the unit in which it is shown; 0 when it is absent. */
export function termIn(policy: RoutingPolicy, { path, unit }: Term): number {
  const value = path.split(".").reduce<unknown>((node, key) => (node as Node | undefined)?.[key], policy);
  const figure = typeof value === "number" ? value : 0;
  return unit === "hours" ? Math.round(figure / nanosecondsPerHour) : figure;
}

/** The policy with another figure. */
export function withTerm(policy: RoutingPolicy, { path, unit }: Term, figure: number): RoutingPolicy {
  const value = unit === "hours" ? figure * nanosecondsPerHour : figure;
  const [head = "", tail] = path.split(".");
  if (tail === undefined) return { ...policy, [head]: value };
  const part = (policy as unknown as Record<string, Node>)[head];
  return { ...policy, [head]: { ...part, [tail]: value } };
}
