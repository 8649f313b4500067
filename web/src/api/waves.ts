import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";

/** What the list of waves is narrowed by. */
export type WaveFilter = { location?: string; all?: "1" };

/** Waves without their work, the newest first; those with work that is not done, or all. */
export const wavesQuery = ({ location, all }: WaveFilter) =>
  infiniteQueryOptions({
    queryKey: ["waves", "list", location, all],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        location,
        unfinished: all ? undefined : ("true" as const),
        cursor: pageParam || undefined,
      };
      return unwrap(api.GET("/api/v1/waves", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });

/** One wave, by its id or number, with its work and the stops of its walk. */
export const waveQuery = (id: string) =>
  queryOptions({
    queryKey: ["waves", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/waves/{id}", { params: { path: { id } }, signal })),
  });
