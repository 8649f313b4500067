import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";

/** What the inventory is narrowed to and sorted by. */
export type InventoryFilter = {
  q?: string;
  category?: string;
  location?: string;
  only?: "low" | "out" | "negative" | "waiting";
  sort?: "available" | "cover";
};

/** SKUs with their stock at every location, page after page. */
export const inventoryQuery = (filter: InventoryFilter) =>
  infiniteQueryOptions({
    queryKey: ["stock", "inventory", filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/inventory", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });

/** How many SKUs a filter chooses, and their stock by location. */
export const inventorySumsQuery = (filter: InventoryFilter) =>
  queryOptions({
    queryKey: ["stock", "inventory-sums", filter],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/inventory/sums", { params: { query: filter }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 10_000, // all stock is added up for it
  });

/** The address of a file with what a filter chooses. */
export function exportLink(path: "/inventory/export" | "/stock/movements/export", filter: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, String(value));
  const asked = query.toString();
  return `/api/v1${path}${asked && `?${asked}`}`;
}
