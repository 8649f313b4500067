import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { BulkRow, BulkRun } from "./types";

/** Whether a run has come to its end, whatever that is. */
export const hasEnded = (run: BulkRun) =>
  run.status === "done" || run.status === "stopped" || run.status === "failed";

const askAgain = 500; // ms, while it runs

/** One bulk operation and how far it is. */
export const bulkRunQuery = (id: string) =>
  queryOptions({
    queryKey: ["bulk", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/bulk/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data && !hasEnded(state.data) ? askAgain : false),
  });

/** What became of each of its orders; settled names how far it is, so that a page of results is never of before. */
export const bulkRowsQuery = (run: BulkRun, result: BulkRow["result"] | undefined) =>
  infiniteQueryOptions({
    queryKey: ["bulk", "rows", run.id, result, run.settled],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { id: run.id }, query: { result, cursor: pageParam || undefined } };
      return unwrap(api.GET("/api/v1/bulk/{id}/results", { params, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
  });

/** Bulk operations of the last months, the newest first. */
export const bulkRunsQuery = infiniteQueryOptions({
  queryKey: ["bulk", "list"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(api.GET("/api/v1/bulk", { params: { query: { cursor: pageParam || undefined } }, signal })),
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor || undefined,
});
