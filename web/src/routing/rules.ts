import { newKey } from "../act/useAct";
import type { FieldError, RoutingPolicy, RoutingRule, RuleThen } from "../api/types";
import { t } from "../text";

/** What a rule may do. */
export const actions = [
  "prefer",
  "forbid",
  "require",
  "weight",
  "cap",
  "never_split",
  "stay_in_market",
] as const;

/** What a preference looks at before the cost. */
export const strategies = ["cheapest", "nearest", "fastest", "all_in_one", "priority_list", "group"] as const;

/** What a cap counts. */
export const caps = ["locations", "parcels", "units"] as const;

/** Which fields an action has a use for. */
export function asked({
  action,
  by,
  of,
}: RuleThen): Set<"by" | "locations" | "groups" | "amount" | "limit" | "of"> {
  if (action === "prefer") {
    if (by === "priority_list") return new Set(["by", "locations"]);
    return new Set(by === "group" ? ["by", "locations", "groups"] : ["by"]);
  }
  if (action === "forbid" || action === "require") return new Set(["locations", "groups"]);
  if (action === "weight") return new Set(["locations", "groups", "amount"]);
  if (action === "cap")
    return new Set(of === "units" ? ["of", "limit", "locations", "groups"] : ["of", "limit"]);
  return new Set();
}

/** The same deed with another action, and nothing that it has no use for. */
export function thenOf(then: RuleThen): RuleThen {
  const whole: RuleThen = {
    ...then,
    by: then.action === "prefer" ? (then.by ?? "cheapest") : undefined,
    of: then.action === "cap" ? (then.of ?? "locations") : undefined,
    limit: then.action === "cap" ? (then.limit ?? 1) : undefined,
  };
  const wants = asked(whole);
  const kept: RuleThen = { action: whole.action };
  if (wants.has("by")) kept.by = whole.by;
  if (wants.has("of")) kept.of = whole.of;
  if (wants.has("limit")) kept.limit = whole.limit;
  if (wants.has("amount") && whole.amount) kept.amount = whole.amount;
  if (wants.has("locations") && whole.locations?.length) kept.locations = whole.locations;
  if (wants.has("groups") && whole.groups?.length) kept.groups = whole.groups;
  return kept;
}

/** An id that stays when the rule is renamed. */
export const newRuleId = () => `rul_${newKey().slice(0, 26)}`;

/** A name that none of the list has yet: the wanted one, or it with a number. */
export function freeName(all: { name: string }[], wanted: string): string {
  const taken = new Set(all.map(({ name }) => name));
  if (!taken.has(wanted)) return wanted;
  let n = 2;
  while (taken.has(`${wanted} ${n}`)) n += 1;
  return `${wanted} ${n}`;
}

/** A rule that already means something, so that nothing is unfinished. */
export const newRule = (rules: RoutingRule[]): RoutingRule => ({
  id: newRuleId(),
  name: freeName(rules, t("routing.newName")),
  when: {},
  then: { action: "prefer", by: "cheapest" },
});

/** Rules to begin with, for a shop that has none. */
export function templates(): RoutingRule[] {
  return [
    {
      name: t("routing.templateExpress"),
      when: { services: ["express"] },
      then: { action: "prefer", by: "fastest" },
    },
    {
      name: t("routing.templateStores"),
      when: {},
      then: { action: "weight", groups: ["store"], amount: 250 },
    },
    {
      name: t("routing.templateSmall"),
      when: { max_value: 4000 },
      then: { action: "prefer", by: "all_in_one" },
    },
  ];
}

/** The list with one entry elsewhere; what would leave the list stays at its end. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  const at = Math.max(0, Math.min(list.length - 1, to));
  const rest = list.filter((_, i) => i !== from);
  return [...rest.slice(0, at), list[from]!, ...rest.slice(at)];
}

/** The list with a copy behind the entry. */
export function duplicated(rules: RoutingRule[], at: number): RoutingRule[] {
  const copy = { ...rules[at]!, id: newRuleId(), name: freeName(rules, rules[at]!.name) };
  return rules.toSpliced(at + 1, 0, copy);
}

/** What is wrong with one rule, by the part of it: name, then.amount. */
export const faultsOf = (faults: FieldError[], index: number) => faultsIn(faults, `rules[${index}].`);

/** What is wrong with one part of the policy, by the rest of the field. */
export function faultsIn(faults: FieldError[], part: string): Record<string, string> {
  const start = `policy.${part}`;
  return Object.fromEntries(
    faults
      .filter(({ field }) => field.startsWith(start))
      .map(({ field, message }) => [field.slice(start.length), message.replace(/^[^:]*: /, "")]),
  );
}

/** A policy with other rules. */
export const withRules = (policy: RoutingPolicy, rules: RoutingRule[]): RoutingPolicy => ({
  ...policy,
  rules,
});
