import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { SearchHit } from "./types";

/** Everything that is called so, by noun; `exact` is the one thing that a code names. */
export const searchQuery = (typed: string) => {
  const q = asCode(typed);
  return queryOptions({
    queryKey: ["search", q],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/search", { params: { query: { q } }, signal })),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
};

/**
 * Finds what a scanned or typed code names exactly. Null when nothing or more
 * than one thing has it. What the session may not see is not found.
 */
export async function findExact(typed: string): Promise<SearchHit | null> {
  const q = asCode(typed);
  if (!q) return null;
  const found = await unwrap(api.GET("/api/v1/search", { params: { query: { q } } })).catch(() => null);
  return found?.exact ?? null;
}

// A leading # is how people write a number, not part of it.
const asCode = (typed: string) => typed.trim().replace(/^#/, "");
