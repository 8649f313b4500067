import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { Count } from "./types";

/** What the list of counts is narrowed by. */
export type CountFilter = { status?: Count["status"] | "active"; location?: string };

const statusOf = ({ status }: CountFilter) => (status === "active" ? "open,counting,review" : status);

/** Counts without their lines, the newest first. */
export const countsQuery = (filter: CountFilter) =>
  infiniteQueryOptions({
    queryKey: ["counts", "list", filter.status, filter.location],
    queryFn: ({ pageParam, signal }) => {
      const query = { status: statusOf(filter), location: filter.location, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/counts", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });

/** Who may approve what was counted. */
export const countPolicyQuery = queryOptions({
  queryKey: ["counts", "policy"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/counts/policy", { signal })),
});

export const countQuery = (id: string) =>
  queryOptions({
    queryKey: ["counts", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/counts/{id}", { params: { path: { id } }, signal })),
  });
