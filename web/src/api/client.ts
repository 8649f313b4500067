import { QueryClient } from "@tanstack/react-query";
import createClient from "openapi-fetch";
import type { paths } from "./schema.gen";
import { ApiError, isFinal } from "./problem";

/** The typed API of the server that delivered this page. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  // Asked for at each call, so that a test can put its own in place.
  fetch: (request) => globalThis.fetch(request),
});

/** Makes the cache that all views share. */
export function newQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => !isFinal(error) && failures < 2,
      },
    },
  });
  // A session that ended shows itself as a refused call: ask again who we are,
  // and the shell leads to the sign-in page.
  client.getQueryCache().subscribe((change) => {
    if (change.type !== "updated" || change.action.type !== "error") return;
    if (change.action.error instanceof ApiError && change.action.error.status === 401) {
      void client.invalidateQueries({ queryKey: ["session"] });
    }
  });
  return client;
}
