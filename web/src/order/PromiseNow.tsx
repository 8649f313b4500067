import { useQuery } from "@tanstack/react-query";
import { promisesQuery } from "../api/purchasing";
import type { Order } from "../api/types";
import { Due } from "../status/Due";
import { Status } from "../status/Status";
import { t } from "../text";
import { dateTime, dateTimeZone, day } from "../text/time";
import { expectedOf } from "./expected";
import classes from "./order.module.css";
import { shipByOf, unitLines } from "./units";

/** What the order was promised beside what is expected now: the next hand-over, units that wait, what arrived. */
export function PromiseNow({ order }: { order: Order }) {
  const shipBy = shipByOf(order);
  const waits = unitLines(order.lines).some(
    ({ counters }) => counters.backordered + counters.unallocated > 0,
  );
  const arrived = order.delivery_status === "delivered" && lastArrival(order);
  const { deliver_by: by } = order;
  if (!shipBy && !waits && !arrived && !by) return null;
  return (
    <div className={classes.promised}>
      {by && (
        <span>
          {t("order.promisedFor", { days: daysOf(order.deliver_from, by) })}
          {order.lifecycle === "open" && !arrived && <Due at={endOf(by)} what={t("order.arrival")} />}
          {arrived && <Status of="promise" {...verdict(arrived, by)} />}
        </span>
      )}
      {shipBy && (
        <span>
          <time dateTime={shipBy} title={dateTimeZone(shipBy)}>
            {t("order.shipByOf", { when: dateTime(shipBy) })}
          </time>
          <Due at={shipBy} what={t("order.shipByWhat")} />
        </span>
      )}
      {waits && order.lifecycle === "open" && <Waiting order={order} />}
      {arrived && (
        <time dateTime={arrived} title={dateTimeZone(arrived)}>
          {t("order.deliveredAt", { when: dateTime(arrived) })}
        </time>
      )}
    </div>
  );
}

function Waiting({ order }: { order: Order }) {
  const query = useQuery(promisesQuery(order.id));
  if (!query.data) return null;
  const { first, now, lost } = expectedOf(query.data);
  if (lost || !now) return <Status of="promise" value="lost" word={t("order.notExpected")} />;
  return (
    <span>
      {t("order.expected", { day: day(now) })}
      {first && new Date(now) > new Date(first) && (
        <Status of="promise" value="late" word={t("order.wasPromised", { day: day(first) })} />
      )}
    </span>
  );
}

// A promised day ends when it does where the reader is; the buyer's own zone is not known.
const endOf = (date: string) => new Date(`${date}T23:59:59`).toISOString();

const daysOf = (from: string, by: string) =>
  [...new Set([from || by, by])].map((date) => day(endOf(date))).join(" – ");

const verdict = (arrived: string, by: string) =>
  Date.parse(arrived) <= Date.parse(endOf(by))
    ? { value: "kept", word: t("order.kept") }
    : { value: "late", word: t("order.arrivedLate") };

const lastArrival = (order: Order) =>
  order.shipments
    .flatMap(({ delivered_at }) => delivered_at ?? [])
    .toSorted()
    .at(-1);
