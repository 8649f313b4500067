import { Link } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import type { Order } from "../api/types";
import { quoted } from "../orders/filter";
import { t } from "../text";
import { dateTime, dateTimeZone } from "../text/time";
import classes from "./order.module.css";

/** Where the order came from, when, by whom, and its tags. */
export function OrderMeta({ order }: { order: Order }) {
  const may = useMay();
  const placed = order.placed_at ?? order.captured_at;
  const { id, name, email } = order.customer;
  return (
    <div className={classes.meta}>
      <span>
        {may("channels.read") ? (
          <Link to="/channels/$id" params={{ id: order.channel }}>
            {order.channel}
          </Link>
        ) : (
          order.channel
        )}{" "}
        <bdi>{order.external_id}</bdi>
      </span>
      <time dateTime={placed} title={dateTimeZone(placed)}>
        {t("order.placed", { when: dateTime(placed) })}
      </time>
      {id && may("customers.read") && (
        <Link to="/customers/$id" params={{ id }}>
          <bdi>{name || email}</bdi>
        </Link>
      )}
      <span>{t("order.version", { version: order.version })}</span>
      {order.tags.length > 0 && (
        <ul role="list" className={classes.tags} aria-label={t("tags.label")}>
          {order.tags.map((tag) => (
            <li key={tag}>
              <Link to="/orders" search={{ filter: `tag:${quoted(tag)}` }}>
                <bdi>{tag}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
