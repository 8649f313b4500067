import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import { unwrap } from "../api/problem";

/** Asks the vendor once whether the credentials work; anew whenever the connection was changed. */
export function useTest(id: string, changed: string) {
  return useQuery({
    // Not among the connections: a write elsewhere must not call the vendor again.
    queryKey: ["session", "connection test", id, changed],
    queryFn: () => unwrap(api.POST("/api/v1/connections/{id}/test", { params: { path: { id } } })),
    staleTime: Infinity,
    retry: false,
  });
}
