import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";

/** What the queue is narrowed by. */
export type ExceptionFilter = { severity?: "low" | "high"; kind?: string; solved?: "1" };

/** The queue; without solved, what somebody still has to look at. */
export function exceptionsQuery({ severity, kind, solved }: ExceptionFilter) {
  return infiniteQueryOptions({
    queryKey: ["exceptions", severity, kind, solved],
    queryFn: ({ pageParam, signal }) => {
      const status = solved ? undefined : ("unresolved" as const);
      const query = { severity, kind, status, cursor: pageParam || undefined };
      return unwrap(api.GET("/api/v1/exceptions", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });
}
