import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { Quote, Return } from "./types";

/** What the desk is narrowed by. */
export type ReturnFilter = { queue?: Return["queue"]; location?: string };

/** Returns of a pile, what waits longest first. */
export const returnsQuery = ({ queue, location }: ReturnFilter) =>
  infiniteQueryOptions({
    queryKey: ["returns", "list", queue, location],
    queryFn: ({ pageParam, signal }) => {
      const query = { queue, location, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/returns", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });

/** How much lies on each pile, and since when. */
export const returnCountsQuery = (location?: string) =>
  queryOptions({
    queryKey: ["returns", "counts", location],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/returns/counts", { params: { query: { location } }, signal })),
    select: (page) => page.items,
  });

export const returnQuery = (id: string) =>
  queryOptions({
    queryKey: ["returns", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/returns/{id}", { params: { path: { id } }, signal })),
  });

/** Which lots and serial numbers the units of a return may be of; none when none of its SKUs is tracked. */
export const returnLotsQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["returns", "lots", id, version],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/returns/{id}/lots", { params: { path: { id } }, signal })),
    select: ({ items }) => items,
  });

/** The returns of one order, the newest first. */
export const orderReturnsQuery = (order: string) =>
  queryOptions({
    queryKey: ["returns", "order", order],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/returns", { params: { query: { order } }, signal })),
    select: (page) => page.items,
  });

/** What a scanned or typed code names at the desk. */
export const findReturns = (code: string) =>
  unwrap(api.GET("/api/v1/returns", { params: { query: { code } } })).then((page) => page.items);

/** Units of return lines that would be refunded, and what would be kept back. */
export type Decision = {
  line: number;
  resolution?: "refund" | "reject";
  quantity?: number;
  deduction?: string;
  why?: string;
};

/** What a decision would give the buyer, as the server counts it. */
export const quoteQuery = (id: string, version: number, lines: Decision[]) =>
  queryOptions({
    queryKey: ["returns", "quote", id, version, lines],
    queryFn: ({ signal }): Promise<Quote> =>
      unwrap(api.POST("/api/v1/returns/{id}/quote", { params: { path: { id } }, body: { lines }, signal })),
    placeholderData: keepPreviousData,
    retry: false,
  });

export const returnPolicyQuery = queryOptions({
  queryKey: ["returns", "policy"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/returns/policy", { signal })),
});
