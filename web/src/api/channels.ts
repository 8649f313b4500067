import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { Channel, Connection, Job } from "./types";

/** Every channel, by its code. */
export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/channels", { params: { query: { limit: 200 } }, signal })),
  select: (page) => page.items,
});

/** One channel, by id or code. */
export const channelQuery = (id: string) =>
  queryOptions({
    queryKey: ["channels", "one", id],
    queryFn: ({ signal }) =>
      unwrap<Channel>(api.GET("/api/v1/channels/{id}", { params: { path: { id } }, signal })),
  });

const soon = 5_000; // ms; freshness is told by polling, since news of it is no event

/** Every account at a vendor, with how fresh it is. */
export const connectionsQuery = queryOptions({
  queryKey: ["connections"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/connections", { signal })),
  select: (page) => page.items,
  refetchInterval: soon,
});

/** One account; it is asked for again soon, and sooner while its first sync runs. */
export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ["connections", "one", id],
    queryFn: ({ signal }) =>
      unwrap<Connection>(api.GET("/api/v1/connections/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data && !state.data.sync.last_poll_at ? 1_000 : soon),
  });

/** The vendors that can be connected, each with the form of its settings. */
export const driversQuery = queryOptions({
  queryKey: ["drivers"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/drivers", { signal })),
  select: (list) => list.items,
  staleTime: Infinity,
});

/** The last orders of a channel. */
export const channelOrdersQuery = (channel: string, limit: number) =>
  queryOptions({
    queryKey: ["orders", "of channel", channel, limit],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/orders/rows", {
          params: { query: { channel, limit, sort: "-captured_at" } },
          signal,
        }),
      ),
    refetchInterval: soon,
  });

/** The most dead letters that are read; more are said to be more. */
export const mostDead = 200;

/** What failed for good and waits for a person, the newest first. */
export const deadLettersQuery = queryOptions({
  queryKey: ["jobs", "dead"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/v1/jobs", { params: { query: { state: "dead", limit: mostDead } }, signal })),
  select: (page) => page.items,
  refetchInterval: soon,
});

/** Whether a job works for a connection: in its lane, or on something that came from it. */
export const worksFor = (job: Job, connection: string): boolean =>
  job.lane === connection || (job.args as Record<string, unknown>).connection === connection;

/** The last shipments and cancellations that a connection's channels are told of. */
export const noticesQuery = (id: string) =>
  queryOptions({
    queryKey: ["connections", "notices", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/connections/{id}/notices", { params: { path: { id } }, signal })),
    select: (page) => page.items.slice(0, 10),
    refetchInterval: soon,
  });
