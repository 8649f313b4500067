import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";

/** What the queue is narrowed by. */
export type ExceptionFilter = {
  severity?: "low" | "high";
  kind?: string;
  owner?: "me" | "none";
  /** Only those whose clock has run out. */
  overdue?: "1";
  solved?: "1";
};

/** The queue; without solved, what somebody still has to look at. */
export function exceptionsQuery(filter: ExceptionFilter) {
  return infiniteQueryOptions({
    queryKey: ["exceptions", "list", filter],
    queryFn: ({ pageParam, signal }) => {
      const { severity, kind, owner, overdue, solved } = filter;
      const status = solved ? undefined : ("unresolved" as const);
      const query = {
        severity,
        kind,
        owner,
        overdue: overdue && true,
        status,
        cursor: pageParam || undefined,
      };
      return unwrap(api.GET("/api/v1/exceptions", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });
}
