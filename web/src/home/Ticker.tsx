import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { lastEventsQuery } from "../api/home";
import type { SystemEvent } from "../api/types";
import { useEvents } from "../live/context";
import { Panel } from "../parts/Panel";
import { humanize, t } from "../text";
import { dateTimeZone, timeOfDay } from "../text/time";
import classes from "./home.module.css";

const shown = 8;

/** What happened last, newest first. */
export function Ticker() {
  const [news, setNews] = useState<SystemEvent[]>([]);
  useEvents((latest) => setNews((before) => [...latest.toReversed(), ...before].slice(0, shown)));
  const { data: before = [] } = useQuery(lastEventsQuery(shown));
  const first = news.at(-1)?.seq ?? Infinity;
  const events = [...news, ...before.filter(({ seq }) => seq < first)].slice(0, shown);
  return (
    <Panel title={t("home.ticker")} flush>
      {events.length === 0 && <p className={classes.none}>{t("home.tickerEmpty")}</p>}
      <ol className={classes.ticker}>
        {events.map((event) => (
          <li key={event.seq}>
            <time dateTime={event.occurred_at} title={dateTimeZone(event.occurred_at)}>
              {timeOfDay(event.occurred_at)}
            </time>
            {event.order_id ? (
              <Link to="/orders/$id" params={{ id: event.order_id }}>
                {humanize(event.type)}
              </Link>
            ) : (
              <span>{humanize(event.type)}</span>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
