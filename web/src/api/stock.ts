import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";

type MovementQuery = {
  sku?: string;
  location?: string;
  reason?: string;
  actor?: string;
  reference?: string;
  from?: string;
  to?: string;
  limit?: number;
};

export const levelsQuery = (sku: string) =>
  queryOptions({
    queryKey: ["stock", "levels", sku],
    queryFn: async ({ signal }) => {
      const query = { sku, limit: 200 };
      return (await unwrap(api.GET("/api/v1/stock", { params: { query }, signal }))).items;
    },
  });

export const skuQuery = (code: string) =>
  queryOptions({
    queryKey: ["skus", code],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/skus/{id}", { params: { path: { id: code } }, signal })),
  });

/** Changes of stock, the newest first. */
export const movementsQuery = (filter: MovementQuery) =>
  infiniteQueryOptions({
    queryKey: ["stock", "movements", filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/stock/movements", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
  });

export const locationsQuery = queryOptions({
  queryKey: ["locations"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/v1/locations", { params: { query: { limit: 200 } }, signal })),
  select: (page) => page.items,
  staleTime: 60_000,
});
