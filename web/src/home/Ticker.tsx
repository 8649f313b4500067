import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { lastEventsQuery } from "../api/home";
import type { EventType } from "../api/eventTypes.gen";
import type { Home, SystemEvent } from "../api/types";
import { storyOf } from "../events/story";
import { useEvents } from "../live/context";
import { t } from "../text";
import { dateTimeZone, timeOfDay } from "../text/time";
import classes from "./home.module.css";

const shown = 8;
const asked = 60; // of which some are left out

/** What follows by itself from what is said beside it, and would bury it. */
const ofCourse: readonly string[] = [
  "fulfillment_order.created",
  "listing.pushed",
  "order.cancellation_told",
  "order.promised",
  "routing.decided",
  "shipment.told",
  "stock.allocated",
] satisfies EventType[];
const isNews = ({ type }: SystemEvent) => !ofCourse.includes(type);

/** What happened last and is news, newest first, each in a sentence. */
export default function Ticker({ locations }: { locations: Home["locations"] }) {
  const [news, setNews] = useState<SystemEvent[]>([]);
  useEvents((latest) =>
    setNews((before) => [...latest.filter(isNews).toReversed(), ...before].slice(0, shown)),
  );
  const { data: before = [], isSuccess } = useQuery(lastEventsQuery(asked));
  const first = news.at(-1)?.seq ?? Infinity;
  const events = [...news, ...before.filter((event) => event.seq < first && isNews(event))].slice(0, shown);
  const setting = {
    placeOf: (code: string) => locations.find(({ location }) => location === code)?.name ?? code,
    placeOfWork: () => undefined,
    currency: "",
  };
  if (isSuccess && events.length === 0) return <p className={classes.none}>{t("home.tickerEmpty")}</p>;
  return (
    <ol className={classes.ticker}>
      {events.map((event) => (
        <li key={event.seq}>
          <time dateTime={event.occurred_at} title={dateTimeZone(event.occurred_at)}>
            {timeOfDay(event.occurred_at)}
          </time>
          <p>
            {event.order_id && (
              <Link to="/orders/$id" params={{ id: event.order_id }} className={classes.tickerOrder}>
                {event.order_number ?? t("column.order")}
              </Link>
            )}
            <bdi>{storyOf(event, setting).what}</bdi>
          </p>
        </li>
      ))}
    </ol>
  );
}
