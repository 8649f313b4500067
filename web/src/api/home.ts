import { queryOptions } from "@tanstack/react-query";
import { timeZone } from "../text/time";
import { api } from "./client";
import { unwrap } from "./problem";

/** Everything on Home, counted at one moment. */
export const homeQuery = queryOptions({
  queryKey: ["home"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/v1/home", { params: { query: { timezone: timeZone } }, signal })),
  staleTime: 5_000,
});

/** The last events of the log, newest first: what a ticker begins with. */
export const lastEventsQuery = (limit: number) =>
  queryOptions({
    queryKey: ["events", "last", limit],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/events", { params: { query: { sort: "-seq", limit } }, signal })).then(
        ({ items }) => items,
      ),
  });
