import type { CanarySide, RoutingCanary } from "../api/types";
import { figure, t } from "../text";
import { locale } from "../text/language";
import { amount } from "./minor";

/** One line of a comparison: the live version's figure beside the canary's. */
export type Line = {
  name: string;
  /** How it is computed, in words. */
  how: string;
  live: string;
  canary: string;
  /** What the canary does otherwise; absent where the two are the same, or are not to be compared. */
  change?: { down: boolean; good: boolean; words: string };
};

const percent = (part: number, whole: number) => (whole === 0 ? null : (part / whole) * 100);
const number = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 1 });
const share = (part: number, whole: number) => {
  const value = percent(part, whole);
  return value === null ? "–" : t("canary.share", { part, percent: number(value) });
};
const each = (total: number, count: number, currency: string) =>
  count === 0 ? "–" : amount(Math.round(total / count), currency);

/** Thousandths of a minor unit as an amount without its sign. */
const thousandths = (millis: number, currency: string) =>
  amount(Math.abs(Math.round(millis / 1000)), currency);

/** Where a bound lies, as more or less than the live version. */
const bound = (millis: number, currency: string) =>
  t(millis < 0 ? "canary.less" : "canary.more", { by: thousandths(millis, currency) });

/** What may be said of the difference, and how sure that is. */
export function verdict({ version, report: { paired, currency } }: RoutingCanary): string {
  const { verdict: is, compared, difference_millis: by, low_millis: low, high_millis: high } = paired;
  if (is === "too_few") return t("canary.tooFew", { count: compared });
  if (is === "equal") return t("canary.equal", { count: compared });
  return t(is === "unclear" ? "canary.unclear" : "canary.sure", {
    version,
    difference: bound(by, currency),
    low: bound(low, currency),
    high: bound(high, currency),
  });
}

/** A count out of a whole under both versions; of most, less is better. */
function counted(name: string, how: string, live: number, canary: number, whole: number, less = true): Line {
  const by = (percent(canary, whole) ?? 0) - (percent(live, whole) ?? 0);
  const line = { name, how, live: share(live, whole), canary: share(canary, whole) };
  if (live === canary) return line;
  return {
    ...line,
    change: {
      down: by < 0,
      good: by < 0 === less,
      words: t("measure.points", { by: number(Math.abs(by)) }),
    },
  };
}

/** What both versions make of the same orders. */
export function pairLines({ report: { paired: p, currency } }: RoutingCanary): Line[] {
  const by = p.difference_millis;
  const cost: Line = {
    name: t("canary.cost"),
    how: t("canary.costHow", { count: p.compared }),
    live: each(p.live_cost, p.compared, currency),
    canary: each(p.canary_cost, p.compared, currency),
    ...(by !== 0 && {
      change: { down: by < 0, good: by < 0, words: thousandths(by, currency) },
    }),
  };
  return [
    cost,
    counted(t("measure.split"), t("canary.splitHow"), p.live_split, p.canary_split, p.orders),
    counted(t("canary.late"), t("canary.lateHow"), p.live_late, p.canary_late, p.orders),
    counted(t("measure.filled"), t("canary.filledHow"), p.live_filled, p.canary_filled, p.units, false),
  ];
}

/** What became of the orders of either side, which are different ones. */
export function sideLines({ report: { live, canary, currency } }: RoutingCanary): Line[] {
  const line = (name: string, how: string, of: (side: CanarySide) => string): Line => ({
    name,
    how,
    live: of(live),
    canary: of(canary),
  });
  return [
    line(t("canary.orders"), t("canary.ordersHow"), (side) => figure(side.orders)),
    line(t("canary.cost"), t("canary.ownCostHow"), (side) => each(side.cost, side.orders, currency)),
    line(t("measure.split"), t("canary.splitHow"), (side) => share(side.split, side.orders)),
    line(t("canary.late"), t("canary.lateHow"), (side) => share(side.late, side.orders)),
    line(t("canary.kept"), t("canary.keptHow"), (side) => share(side.kept, side.kept + side.missed)),
    line(t("canary.missed"), t("canary.missedHow"), (side) => share(side.missed, side.kept + side.missed)),
    line(t("measure.filled"), t("canary.filledHow"), (side) => share(side.filled, side.units)),
    line(t("canary.waiting"), t("canary.waitingHow"), (side) => figure(side.waiting)),
  ];
}
