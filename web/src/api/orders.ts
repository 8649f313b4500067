import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { timeZone } from "../text/time";
import { api } from "./client";
import { unwrap } from "./problem";
import type { operations } from "./schema.gen";
import type { Order, OrderRow } from "./types";

type Query = NonNullable<operations["list-order-rows"]["parameters"]["query"]>;

/** How the list of orders can be sorted. */
export type OrderSort = NonNullable<Query["sort"]>;

/** What the list of orders shows: a typed filter, and what only a link asks for. */
export type OrderFilter = { filter?: string; stage_from?: string; sort?: OrderSort };

/** Orders in one request: a screen and a half. */
const pageSize = 50;

/** All orders under a filter, page after page. */
export function orderListQuery(filter: OrderFilter) {
  return infiniteQueryOptions({
    queryKey: ["orders", "list", filter],
    queryFn: ({ pageParam, signal }) => {
      // Named one by one: an address may carry more, such as what a newsletter adds.
      const { filter: terms, stage_from, sort } = filter;
      const query = {
        filter: terms,
        stage_from,
        sort,
        timezone: timeZone,
        limit: pageSize,
        cursor: pageParam || undefined,
      };
      return unwrap(api.GET("/api/v1/orders/rows", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
    // Coming to the view loads it anew; after that its rows stay in place, and
    // what changes is patched where it stands.
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** The rows of some orders as they are now, at most as many as an answer has. */
export async function orderRows(numbers: string[]): Promise<OrderRow[]> {
  const query = { filter: `number:${numbers.join(",")}`, limit: mostRows };
  return (await unwrap(api.GET("/api/v1/orders/rows", { params: { query } }))).items;
}

/** The most rows that one answer has. */
export const mostRows = 200;

/** How many orders a filter chooses; counting stops at some thousands. */
export const orderCountQuery = (filter: string) =>
  queryOptions({
    queryKey: ["orders", "count", filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/orders/count", { params: { query: { filter, timezone: timeZone } }, signal })),
    staleTime: 30_000,
  });

/** What a filter can ask. */
export const filterKeysQuery = queryOptions({
  queryKey: ["orders", "filters"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/orders/filters", { signal })),
  select: (page) => page.items,
  staleTime: 60_000,
});

export function orderQuery(id: string) {
  return queryOptions({
    queryKey: ["orders", "one", id],
    queryFn: ({ signal }) =>
      unwrap<Order>(api.GET("/api/v1/orders/{id}", { params: { path: { id } }, signal })),
  });
}
