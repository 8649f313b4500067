import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { bySoonest } from "../fulfillment/board";
import { api } from "./client";
import { unwrap } from "./problem";
import type { FulfillmentOrder, Shipment } from "./types";

/** One fulfillment order, with what its location needs to know of its order. */
export const workQuery = (id: string) =>
  queryOptions({
    queryKey: ["fulfillment", "one", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/fulfillment-orders/{id}", { params: { path: { id } }, signal })),
  });

/** The SKUs of a fulfillment order's lines: their barcodes are what a scanner reads. */
export const workSkusQuery = (id: string) =>
  queryOptions({
    queryKey: ["fulfillment", "skus", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/fulfillment-orders/{id}/skus", { params: { path: { id } }, signal })),
    select: (page) => page.items,
    staleTime: Infinity,
  });

/** What carriers would ask for the packed parcels. */
export const ratesQuery = (work: FulfillmentOrder) =>
  queryOptions({
    queryKey: ["rates", work.id, work.version],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/fulfillment-orders/{id}/rates", { params: { path: { id: work.id } }, signal })),
    select: (page) => page.items,
    retry: false,
  });

/** The work that a scanned code names, what has to leave first at the beginning. */
export const scanned = (code: string, location?: string) =>
  unwrap(api.GET("/api/v1/fulfillment-orders/scan", { params: { query: { code, location } } })).then(
    (page) => page.items,
  );

const perRequest = 200;
const mostRequests = 5;

/** Whose work: the reader's, or what nobody has. */
export type Claimant = "me" | "none";

/** Work of a location in a state, up to a thousand, what has to leave first at the beginning. */
async function workOf(
  location: string,
  status: "working" | "released" | "in_progress",
  signal: AbortSignal,
  claimed_by?: Claimant,
) {
  const work: FulfillmentOrder[] = [];
  let cursor: string | undefined;
  for (let n = 0; n < mostRequests; n += 1) {
    const query = {
      location,
      status: [status],
      claimed_by,
      cursor,
      limit: perRequest,
      sort: "ship_by" as const,
    };
    const page = await unwrap(api.GET("/api/v1/fulfillment-orders", { params: { query }, signal }));
    work.push(...page.items);
    cursor = page.next_cursor || undefined;
    if (!cursor) break;
  }
  return { work, all: !cursor };
}

/** Released work of a location that nobody has finished, what has to leave first at the beginning. */
export const nextWorkQuery = (location: string) =>
  queryOptions({
    queryKey: ["fulfillment", "next", location],
    queryFn: async ({ signal }) => {
      const [begun, released] = await Promise.all([
        workOf(location, "in_progress", signal),
        workOf(location, "released", signal),
      ]);
      return [...begun.work, ...released.work].sort(bySoonest);
    },
    enabled: location !== "",
    staleTime: 0,
    refetchOnWindowFocus: false,
  });

/** Everything that a location has to do, or what somebody has of it. It moves only when it is asked to: see the board. */
export const boardQuery = (location: string, claimedBy?: Claimant) =>
  queryOptions({
    queryKey: ["fulfillment", "board", location, claimedBy],
    queryFn: ({ signal }) => workOf(location, "working", signal, claimedBy),
    enabled: location !== "",
    staleTime: 0,
    refetchOnWindowFocus: false,
  });

/** How much stands in each column of a location's board, however much that is. */
export const boardCountsQuery = (location: string) =>
  queryOptions({
    queryKey: ["fulfillment", "counts", location],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/fulfillment-orders/counts", { params: { query: { location } }, signal })),
    select: (board) => new Map(board.columns.map((column) => [column.column, column.orders])),
    enabled: location !== "",
    refetchOnWindowFocus: false,
  });

/** The newest shipments of a location that left today, as the reader's clock has it. */
export const handedOverQuery = (location: string) =>
  queryOptions({
    queryKey: ["fulfillment", "handed-over", location],
    queryFn: async ({ signal }) => {
      const query = { location, limit: 50 };
      const page = await unwrap(api.GET("/api/v1/shipments", { params: { query }, signal }));
      const midnight = new Date().setHours(0, 0, 0, 0);
      return page.items.filter(
        ({ status, shipped_at }) => status !== "voided" && shipped_at && Date.parse(shipped_at) >= midnight,
      );
    },
    refetchOnWindowFocus: false,
  });

/** What shipments are narrowed by. */
export type ShipmentFilter = { location?: string; status?: Shipment["status"] };

/** Shipments, the newest first. */
export const shipmentsQuery = ({ location, status }: ShipmentFilter) =>
  infiniteQueryOptions({
    queryKey: ["fulfillment", "shipments", location, status],
    queryFn: ({ pageParam, signal }) => {
      const query = { location, status, cursor: pageParam || undefined, limit: 50 };
      return unwrap(api.GET("/api/v1/shipments", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });
