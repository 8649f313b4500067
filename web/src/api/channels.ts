import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";

/** Every channel, by its code. */
export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/channels", { params: { query: { limit: 200 } }, signal })),
  select: (page) => page.items,
});
