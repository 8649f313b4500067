import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { WriteHeaders } from "../act/useAct";
import { api } from "./client";
import { unwrap } from "./problem";
import type { ExceptionBulk, ExceptionDetail, SuggestedAction } from "./types";

/** What the queue is narrowed by. */
export type ExceptionFilter = {
  severity?: "low" | "high";
  kind?: string;
  owner?: "me" | "none";
  /** Only those whose clock has run out. */
  overdue?: "1";
  /** Those that were put away, instead of those that ask for somebody now. */
  snoozed?: "1";
  /** Those that have ended, instead of those that somebody has to look at. */
  solved?: "1";
};

/** The queue, what is due first above; what has ended, the newest first. */
export function exceptionsQuery({ severity, kind, owner, overdue, snoozed, solved }: ExceptionFilter) {
  const query = {
    severity,
    kind,
    owner,
    overdue: overdue && true,
    ...(solved
      ? { status: "settled" as const }
      : {
          status: "unresolved" as const,
          snoozed: snoozed ? ("true" as const) : ("false" as const),
          sort: "due_at" as const,
        }),
  };
  return infiniteQueryOptions({
    queryKey: ["exceptions", "list", query],
    queryFn: ({ pageParam, signal }) => {
      const page = { ...query, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/exceptions", { params: { query: page }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });
}

/** How many wait, by kind and severity. */
export const exceptionCountsQuery = queryOptions({
  queryKey: ["exceptions", "counts"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/api/v1/exceptions/counts", { signal }))).items,
});

/** One exception with its context and what could be done about it. */
export const exceptionQuery = (id: string) =>
  queryOptions({
    queryKey: ["exceptions", "one", id],
    queryFn: ({ signal }) =>
      unwrap<ExceptionDetail>(api.GET("/api/v1/exceptions/{id}", { params: { path: { id } }, signal })),
  });

/** Who an exception can be given to, oneself first. */
export const exceptionOwnersQuery = queryOptions({
  queryKey: ["exceptions", "owners"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/api/v1/exceptions/owners", { signal }))).items,
  staleTime: 60_000,
});

const few = 20; // of the latest are looked at for the one that was solved last

/** The exception that was solved last. */
export const lastSolvedQuery = queryOptions({
  queryKey: ["exceptions", "last solved"],
  queryFn: async ({ signal }) => {
    const query = { status: "resolved" as const, limit: few };
    const { items } = await unwrap(api.GET("/api/v1/exceptions", { params: { query }, signal }));
    return [...items].sort((a, b) => (b.resolved_at ?? "").localeCompare(a.resolved_at ?? ""))[0] ?? null;
  },
});

/** Changes exceptions alike, with an answer for each. */
export const changeExceptions = (body: ExceptionBulk, headers: WriteHeaders) =>
  api.POST("/api/v1/exceptions/bulk", { body, headers });

/** Sends a suggested call as the server wrote it: which of its operations it is, the server decides. */
export function callSuggested({ method, path, body }: SuggestedAction, headers: WriteHeaders) {
  const init = { headers, ...(Object.keys(body).length > 0 && { body }) } as never;
  return method === "PATCH" ? api.PATCH(path as never, init) : api.POST(path as never, init);
}
