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
