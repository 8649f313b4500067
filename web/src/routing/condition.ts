import type { RuleWhen } from "../api/types";

/** The parts of a condition that are lists of words. */
export const listKinds = [
  "channels",
  "countries",
  "regions",
  "postal",
  "skus",
  "categories",
  "tags",
  "services",
  "customer_tags",
] as const;

/** The parts that are ranges of the order. */
export const rangeKinds = ["value", "weight"] as const;

export type ListKind = (typeof listKinds)[number];
export type RangeKind = (typeof rangeKinds)[number];

/** One part of a condition, as a row of the editor. */
export type Condition =
  | { kind: ListKind; values: string[] }
  | { kind: RangeKind; min?: number; max?: number }
  | { kind: "attribute"; name: string; values: string[] };

export type ConditionKind = Condition["kind"];

/** Every kind, in the order in which they are offered and shown. */
export const conditionKinds: ConditionKind[] = [...listKinds, ...rangeKinds, "attribute"];

/** The parts of a condition that are given. */
export function conditionsOf(when: RuleWhen): Condition[] {
  const lists = listKinds.flatMap((kind): Condition[] => (when[kind] ? [{ kind, values: when[kind] }] : []));
  const ranges = rangeKinds.flatMap((kind): Condition[] => {
    const [min, max] = [when[`min_${kind}`], when[`max_${kind}`]];
    return min === undefined && max === undefined ? [] : [{ kind, min, max }];
  });
  const attributes = Object.entries(when.attributes ?? {}).map(([name, values]): Condition => ({
    kind: "attribute",
    name,
    values,
  }));
  return [...lists, ...ranges, ...attributes];
}

/** The condition of those parts; of two of one kind the later stays. */
export function whenOf(conditions: Condition[]): RuleWhen {
  const when: RuleWhen = {};
  for (const one of conditions) {
    if (one.kind === "attribute") when.attributes = { ...when.attributes, [one.name]: one.values };
    else if ("values" in one) when[one.kind] = one.values;
    else {
      if (one.min !== undefined) when[`min_${one.kind}`] = one.min;
      if (one.max !== undefined) when[`max_${one.kind}`] = one.max;
    }
  }
  return when;
}

/** A new part that asks nothing yet. */
export function blankCondition(kind: ConditionKind): Condition {
  if (kind === "attribute") return { kind, name: "", values: [] };
  if (kind === "value" || kind === "weight") return { kind, min: 0 };
  return { kind, values: [] };
}

/** The kinds that a condition does not have yet; of attributes it may have many. */
export const freeKinds = (conditions: Condition[]) =>
  conditionKinds.filter((kind) => kind === "attribute" || conditions.every((one) => one.kind !== kind));
