import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { Delivery, FileImport, Job, SystemEvent, Webhook } from "./types";

type Page<T> = { items: T[]; next_cursor: string };

// A list that is read page after page.
function paged<T>(
  key: readonly unknown[],
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam || undefined, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });
}

export const locationQuery = (id: string) =>
  queryOptions({
    queryKey: ["locations", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/locations/{id}", { params: { path: { id } }, signal })),
    // A form stands on it: it must not change under the one who types.
    refetchOnWindowFocus: false,
  });

export const usersQuery = paged(["users"], (cursor, signal) =>
  unwrap(api.GET("/api/v1/users", { params: { query: { cursor } }, signal })),
);

export const sessionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["users", id, "sessions"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/users/{id}/sessions", { params: { path: { id } }, signal })),
    select: (page) => page.items,
  });

export const tokensQuery = paged(["tokens"], (cursor, signal) =>
  unwrap(api.GET("/api/v1/tokens", { params: { query: { cursor } }, signal })),
);

export const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/webhooks", { signal })),
  select: (page) => page.items,
});

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ["webhooks", id],
    queryFn: ({ signal }) =>
      unwrap<Webhook>(api.GET("/api/v1/webhooks/{id}", { params: { path: { id } }, signal })),
  });

/** Deliveries of one state, or all. */
export type DeliveryFilter = { status?: Delivery["status"] };

export const deliveriesQuery = (id: string, { status }: DeliveryFilter) =>
  paged<Delivery>(["webhooks", id, "deliveries", status], (cursor, signal) =>
    unwrap(
      api.GET("/api/v1/webhooks/{id}/deliveries", {
        params: { path: { id }, query: { status, cursor } },
        signal,
      }),
    ),
  );

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ["webhooks", "delivery", id],
    queryFn: ({ signal }) =>
      unwrap<Delivery>(api.GET("/api/v1/deliveries/{id}", { params: { path: { id } }, signal })),
  });

/** What the audit log is narrowed by. */
export type AuditFilter = { type?: string; actor?: string; subject?: string };

export const auditQuery = ({ type, actor, subject }: AuditFilter) =>
  paged<SystemEvent>(["audit", type, actor, subject], (cursor, signal) =>
    unwrap(api.GET("/api/v1/audit", { params: { query: { type, actor, subject, cursor } }, signal })),
  );

/** What the list of jobs is narrowed by; dead letters when nothing is said. */
export type JobFilter = { state?: Job["state"]; kind?: string };

export const jobsQuery = ({ state = "dead", kind }: JobFilter) =>
  paged<Job>(["jobs", state, kind], (cursor, signal) =>
    unwrap(api.GET("/api/v1/jobs", { params: { query: { state, kind, cursor } }, signal })),
  );

export const jobCountsQuery = queryOptions({
  queryKey: ["jobs", "counts"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/jobs/counts", { signal })),
  select: (page) => page.items,
});

export const importsQuery = paged<FileImport>(["imports", "recent"], (cursor, signal) =>
  unwrap(api.GET("/api/v1/imports", { params: { query: { cursor, limit: 20 } }, signal })),
);
