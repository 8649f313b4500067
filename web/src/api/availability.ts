import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";

/** What of a SKU can be sold on every channel, and why. */
export const availabilityQuery = (sku: string) =>
  queryOptions({
    queryKey: ["stock", "availability", sku],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/availability", { params: { query: { sku: [sku] } }, signal })),
    select: (answer) => answer.items[0],
  });

/** What lay where at an instant; now for "". */
export const balanceQuery = (sku: string, at: string) =>
  queryOptions({
    queryKey: ["stock", "balance", sku, at],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/stock/balance", { params: { query: { sku, at } }, signal })),
    placeholderData: keepPreviousData,
  });

/** The rules of what channels may sell, by name. */
export const stockRulesQuery = infiniteQueryOptions({
  queryKey: ["stock-rules"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(api.GET("/api/v1/stock-rules", { params: { query: { cursor: pageParam || undefined } }, signal })),
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor || undefined,
});

/** Listings of which the channel does not show what it should. */
export const strayedQuery = (state: "drifted" | "failed") =>
  infiniteQueryOptions({
    queryKey: ["listings", "state", state],
    queryFn: ({ pageParam, signal }) => {
      const query = { state, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/listings", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
  });
