import type { RoutingRule, RoutingWarning, RuleThen } from "../api/types";
import { figure, t } from "../text";
import { countryName } from "../text/country";
import { locale } from "../text/language";
import { conditionsOf, type Condition } from "./condition";
import { amount } from "./minor";

const anyOf = new Intl.ListFormat(locale, { type: "disjunction" });
const allOf = new Intl.ListFormat(locale, { type: "conjunction" });

/** Words of a list, each one enough. */
export const either = (values: string[]) => anyOf.format(values);

/** Reads a rule back: When it goes to Germany, no store sends. */
export function sentence(rule: RoutingRule, currency: string): string {
  const parts = conditionsOf(rule.when).map((one) => condition(one, currency));
  const deed = action(rule.then, currency);
  const whole =
    parts.length === 0 ? t("rule.always", { deed }) : t("rule.when", { parts: allOf.format(parts), deed });
  return rule.stop ? `${whole} ${t("rule.stops")}` : whole;
}

/** One part of a condition: it goes to Germany or France. */
export function condition(one: Condition, currency: string): string {
  if (one.kind === "attribute") {
    return one.values.length === 0
      ? t("when.hasAttribute", { name: one.name })
      : t("when.attributeIs", { name: one.name, values: either(one.values) });
  }
  if (!("values" in one)) {
    const words = (n: number) =>
      one.kind === "value" ? amount(n, currency) : t("when.grams", { n: figure(n) });
    return range(one.kind, one.min, one.max, words);
  }
  const names = one.kind === "countries" ? one.values.map(countryName) : one.values;
  return t(`when.${one.kind}Is`, { values: names.length === 0 ? t("when.anything") : either(names) });
}

function range(
  kind: "value" | "weight",
  min: number | undefined,
  max: number | undefined,
  words: (n: number) => string,
) {
  if (max === undefined) return t(`when.${kind}From`, { min: words(min ?? 0) });
  if (min === undefined || min === 0) return t(`when.${kind}To`, { max: words(max) });
  return t(`when.${kind}Between`, { min: words(min), max: words(max) });
}

/** What a rule does: only BER or LEJ may send. */
export function action(then: RuleThen, currency: string): string {
  const places = targets(then);
  switch (then.action) {
    case "prefer":
      return t(`then.${then.by ?? "cheapest"}`, {
        places: then.by === "priority_list" ? inTurn(then) : places,
      });
    case "forbid":
    case "require":
      return t(`then.${then.action}`, { places });
    case "weight":
      return t("then.weight", { places, amount: amount(then.amount ?? 0, currency) });
    case "cap":
      return t(`then.cap_${then.of ?? "locations"}`, { count: then.limit ?? 0, places });
    default:
      return t(`then.${then.action}`);
  }
}

const inTurn = ({ locations = [] }: RuleThen) => (locations.length === 0 ? "…" : locations.join(", "));

function targets({ locations = [], groups = [] }: RuleThen): string {
  const all = [...locations, ...groups.map((group) => t("then.group_of", { group }))];
  return all.length === 0 ? "…" : either(all);
}

const reasons = [
  "same_name",
  "value_range",
  "weight_range",
  "no_channel",
  "no_target",
  "closes_all",
  "stopped",
  "preferred_over",
  "adds_nothing",
  "require_apart",
  "require_forbid",
] as const;

/** A warning in the reader's words; the server's for a reason that this version doesn't know. */
export function warning({ reason, other = "", text }: RoutingWarning): string {
  const known = reasons.find((one) => one === reason);
  return known ? t(`warn.${known}`, { other }) : text;
}
