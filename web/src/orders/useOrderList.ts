import { useInfiniteQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useState } from "react";
import { mostRows, orderListQuery, orderRows, type OrderFilter } from "../api/orders";
import type { OrderRow, SystemEvent } from "../api/types";
import { useEvents } from "../live/context";

type Page = { items: OrderRow[]; next_cursor: string };

/**
 * A filtered list whose rows never move by themselves: an order that changes is
 * patched where it stands, orders that arrive are counted until they are asked for.
 */
export function useOrderList(filter: OrderFilter) {
  const client = useQueryClient();
  const options = orderListQuery(filter);
  const query = useInfiniteQuery(options);
  const under = JSON.stringify(filter);
  const [arrived, setArrived] = useState({ under, count: 0 });
  const orders = (query.data?.pages ?? []).flatMap((page) => page.items);

  async function patch(numbers: string[]) {
    const changed = await orderRows(numbers).catch(() => []);
    const rows = new Map(changed.map((row) => [row.id, row]));
    client.setQueryData(
      options.queryKey,
      (data: InfiniteData<Page> | undefined) => data && replace(data, rows),
    );
  }
  useEvents((events) => {
    const of = changedOrders(events);
    const numbers = orders.flatMap(({ id, number }) => (of.has(id) ? [number] : []));
    for (let from = 0; from < numbers.length; from += mostRows)
      void patch(numbers.slice(from, from + mostRows));
    const count = events.filter((event) => event.type === "order.captured").length;
    // Another filter loads another list, which has them already.
    setArrived((before) => ({ under, count: count + (before.under === under ? before.count : 0) }));
  });

  return {
    query,
    orders,
    arrived: arrived.under === under ? arrived.count : 0,
    /** Loads the list anew with what arrived. */
    showArrived() {
      setArrived({ under, count: 0 });
      void client.resetQueries({ queryKey: options.queryKey });
    },
  };
}

function changedOrders(events: SystemEvent[]): Set<string> {
  return new Set(events.flatMap((event) => (event.order_id ? [event.order_id] : [])));
}

function replace(data: InfiniteData<Page>, rows: Map<string, OrderRow>): InfiniteData<Page> {
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => rows.get(item.id) ?? item),
  }));
  return { ...data, pages };
}
