import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { Transfer } from "./types";

/** What the list of transfers is narrowed by. */
export type TransferFilter = { status?: Transfer["status"]; location?: string; sku?: string };

/** Transfers, the newest first. */
export const transfersQuery = (filter: TransferFilter) =>
  infiniteQueryOptions({
    queryKey: ["stock", "transfers", filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/stock/transfers", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });

export const transferQuery = (id: string) =>
  queryOptions({
    queryKey: ["stock", "transfer", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/stock/transfers/{id}", { params: { path: { id } }, signal })),
  });
