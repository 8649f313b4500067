import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { Home } from "../api/types";
import { Panel } from "../parts/Panel";
import { figure, t } from "../text";
import { dayOf, timeOfDay } from "../text/time";
import classes from "./home.module.css";
import { ListLink } from "./ListLink";

type Period = Home["orders_per_hour"][number];
type Props = { hours: Period[]; days: Period[] };

/** Orders by when they were placed; each bar opens its orders. */
export default function PlacedChart({ hours, days }: Props) {
  const [by, setBy] = useState<"hour" | "day">("hour");
  const periods = by === "hour" ? hours : days;
  const label = by === "hour" ? timeOfDay : dayOf;
  const most = Math.max(1, ...periods.map(({ orders }) => orders));
  const sum = periods.reduce((all, { orders }) => all + orders, 0);
  return (
    <Panel
      title={t("home.placed")}
      hint={t(by === "hour" ? "home.inHours" : "home.inDays", { count: sum })}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t("home.placed")}
          value={by}
          onChange={(next) => setBy(next as typeof by)}
          data={[
            { value: "hour", label: t("home.byHour") },
            { value: "day", label: t("home.byDay") },
          ]}
        />
      }
    >
      <ul role="list" className={classes.chart} aria-label={t("home.placed")}>
        {periods.map((period, n) => (
          <li key={period.from}>
            <ListLink
              to={period.link}
              className={classes.bar}
              label={t("home.placedAt", { count: period.orders, when: label(period.from) })}
            >
              <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
                <rect
                  x="0"
                  y={100 - (100 * period.orders) / most}
                  width="10"
                  height={(100 * period.orders) / most}
                  data-present={n === periods.length - 1 || undefined}
                />
              </svg>
              <span className={classes.tip} aria-hidden="true">
                {figure(period.orders)}
              </span>
            </ListLink>
            <span aria-hidden="true" className={classes.axis}>
              {(periods.length - 1 - n) % (by === "hour" ? 6 : 3) === 0 ? label(period.from) : ""}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
