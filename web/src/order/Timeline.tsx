import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCirclePause,
  IconCreditCard,
  IconPackage,
  IconReceipt,
  IconTruck,
  type Icon,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { timelineQuery } from "../api/orders";
import type { TimelineEntry } from "../api/types";
import { Empty, Failure } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { Skeleton } from "../parts/Skeleton";
import type { Tone } from "../status/vocabulary";
import { t } from "../text";
import { dateTimeZone, timeOfDay } from "../text/time";
import classes from "./order.module.css";

/** By the first word of an event's type: only holds, movement and trouble have color. */
const nodes: Record<string, { icon: Icon; tone: Tone }> = {
  order: { icon: IconReceipt, tone: "wait" },
  payment: { icon: IconCreditCard, tone: "wait" },
  fulfillment_order: { icon: IconPackage, tone: "move" },
  shipment: { icon: IconTruck, tone: "move" },
  return: { icon: IconArrowBackUp, tone: "wait" },
  exception: { icon: IconAlertTriangle, tone: "late" },
};
const other = { icon: IconPackage, tone: "wait" } as const;

/** Everything that happened to the order, newest first. */
export function Timeline({ orderId }: { orderId: string }) {
  const timeline = useQuery(timelineQuery(orderId));
  const events = (timeline.data ?? []).toSorted((a, b) => b.seq - a.seq);
  return (
    <Panel title={t("order.timeline")} flush>
      {timeline.isPending && <Skeleton label={t("orders.loading")} rows={4} />}
      {timeline.error && <Failure error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {timeline.data?.length === 0 && <Empty title={t("order.timeline")} what={t("order.timelineEmpty")} />}
      <ol className={classes.timeline}>
        {events.map((event) => (
          <Entry key={event.seq} event={event} />
        ))}
      </ol>
    </Panel>
  );
}

function Entry({ event }: { event: TimelineEntry }) {
  const { icon: NodeIcon, tone } = nodeOf(event.type);
  return (
    <li>
      <time dateTime={event.occurred_at} title={dateTimeZone(event.occurred_at)}>
        {timeOfDay(event.occurred_at)}
      </time>
      <span className={classes.node} data-tone={tone}>
        <NodeIcon size={14} stroke={1.75} aria-hidden="true" />
      </span>
      <span className={classes.what}>
        <bdi>{event.summary}</bdi>
        <bdi className={classes.cause}>{event.actor}</bdi>
      </span>
    </li>
  );
}

function nodeOf(type: string): { icon: Icon; tone: Tone } {
  if (type.includes("hold")) return { icon: IconCirclePause, tone: "held" };
  return nodes[type.split(".")[0] ?? ""] ?? other;
}
