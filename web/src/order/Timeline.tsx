import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowsSplit2,
  IconBuildingWarehouse,
  IconCirclePause,
  IconCreditCard,
  IconPackage,
  IconReceipt,
  IconSend,
  IconTruck,
  type Icon,
} from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { timelineKinds, timelineQuery, type TimelineKind } from "../api/order";
import type { Order, TimelineEntry } from "../api/types";
import { Empty } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { Panel } from "../parts/Panel";
import type { Tone } from "../status/vocabulary";
import { t } from "../text";
import { dateTimeZone, dayOf, timeOfDay, zoneName } from "../text/time";
import { EventDetails } from "./EventDetails";
import classes from "./order.module.css";
import type { Setting } from "../events/read";
import { actorOf, settingOf, storyOf } from "../events/story";

/** By the first word of an event's type: only holds, movement and trouble have color. */
const nodes: Record<string, { icon: Icon; tone: Tone }> = {
  order: { icon: IconReceipt, tone: "wait" },
  payment: { icon: IconCreditCard, tone: "wait" },
  stock: { icon: IconBuildingWarehouse, tone: "wait" },
  routing: { icon: IconArrowsSplit2, tone: "wait" },
  fulfillment_order: { icon: IconPackage, tone: "move" },
  shipment: { icon: IconTruck, tone: "move" },
  return: { icon: IconArrowBackUp, tone: "wait" },
  exception: { icon: IconAlertTriangle, tone: "late" },
};
const other = { icon: IconPackage, tone: "wait" } as const;
const quiet = new Set(["exception.resolved", "order.hold_released", "fulfillment_order.created"]);

/** Everything that happened to the order, newest first. */
export function Timeline({ order }: { order: Order }) {
  const { timeline: kind } = useSearch({ from: "/inside/orders/$id" });
  const query = useInfiniteQuery(timelineQuery(order.id, kind));
  const setting = settingOf(order);
  return (
    <Panel title={t("order.timeline")} hint={zoneName()} aside={<Kinds kind={kind} />} flush>
      <PagedList
        query={query}
        boxed
        loading={t("orders.loading")}
        empty={<Empty title={t("order.timeline")} what={t(kind ? "timeline.none" : "order.timelineEmpty")} />}
        shown={(count) => t("timeline.shown", { count })}
      >
        {(events) => (
          <ol className={classes.timeline}>
            {events.map((event, n) => (
              <Entry key={event.seq} event={event} before={events[n - 1]} setting={setting} />
            ))}
          </ol>
        )}
      </PagedList>
    </Panel>
  );
}

function Kinds({ kind }: { kind?: TimelineKind }) {
  const navigate = useNavigate({ from: "/orders/$id" });
  const show = (timeline?: TimelineKind) =>
    void navigate({ search: (before) => ({ ...before, timeline }), replace: true, resetScroll: false });
  return (
    <div className={classes.kinds} role="group" aria-label={t("timeline.show")}>
      {[undefined, ...timelineKinds].map((one) => (
        <button key={one ?? ""} type="button" aria-pressed={one === kind} onClick={() => show(one)}>
          {t(one ? `timeline.${one}` : "timeline.all")}
        </button>
      ))}
    </div>
  );
}

type EntryProps = { event: TimelineEntry; before?: TimelineEntry; setting: Setting };

function Entry({ event, before, setting }: EntryProps) {
  const { icon: NodeIcon, tone } = nodeOf(event.type);
  const { what, why } = storyOf(event, setting);
  const isNewDay = !before || dayOf(before.occurred_at) !== dayOf(event.occurred_at);
  return (
    <li>
      <time dateTime={event.occurred_at} title={dateTimeZone(event.occurred_at)}>
        {isNewDay && <span className={classes.day}>{dayOf(event.occurred_at)}</span>}
        {timeOfDay(event.occurred_at)}
      </time>
      <span className={classes.node} data-tone={tone}>
        <NodeIcon size={14} stroke={1.75} aria-hidden="true" />
      </span>
      <div className={classes.what}>
        <div className={classes.said}>
          <bdi>{what}</bdi>
        </div>
        <span className={classes.cause}>
          {why && (
            <>
              <bdi>{why}</bdi> ·{" "}
            </>
          )}
          <bdi>{actorOf(event)}</bdi>
        </span>
        <EventDetails event={event} />
      </div>
    </li>
  );
}

function nodeOf(type: string): { icon: Icon; tone: Tone } {
  const known = nodes[type.split(".")[0] ?? ""] ?? other;
  if (type.endsWith("told")) return { icon: IconSend, tone: "wait" };
  if (quiet.has(type)) return { icon: known.icon, tone: "wait" };
  if (type.includes("hold") || type.endsWith(".held")) return { icon: IconCirclePause, tone: "held" };
  return known;
}
