import { Checkbox, UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { memo, useState, type ReactNode } from "react";
import type { OrderSort } from "../api/orders";
import type { OrderRow } from "../api/types";
import { useRowKeys } from "../keys/useRowKeys";
import { Age } from "../parts/Age";
import { Due } from "../status/Due";
import { Status } from "../status/Status";
import { t } from "../text";
import { money } from "../text/money";
import { dateTime, timeOfDay } from "../text/time";
import { columnName, nextSort, sortOf, stageOf, usual, type Column } from "./columns";
import classes from "./OrdersTable.module.css";
import type { Select, Selection } from "../act/selection";

type Props = {
  orders: OrderRow[];
  label: string;
  columns?: Column[];
  /** With it the heads sort. */
  sorting?: { sort: OrderSort | undefined; onSort: (sort: OrderSort | undefined) => void };
  /** With it rows can be selected. */
  selecting?: { selection: Selection; select: (act: Select) => void };
};

/** A dense table of orders; on a phone a row keeps what matters in two lines. */
export function OrdersTable({ orders, label, columns = usual, sorting, selecting }: Props) {
  const id = (row: number) => orders[row]?.id ?? "";
  const rows = useRowKeys<HTMLTableSectionElement>(
    selecting && {
      onToggle: (row) => selecting.select({ do: "toggle", id: id(row) }),
      onRange: (row) => selecting.select({ do: "range", id: id(row) }),
    },
  );
  const head = { sorting };
  return (
    // Columns follow the room that the table has, not the window.
    <div className={classes.box}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {selecting && (
              <th className={classes.check}>
                <SelectShown count={orders.length} {...selecting} />
              </th>
            )}
            <Head column="order" className={classes.first} {...head} />
            {columns.map((column) => (
              <Head key={column} column={column} className={cells[column].className} {...head} />
            ))}
          </tr>
        </thead>
        <tbody ref={rows}>
          {orders.map((order) => (
            <Row
              key={order.id}
              order={order}
              columns={columns}
              selected={selecting && (selecting.selection.all || selecting.selection.ids.has(order.id))}
              select={selecting?.select}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeadProps = Pick<Props, "sorting"> & { column: Column | "order"; className: string | undefined };

function Head({ column, className, sorting }: HeadProps) {
  const name = t(column === "order" ? "column.order" : columnName(column));
  const by = sortOf[column];
  if (!sorting || !by) return <th className={className}>{name}</th>;
  const { sort, onSort } = sorting;
  const now = sort === by ? "ascending" : sort === `-${by}` ? "descending" : undefined;
  return (
    <th className={className} aria-sort={now}>
      <UnstyledButton className={classes.sort} onClick={() => onSort(nextSort(sort, by))}>
        {name}
        {now && <span aria-hidden="true">{now === "ascending" ? " ↑" : " ↓"}</span>}
      </UnstyledButton>
    </th>
  );
}

function SelectShown({ count, selection, select }: NonNullable<Props["selecting"]> & { count: number }) {
  const every = selection.all || selection.ids.size >= count;
  return (
    <Checkbox
      aria-label={t("orders.selectShown")}
      checked={every}
      indeterminate={!every && selection.ids.size > 0}
      onChange={() => select({ do: every ? "none" : "shown" })}
    />
  );
}

type RowProps = {
  order: OrderRow;
  columns: Column[];
  selected: boolean | undefined;
  select: ((act: Select) => void) | undefined;
};

const Row = memo(function Row({ order, columns, selected, select }: RowProps) {
  const { id, number } = order;
  return (
    <tr data-selected={selected || undefined}>
      {select && (
        <td className={classes.check}>
          <Checkbox
            aria-label={t("orders.selectOne", { number })}
            checked={selected}
            // The click knows the shift key; a change doesn't.
            onClick={(event) => select({ do: event.shiftKey ? "range" : "toggle", id })}
            onChange={nothing}
          />
        </td>
      )}
      <td className={classes.first}>
        <Link to="/orders/$id" params={{ id }} data-row>
          {number}
        </Link>{" "}
        <span className={`${classes.quiet} ${classes.time}`}>{timeOfDay(order.placed_at)}</span>
        <bdi className={classes.second}>{nameOf(order)}</bdi>
      </td>
      {columns.map((column) => (
        <td key={column} className={cells[column].className} title={cells[column].title?.(order)}>
          {cells[column].draw(order)}
        </td>
      ))}
    </tr>
  );
});

const nothing = () => undefined;

const nameOf = (order: OrderRow) => order.customer.name || order.customer.email;

const namesOf = (order: OrderRow) => order.locations.map(({ name }) => name).join(", ");

type Cell = {
  className?: string;
  draw: (order: OrderRow) => ReactNode;
  /** The whole text of what may be cut off. */
  title?: (order: OrderRow) => string;
};

const middle = classes.middle!;
const wide = classes.wide!;

const cells: Record<Column, Cell> = {
  channel: {
    className: `${middle} ${classes.cut}`,
    title: (order) => order.channel,
    draw: (order) => order.channel,
  },
  customer: {
    className: `${middle} ${classes.slack}`,
    title: nameOf,
    draw: (order) => (
      <>
        <bdi>{nameOf(order)}</bdi>
        {order.city && (
          <span className={classes.quiet}>
            , <bdi>{order.city}</bdi> {order.country_code}
          </span>
        )}
      </>
    ),
  },
  items: {
    className: `${wide} ${classes.quiet}`,
    draw: (order) => t("orders.units", { count: order.units }),
  },
  status: { draw: (order) => <OrderStatus order={order} /> },
  payment: { className: wide, draw: (order) => <Status of="payment" value={order.payment_status} /> },
  location: {
    className: `${middle} ${classes.cut} ${classes.quiet}`,
    title: (order) => namesOf(order),
    draw: (order) => namesOf(order),
  },
  ship_by: {
    className: wide,
    draw: (order) => {
      return order.ship_by && <Due at={order.ship_by} what={t("orders.shipBy")} />;
    },
  },
  tags: {
    className: `${wide} ${classes.cut} ${classes.quiet}`,
    title: (order) => order.tags.join(", "),
    draw: (order) => <bdi>{order.tags.join(", ")}</bdi>,
  },
  placed: { className: `${wide} ${classes.quiet}`, draw: (order) => dateTime(order.placed_at) },
  age: {
    className: `${middle} ${classes.right} ${classes.quiet}`,
    draw: (order) => <Age at={order.captured_at} />,
  },
  total: {
    className: classes.right,
    draw: (order) => (
      <>
        {money(order.total, order.currency)}
        <span className={classes.second}>
          <Age at={order.captured_at} />
        </span>
      </>
    ),
  },
};

/** Where an order is, or what stops it: a hold says more than a stage. */
export function OrderStatus({ order }: { order: OrderRow }) {
  const now = order.hold || stageOf(order);
  const [first] = useState(now);
  return (
    // A change fades in, so that the eye sees what moved; the first sight does not.
    <span key={now} className={now === first ? undefined : classes.moved}>
      <Status of={order.hold ? "hold" : "stage"} value={now} />
    </span>
  );
}
