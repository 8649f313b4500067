import { Link } from "@tanstack/react-router";
import { memo, useState } from "react";
import type { Order } from "../api/types";
import { useRowKeys } from "../keys/useRowKeys";
import { locationsOf, openHolds, stageOf } from "../order/units";
import { Age } from "../parts/Age";
import { Status } from "../status/Status";
import { t } from "../text";
import { money } from "../text/money";
import classes from "./OrdersTable.module.css";

/** A dense table of orders; on a phone a row keeps what matters in two lines. */
export function OrdersTable({ orders, label }: { orders: Order[]; label: string }) {
  const rows = useRowKeys<HTMLTableSectionElement>();
  return (
    // Columns follow the room that the table has, not the window.
    <div className={classes.box}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th className={classes.first}>{t("column.order")}</th>
            <th className={classes.middle}>{t("column.channel")}</th>
            <th className={classes.middle}>{t("column.customer")}</th>
            <th>{t("column.status")}</th>
            <th className={classes.wide}>{t("column.payment")}</th>
            <th className={classes.middle}>{t("column.location")}</th>
            <th className={`${classes.middle} ${classes.right}`}>{t("column.age")}</th>
            <th className={classes.right}>{t("column.total")}</th>
          </tr>
        </thead>
        <tbody ref={rows}>
          {orders.map((order) => (
            <Row key={order.id} order={order} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Row = memo(function Row({ order }: { order: Order }) {
  const customer = order.customer?.name || order.customer?.email || "";
  const city = order.shipping_address?.city;
  const locations = locationsOf(order).join(", ");
  return (
    <tr>
      <td className={classes.first}>
        <Link to="/orders/$id" params={{ id: order.id }} data-row>
          {order.number}
        </Link>
        <bdi className={classes.second}>{customer}</bdi>
      </td>
      <td className={`${classes.middle} ${classes.cut}`} title={order.channel}>
        {order.channel}
      </td>
      <td className={`${classes.middle} ${classes.slack}`} title={customer}>
        <bdi>{customer}</bdi>
        {city && (
          <span className={classes.quiet}>
            , <bdi>{city}</bdi> {order.shipping_address?.country_code}
          </span>
        )}
      </td>
      <td>
        <OrderStatus order={order} />
      </td>
      <td className={classes.wide}>
        <Status of="payment" value={order.payment_status} />
      </td>
      <td className={`${classes.middle} ${classes.cut} ${classes.quiet}`} title={locations}>
        {locations}
      </td>
      <td className={`${classes.middle} ${classes.right} ${classes.quiet}`}>
        <Age at={order.captured_at} />
      </td>
      <td className={classes.right}>
        {money(order.total, order.currency)}
        <span className={classes.second}>
          <Age at={order.captured_at} />
        </span>
      </td>
    </tr>
  );
});

/** Where an order is, or what stops it: a hold says more than a stage. */
export function OrderStatus({ order }: { order: Order }) {
  const hold = openHolds(order)[0];
  const now = hold?.type ?? stageOf(order);
  const [first] = useState(now);
  return (
    // A change fades in, so that the eye sees what moved; the first sight does not.
    <span key={now} className={now === first ? undefined : classes.moved}>
      {hold ? <Status of="hold" value={hold.type} /> : <Status of="stage" value={now} />}
    </span>
  );
}
