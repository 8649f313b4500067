import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { RateQuestion, RoutingTrial } from "./types";

/** The draft of the next version; the live policy while there is none. */
export const routingDraftQuery = queryOptions({
  queryKey: ["routing", "draft"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/routing/draft", { signal })),
});

/** The policy that decides now. */
export const livePolicyQuery = queryOptions({
  queryKey: ["routing", "live"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/routing/policy", { signal })),
});

/** One version with its policy. */
export const routingVersionQuery = (id: number) =>
  queryOptions({
    queryKey: ["routing", "versions", "one", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/routing/versions/{id}", { params: { path: { id } }, signal })),
  });

/** The versions, the newest first; the one that is built in is not among them. */
export const routingVersionsQuery = infiniteQueryOptions({
  queryKey: ["routing", "versions", "list"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      api.GET("/api/v1/routing/versions", { params: { query: { cursor: pageParam || undefined } }, signal }),
    ),
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor || undefined,
});

export const routingDiffQuery = (from: number, to: number) =>
  queryOptions({
    queryKey: ["routing", "diff", from, to],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/routing/versions/{id}/diff", {
          params: { path: { id: to }, query: { from } },
          signal,
        }),
      ),
  });

/** Who would send an order that nobody has placed. */
export const trialQuery = (trial: RoutingTrial, name: string) =>
  queryOptions({
    queryKey: ["routing", "trial", name, trial],
    queryFn: ({ signal }) => unwrap(api.POST("/api/v1/routing/test", { body: trial, signal })),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });

export const replaysQuery = infiniteQueryOptions({
  queryKey: ["routing", "replays", "list"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      api.GET("/api/v1/routing/replays", { params: { query: { cursor: pageParam || undefined } }, signal }),
    ),
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor || undefined,
});

/** Versions that were tried on a share of the orders, the newest first. While one runs they are asked for again. */
export const canariesQuery = infiniteQueryOptions({
  queryKey: ["routing", "canaries"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      api.GET("/api/v1/routing/canaries", {
        params: { query: { limit: 20, cursor: pageParam || undefined } },
        signal,
      }),
    ),
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor || undefined,
  refetchInterval: ({ state }) => (state.data?.pages[0]?.items[0]?.status === "running" ? 5_000 : false),
});

/** One replay; while it runs it is asked for again every second. */
export const replayQuery = (id: string) =>
  queryOptions({
    queryKey: ["routing", "replays", "one", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/routing/replays/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data && !state.data.finished_at ? 1_000 : false),
  });

/** The decisions of a replay, side by side. */
export const replayRowsQuery = (id: string, moved: boolean) =>
  infiniteQueryOptions({
    queryKey: ["routing", "replays", "rows", id, moved],
    queryFn: ({ pageParam, signal }) => {
      const query = { moved: moved || undefined, limit: 50, cursor: pageParam || undefined };
      return unwrap(
        api.GET("/api/v1/routing/replays/{id}/orders", { params: { path: { id }, query }, signal }),
      );
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    staleTime: Infinity,
  });

/** How often cheaper plans are looked for. */
export const reoptimizeScheduleQuery = queryOptions({
  queryKey: ["routing", "schedule"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/routing/reoptimize/schedule", { signal })),
});

/** What runs of re-optimization have saved. */
export const reoptimizeRunsQuery = infiniteQueryOptions({
  queryKey: ["routing", "runs"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      api.GET("/api/v1/routing/reoptimize/runs", {
        params: { query: { cursor: pageParam || undefined } },
        signal,
      }),
    ),
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor || undefined,
});

/** Some SKUs, whose codes, categories and tags are offered while a rule is written. */
export const ruleNounsQuery = queryOptions({
  queryKey: ["skus", "nouns"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/skus", { params: { query: { limit: 500 } }, signal })),
  select: (page) => page.items,
  staleTime: 60_000,
});

/** The rate cards of the built-in carrier, which hold while a policy has none of its own. */
export const builtInRatesQuery = queryOptions({
  queryKey: ["routing", "built-in"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/routing/cards/built-in", { signal })),
  staleTime: 60_000,
});

/** What a parcel would cost. */
export const quoteQuery = (question: RateQuestion) =>
  queryOptions({
    queryKey: ["routing", "quote", question],
    queryFn: ({ signal }) => unwrap(api.POST("/api/v1/routing/quote", { body: question, signal })),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });

/** Reads the prices of a rate card from a file; nothing is kept. */
export async function readRateSheet(file: File, currency: string) {
  const bytes = await file.arrayBuffer();
  return unwrap(
    api.POST("/api/v1/routing/cards/read", {
      params: { query: { currency } },
      // The document knows a body of bytes only as a text.
      body: bytes as unknown as string,
      bodySerializer: (body: unknown) => body as ArrayBuffer,
      headers: { "Content-Type": "application/octet-stream" },
    }),
  );
}
