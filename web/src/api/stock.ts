import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { Level } from "./types";

/** What the list of stock is narrowed by. */
export type StockFilter = { q?: string; location?: string };

const mostFound = 20; // SKUs of one search

/** Levels, SKU by SKU; a search finds SKUs by code, name or barcode and then their levels. */
export function stockQuery({ q, location }: StockFilter) {
  return infiniteQueryOptions({
    queryKey: ["stock", "list", q, location],
    queryFn: async ({ pageParam, signal }): Promise<{ items: Level[]; next_cursor: string }> => {
      const cursor = pageParam || undefined;
      if (!q) return unwrap(api.GET("/api/v1/stock", { params: { query: { location, cursor } }, signal }));
      const found = await unwrap(
        api.GET("/api/v1/skus", { params: { query: { q, cursor, limit: mostFound } }, signal }),
      );
      const levels = await Promise.all(found.items.map((sku) => levelsOf(sku.code, location, signal)));
      return { items: levels.flat(), next_cursor: found.next_cursor };
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });
}

async function levelsOf(sku: string, location: string | undefined, signal: AbortSignal): Promise<Level[]> {
  const query = { sku, location, limit: 200 };
  return (await unwrap(api.GET("/api/v1/stock", { params: { query }, signal }))).items;
}

export const levelsQuery = (sku: string) =>
  queryOptions({
    queryKey: ["stock", "levels", sku],
    queryFn: ({ signal }) => levelsOf(sku, undefined, signal),
  });

export const skuQuery = (code: string) =>
  queryOptions({
    queryKey: ["skus", code],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/skus/{id}", { params: { path: { id: code } }, signal })),
  });

export const movementsQuery = (sku: string) =>
  infiniteQueryOptions({
    queryKey: ["stock", "movements", sku],
    queryFn: ({ pageParam, signal }) => {
      const query = { sku, cursor: pageParam || undefined };
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
