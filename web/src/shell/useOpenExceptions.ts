import { useThrottledCallback } from "@mantine/hooks";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client";
import { unwrap } from "../api/problem";
import { useEvents } from "../live/context";

const most = 50; // counted exactly; above it the queue is long, and that is enough to know
const refreshEvery = 10_000; // ms

const openExceptionsQuery = queryOptions({
  queryKey: ["exceptions", "open"],
  queryFn: ({ signal }) => {
    const query = { status: "unresolved" as const, snoozed: "false" as const, limit: most };
    return unwrap(api.GET("/api/v1/exceptions", { params: { query }, signal }));
  },
  select: (page) => ({ least: page.items.length, more: page.next_cursor !== "" }),
  staleTime: refreshEvery,
});

/** How many exceptions wait for a decision; undefined while there are none or nobody knows. */
export function useOpenExceptions(): { least: number; more: boolean } | undefined {
  const client = useQueryClient();
  const { data } = useQuery(openExceptionsQuery);
  const refresh = useThrottledCallback(
    () => void client.invalidateQueries({ queryKey: openExceptionsQuery.queryKey }),
    refreshEvery,
  );
  useEvents((events) => {
    if (events.some((event) => event.type.startsWith("exception."))) refresh();
  });
  return data && data.least > 0 ? data : undefined;
}
