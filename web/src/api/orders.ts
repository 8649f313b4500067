import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { operations } from "./schema.gen";
import type { Order, TimelineEntry } from "./types";

/** What the list of orders can be narrowed by; empty means all. */
export type OrderFilter = { q?: string; status?: OrderStatus };

/** Any one lifecycle or derived status. */
export type OrderStatus = NonNullable<
  NonNullable<operations["list-orders"]["parameters"]["query"]>["status"]
>;

/** Orders in one request: a screen and a half. */
const pageSize = 50;

/** The newest orders, for the live list. */
export const newestOrdersQuery = queryOptions({
  queryKey: ["orders", "newest"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/v1/orders", { params: { query: { limit: pageSize } }, signal })),
  select: (page) => page.items,
});

/** All orders under a filter, page after page. */
export function orderListQuery(filter: OrderFilter) {
  return infiniteQueryOptions({
    queryKey: ["orders", "list", filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, limit: pageSize, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/orders", { params: { query }, signal }));
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

export function orderQuery(id: string) {
  return queryOptions({
    queryKey: ["orders", "one", id],
    queryFn: ({ signal }) =>
      unwrap<Order>(api.GET("/api/v1/orders/{id}", { params: { path: { id } }, signal })),
  });
}

export function timelineQuery(id: string) {
  return queryOptions({
    queryKey: ["orders", "timeline", id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/orders/{id}/timeline", { params: { path: { id }, query: { limit: 200 } }, signal }),
      ),
    select: (page): TimelineEntry[] => page.items,
  });
}
