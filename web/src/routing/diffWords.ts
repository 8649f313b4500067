import type { Market, RateCard, RoutingDiff } from "../api/types";
import { t, type TextKey } from "../text";
import { cardChanges } from "./cards";
import { cardChange } from "./cardWords";
import { amount } from "./minor";
import { sentence } from "./sentence";
import { keyOf, termGroups } from "./terms";

const kinds = ["added", "removed", "changed", "moved"] as const;

/** What became of a rule, with its sentences before and after where they differ. */
export function changeWords({ kind, rule, from, to }: RoutingDiff["rules"][number], currency: string) {
  const known = kinds.find((one) => one === kind) ?? "changed";
  const [was, is] = [from && sentence(from, currency), to && sentence(to, currency)];
  const title = t(`diff.${known}`, { rule });
  if (known === "moved") return { title };
  if (was === is) return { title: `${title} ${toggled(from?.off ?? false, to?.off ?? false)}`.trim() };
  return { title, before: was, after: is };
}

function toggled(was: boolean, is: boolean): string {
  if (was === is) return "";
  return t(is ? "diff.off" : "diff.on");
}

// The parts of a policy that are no single figure.
const parts: Record<string, TextKey> = {
  handling: "cost.work",
  late: "cost.late",
  balance: "cost.stock",
  carbon: "cost.carbon",
  never_split: "cost.neverSplit",
  services: "diff.services",
  markets: "diff.markets",
  cards: "diff.cards",
  rates: "diff.rates",
  budget: "diff.budget",
  currency: "diff.currency",
};

const terms = termGroups.flatMap((group) => group.terms);

/** A part of the policy that differs, in as many lines as it has changes. */
export function fieldLines(change: RoutingDiff["fields"][number], currency: string): string[] {
  const { field, before, after } = change;
  if (field === "cards" && before && after) {
    return cardChanges(before as RateCard[], after as RateCard[]).map((one) => cardChange(one, currency));
  }
  if (field === "cards") return [t(after ? "diff.ownCards" : "diff.builtInCards")];
  if (field === "markets") return marketLines((before ?? []) as Market[], (after ?? []) as Market[]);
  return [fieldWords(change, currency)];
}

function marketLines(before: Market[], after: Market[]): string[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  const countries = (all: Market[], name: string) =>
    all.find((one) => one.name === name)?.countries.join(" ") || "–";
  return names
    .map((name) => ({ name, was: countries(before, name), is: countries(after, name) }))
    .filter(({ was, is }) => was !== is)
    .map(({ name, was, is }) =>
      t("diff.field", { field: `${t("diff.markets")} ${name}`, before: was, after: is }),
    );
}

/** A figure of the policy that differs: Split: € 5.00 → € 6.50. */
export function fieldWords(
  { field, before, after }: RoutingDiff["fields"][number],
  currency: string,
): string {
  const term = terms.find(({ path }) => path === field);
  const words = (value: unknown): string => {
    if (value === null || value === undefined) return "–";
    if (typeof value === "number") return term?.unit === "money" ? amount(value, currency) : String(value);
    if (typeof value !== "object") return String(value);
    return Object.entries(value)
      .map(([name, one]) => `${nameOf(`${field}.${name}`)} ${part(`${field}.${name}`, one, currency)}`)
      .join(", ");
  };
  return t("diff.field", { field: nameOf(field), before: words(before) || "–", after: words(after) || "–" });
}

function part(path: string, value: unknown, currency: string): string {
  const term = terms.find((one) => one.path === path);
  if (typeof value === "number" && term?.unit === "money") return amount(value, currency);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function nameOf(path: string): string {
  const term = terms.find((one) => one.path === path);
  if (term) return t(`cost.${keyOf(term)}` as TextKey);
  const named = parts[path];
  return named ? t(named) : path.slice(path.lastIndexOf(".") + 1);
}
