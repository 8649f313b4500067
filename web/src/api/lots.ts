import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";

type LotFilter = { sku?: string; location?: string; lot?: string; within?: number; limit?: number };

/** Lots and serial numbers in stock, those first that must be sold soonest. */
export const lotsQuery = (filter: LotFilter) =>
  infiniteQueryOptions({
    queryKey: ["stock", "lots", filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/lots", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
  });

/** One lot or serial number. */
export const lotQuery = (id: string) =>
  queryOptions({
    queryKey: ["stock", "lot", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/lots/{id}", { params: { path: { id } }, signal })),
  });

/** The orders that got a lot, the newest first. */
export const lotOrdersQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["stock", "lot", id, "orders"],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { id }, query: { cursor: pageParam || undefined } };
      return unwrap(api.GET("/api/v1/lots/{id}/orders", { params, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
  });

/** Which lots to take for a fulfillment order; none when none of its SKUs is tracked. */
export const proposedLotsQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["fulfillment", "lots", id, version],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/fulfillment-orders/{id}/lots", { params: { path: { id } }, signal })),
    select: ({ items }) => items,
  });
