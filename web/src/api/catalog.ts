import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";

/** What the list of SKUs is narrowed by. */
export type SkuFilter = { q?: string; active?: "true" | "false" };

/** SKUs by code, page after page. */
export const skusQuery = ({ q, active }: SkuFilter) =>
  infiniteQueryOptions({
    queryKey: ["skus", "list", q, active],
    queryFn: ({ pageParam, signal }) => {
      const query = { q, active, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/skus", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });

/** Where a SKU is offered, or what a channel offers. */
export const listingsQuery = (of: { sku?: string; channel?: string }) =>
  infiniteQueryOptions({
    queryKey: ["listings", of],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...of, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/listings", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
  });
