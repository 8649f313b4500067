import type { RoutingReport, RoutingSum } from "../api/types";
import { figure, t } from "../text";
import { locale } from "../text/language";
import { amount } from "./minor";

/** One line of the comparison. */
export type Measure = {
  name: string;
  /** How it is computed, in words. */
  how: string;
  /** The figure of a column, for bars; null when there is none. */
  of: (sum: RoutingSum) => number | null;
  /** The same figure with its parts, for people. */
  said: (sum: RoutingSum) => string;
  /** How a difference is written. */
  difference: (by: number) => string;
  /** Whether the parts of the cost stand below it. */
  terms?: true;
  /** Whether less of it is better; undefined when neither is. */
  less?: boolean;
};

const share = (part: number, whole: number) => (whole === 0 ? null : (part / whole) * 100);
const percent = (value: number | null) =>
  value === null ? "–" : `${value.toLocaleString(locale, { maximumFractionDigits: 1 })} %`;
const points = (by: number) =>
  t("measure.points", { by: by.toLocaleString(locale, { maximumFractionDigits: 1 }) });
const perDecision = (value: number, decisions: number) => (decisions === 0 ? null : value / decisions);

/** What a replay compares: each figure with its formula. */
export function measures(report: RoutingReport): Measure[] {
  const { decisions, currency } = report;
  const cost = (sum: RoutingSum) => perDecision(sum.total_cost, decisions);
  const cash = (minor: number) => amount(Math.round(minor), currency || "EUR");
  return [
    ...(currency
      ? [
          {
            name: t("measure.cost"),
            how: t("measure.costHow", { total: cash(report.history.total_cost), decisions }),
            of: cost,
            said: (sum: RoutingSum) => cash(cost(sum) ?? 0),
            difference: cash,
            less: true,
            terms: true as const,
          },
        ]
      : []),
    {
      name: t("measure.split"),
      how: t("measure.splitHow", { part: report.history.split, decisions }),
      of: (sum) => share(sum.split, decisions),
      said: (sum) => percent(share(sum.split, decisions)),
      difference: points,
      less: true,
    },
    {
      name: t("measure.onTime"),
      how: t("measure.onTimeHow", { part: decisions - report.history.late, decisions }),
      of: (sum) => share(decisions - sum.late, decisions),
      said: (sum) => percent(share(decisions - sum.late, decisions)),
      difference: points,
      less: false,
    },
    {
      name: t("measure.filled"),
      how: t("measure.filledHow", { part: report.history.filled, units: report.history.units }),
      of: (sum) => share(sum.filled, sum.units),
      said: (sum) => percent(share(sum.filled, sum.units)),
      difference: points,
      less: false,
    },
    {
      name: t("measure.parcels"),
      how: t("measure.parcelsHow"),
      of: (sum) => sum.parcels,
      said: (sum) => figure(sum.parcels),
      difference: (by) => figure(Math.round(by)),
      less: true,
    },
    {
      name: t("measure.distance"),
      how: t("measure.distanceHow"),
      of: (sum) => perDecision(sum.distance_km, decisions),
      said: (sum) => t("decision.km", { km: Math.round(perDecision(sum.distance_km, decisions) ?? 0) }),
      difference: (by) => t("decision.km", { km: Math.round(by) }),
      less: true,
    },
  ];
}

/** A difference to history: its sign and whether it is good, for words, arrow and color. */
export function compare(measure: Measure, was: RoutingSum, is: RoutingSum) {
  const [before, after] = [measure.of(was), measure.of(is)];
  if (before === null || after === null || said(measure, was) === said(measure, is)) return null;
  const by = after - before;
  const good = measure.less === undefined ? undefined : by < 0 === measure.less;
  return { down: by < 0, good, words: measure.difference(Math.abs(by)) };
}

const said = (measure: Measure, sum: RoutingSum) => measure.said(sum);

/** The share of a bar, from 0 to 1, beside the largest of its line. */
export function shareOf(measure: Measure, sum: RoutingSum, all: RoutingSum[]): number {
  const largest = Math.max(...all.map((one) => measure.of(one) ?? 0));
  return largest === 0 ? 0 : (measure.of(sum) ?? 0) / largest;
}

/** How full the fullest day of a location is, as words and as a share; no share without a limit. */
export function peakOf(sum: RoutingSum, location: string) {
  const load = sum.by_location.find((one) => one.location === location);
  if (!load) return { words: t("measure.nothing"), over: 0 };
  const limits = [
    load.order_limit ? load.peak_orders / load.order_limit : 0,
    load.unit_limit ? load.peak_units / load.unit_limit : 0,
  ];
  const full = Math.max(...limits);
  return {
    words: t("measure.orders", { count: load.orders }),
    peak:
      full > 0
        ? t("measure.peakShare", { share: percent(full * 100) })
        : t("measure.peak", { count: load.peak_orders }),
    over: load.days_over,
  };
}

/** The codes of every location that any column sends from. */
export const locationsOf = (report: RoutingReport) =>
  [
    ...new Set(
      [report.history, ...report.variants].flatMap((sum) => sum.by_location.map(({ location }) => location)),
    ),
  ].sort();
