import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";

/** The views of the list of orders, shared and own, those that are hidden too. */
export const viewsQuery = queryOptions({
  queryKey: ["views", "orders"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/v1/views", { params: { query: { page: "orders" } }, signal })),
  select: (page) => page.items,
  staleTime: 60_000,
});
