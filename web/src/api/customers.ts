import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { Customer } from "./types";

/** What the list of customers is narrowed by. */
export type CustomerFilter = { q?: string };

/** Customers, page after page. */
export const customersQuery = ({ q }: CustomerFilter) =>
  infiniteQueryOptions({
    queryKey: ["customers", "list", q],
    queryFn: ({ pageParam, signal }) => {
      const query = { q, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/customers", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });

/** One customer, by id or e-mail address. */
export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ["customers", "one", id],
    queryFn: ({ signal }) =>
      unwrap<Customer>(api.GET("/api/v1/customers/{id}", { params: { path: { id } }, signal })),
  });

/** The newest orders of a customer whole, for the addresses in them. */
export const wholeOrdersOfQuery = (customer: string) =>
  queryOptions({
    queryKey: ["orders", "of", customer, "whole"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/orders", { params: { query: { customer, limit: 50 } }, signal })),
  });

/** The orders of a customer, the newest first. */
export const ordersOfQuery = (customer: string) =>
  infiniteQueryOptions({
    queryKey: ["orders", "of", customer],
    queryFn: ({ pageParam, signal }) => {
      const query = { customer, limit: 50, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/orders/rows", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
  });
