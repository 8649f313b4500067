import { queryOptions, useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { Session } from "./types";

/** Who is signed in, and whether this is a demo. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => unwrap<Session>(api.GET("/api/v1/session", { signal })),
  staleTime: 60_000,
});

/** Whether the session may see the control room: the demo needs no sign-in. */
export function mayEnter(session: Session): boolean {
  return session.user !== null || session.mode === "demo";
}

/** Whether the session that is known, or being asked for, may see the control room. */
export async function entered(client: QueryClient): Promise<boolean> {
  const session = await client.ensureQueryData(sessionQuery).catch(() => undefined);
  return session !== undefined && mayEnter(session);
}

export function useSignIn() {
  return useEntry((body: { email: string; password: string }) =>
    unwrap(api.POST("/api/v1/session", { body })),
  );
}

export function useSetup() {
  return useEntry((body: { token: string; email: string; name: string; password: string }) =>
    unwrap(api.POST("/api/v1/setup", { body })),
  );
}

/** Sets a password with the link that an owner made; it ends all sessions of that account. */
export function useChoosePassword() {
  return useEntry((body: { token: string; password: string }) =>
    unwrap(api.POST("/api/v1/session/password-link", { body })),
  );
}

export function useSignOut() {
  return useEntry<void>(() => unwrap(api.DELETE("/api/v1/session")));
}

// Whoever comes or goes sees nothing that was loaded for somebody else.
function useEntry<Body>(call: (body: Body) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: async () => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
      await client.refetchQueries({ queryKey: ["session"] });
    },
  });
}
