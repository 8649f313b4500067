import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { Purchase } from "./types";

/** What the list of purchase orders is narrowed by. */
export type PurchaseFilter = { status?: Purchase["status"] | "coming"; supplier?: string };

const statusOf = ({ status }: PurchaseFilter) => (status === "coming" ? "ordered,partly_received" : status);

/** Purchase orders, the newest first. */
export const purchasesQuery = (filter: PurchaseFilter) =>
  infiniteQueryOptions({
    queryKey: ["purchases", "list", filter.status, filter.supplier],
    queryFn: ({ pageParam, signal }) => {
      const query = { status: statusOf(filter), supplier: filter.supplier, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/purchase-orders", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });

export const purchaseQuery = (id: string) =>
  queryOptions({
    queryKey: ["purchases", "one", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/purchase-orders/{id}", { params: { path: { id } }, signal })),
  });

/** Suppliers by code; few enough for one page. */
export const suppliersQuery = queryOptions({
  queryKey: ["suppliers", "list"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/v1/suppliers", { params: { query: { limit: 500 } }, signal })),
  select: (page) => page.items,
});

export const supplierQuery = (id: string) =>
  queryOptions({
    queryKey: ["suppliers", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/suppliers/{id}", { params: { path: { id } }, signal })),
  });

/** What the waiting units of an order are promised. */
export const promisesQuery = (order: string) =>
  queryOptions({
    queryKey: ["orders", "promises", order],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/orders/{id}/promises", { params: { path: { id: order } }, signal })),
    select: (page) => page.items,
  });

/** What is on its way, of one SKU or of all, the soonest first. */
export const receiptsQuery = (sku?: string) =>
  queryOptions({
    queryKey: ["stock", "receipts", sku],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/stock/receipts", { params: { query: { sku } }, signal })),
    select: (page) => page.items,
  });
