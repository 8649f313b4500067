import type {
  Counterfactual,
  RoutingCandidate,
  RoutingDecision,
  RoutingTerms,
  RoutingWhy,
} from "../../api/types";
import { t } from "../../text";
import { locale } from "../../text/language";
import { dateTime } from "../../text/time";
import { amount } from "../minor";

const all = new Intl.ListFormat(locale, { type: "conjunction" });

/** What locations are called, by their codes. */
export type Names = ReadonlyMap<string, string>;
const noNames: Names = new Map();

/** The terms of a cost, in the order in which they are shown. */
export const termNames = [
  "carrier",
  "handling",
  "distance",
  "split",
  "late",
  "balance",
  "carbon",
  "rules",
] as const;

/** The terms of a cost that are not zero. */
export const termsOf = (terms: RoutingTerms | undefined) =>
  termNames.flatMap((name) => (terms?.[name] ? [{ name, minor: terms[name] }] : []));

/** The choice in words: BER sends everything for € 5.40, proven best. */
export function choice(why: RoutingWhy, names: Names = noNames): string {
  const chosen = why.candidates.filter((one) => one.chosen);
  const currency = why.currency ?? "";
  if (chosen.length === 0) return t("decision.nobody");
  const who = all.format(chosen.map(({ location }) => names.get(location) ?? location));
  const cost = amount(why.cost, currency);
  const what = t("decision.sends", { count: chosen.length, who, cost });
  if (why.optimal) return t("decision.best", { what });
  if (why.gap_permille === undefined) return t("decision.found", { what });
  return t("decision.within", { what, percent: (why.gap_permille / 10).toLocaleString(locale) });
}

/** Which version decided, when it was tried on a share of the orders, and what the live one would have done. */
export function tried({ version, canary, why }: RoutingDecision, names: Names = noNames): string[] {
  if (!canary) return [];
  const { share, otherwise: other } = canary;
  const decided = t("decision.canary", { version: version ?? 0, share: String(share) });
  if (!other) return [decided];
  const live = other.version;
  if (other.same) return [decided, t("decision.canarySame", { live })];
  if (other.sends.length === 0) return [decided, t("decision.canaryNobody", { live })];
  const who = all.format(other.sends.map(({ location }) => names.get(location) ?? location));
  return [decided, t("decision.canaryElse", { live, who, cost: amount(other.cost, why.currency ?? "") })];
}

/** What would have changed the decision: Leeds would have won with 2 more of TEE, € 1.20 cheaper. */
export function otherwise(change: Counterfactual, currency: string, names: Names = noNames): string {
  const { stock = [], capacity, orders, cutoff, fills, saves } = change;
  const needs = stock.map(({ sku, units }) => t("decision.more", { count: units, sku }));
  if (capacity) needs.push(t("decision.room", { count: capacity }));
  else if (orders) needs.push(t("decision.oneMore"));
  if (cutoff && needs.length === 0) needs.push(t("decision.cutoff", { at: dateTime(cutoff) }));
  const location = names.get(change.location) ?? change.location;
  const values = { location, needs: all.format(needs) };
  if (fills) return t("decision.wouldFill", values);
  return saves
    ? t("decision.wouldWin", { ...values, saves: amount(saves, currency) })
    : t("decision.wouldBePreferred", values);
}

const constraints = [
  "stock",
  "capacity",
  "excluded",
  "channel",
  "border",
  "handling",
  "carrier",
  "rule",
] as const;

/** Why a location was not chosen, or may not send. */
export function against(candidate: RoutingCandidate, cost: number, currency: string): string {
  const failed = (candidate.failed ?? []).map(
    ({ constraint, sku = "", rule = "", missing = 0, detail = "" }) => {
      const known = constraints.find((one) => one === constraint);
      if (known === "excluded") return detail || t("failed.excluded");
      return known ? t(`failed.${known}`, { sku, rule, count: missing, detail }) : constraint;
    },
  );
  if (failed.length > 0) return failed.join("; ");
  const more = (candidate.cost ?? 0) - cost;
  if (candidate.units < candidate.of) return t("decision.part");
  return more > 0 ? t("decision.dearer", { amount: amount(more, currency) }) : t("decision.later");
}

const strategies = ["cheapest", "nearest", "fastest", "all_in_one", "priority_list", "group"] as const;

/** What was looked for, in words. */
export function strategyWord({ strategy, rule }: RoutingWhy): string {
  const known = strategies.find((one) => one === strategy);
  return known ? t(`sought.${known}`) : rule;
}

const precisions = ["address", "postal", "postal_prefix", "city", "country"] as const;

/** By what the destination was placed, in words. */
export function precisionWord({ destination_precision }: RoutingWhy): string {
  const known = precisions.find((one) => one === destination_precision);
  return t(known ? `precision.${known}` : "precision.unknown");
}
