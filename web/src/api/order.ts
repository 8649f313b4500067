import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";

/** What an order's timeline shows; undefined is everything. */
export const timelineKinds = ["people", "messages", "stock", "money"] as const;
export type TimelineKind = (typeof timelineKinds)[number];

const timelinePage = 50;

/** What happened to an order, the newest first, page after page. */
export const timelineQuery = (id: string, kind?: TimelineKind) =>
  infiniteQueryOptions({
    queryKey: ["orders", "timeline", id, kind],
    queryFn: ({ pageParam, signal }) => {
      const query = { kind, sort: "-seq" as const, limit: timelinePage, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/orders/{id}/timeline", { params: { path: { id }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });

/** Where an order's units come from, and why. */
export const allocationsQuery = (id: string) =>
  queryOptions({
    queryKey: ["orders", "allocations", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/orders/{id}/allocations", { params: { path: { id } }, signal })),
  });

/** What the channel sent, as it came. */
export const payloadQuery = (id: string) =>
  queryOptions({
    queryKey: ["orders", "payload", id],
    queryFn: ({ signal }) =>
      unwrap<string>(
        api.GET("/api/v1/orders/{id}/payload", { params: { path: { id } }, parseAs: "text", signal }),
      ),
    retry: false,
  });
