import { useMutation, useQuery, useQueryClient, type Query } from "@tanstack/react-query";
import { useRef } from "react";
import { ApiError, unwrap } from "../api/problem";
import { sessionQuery } from "../api/session";
import { adviceFor } from "../parts/Message";
import { tell, tellFailure } from "./toasts";

/** Names the write, so that sending it again after a lost answer does it once. */
export type WriteHeaders = { "Idempotency-Key": string };

type Answer<T> = Parameters<typeof unwrap<T>>[0];

type Deed<T> = {
  call: (headers: WriteHeaders) => Answer<T>;
  /** The sentence for the one who did it. */
  done: string | ((answer: T) => string);
  /** What follows; what is on the screen is asked for anew only once it is done. */
  then?: (answer: T) => void | Promise<void>;
};

/** Makes an idempotency key; not by crypto.randomUUID, which is missing where the page is not served over TLS. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What the server may say otherwise after it was written to: everything but who is asking. */
export const facts = { predicate: (query: Query) => query.queryKey[0] !== "session" };

/** Does something on the server and says how it went; what is on the screen is then asked for anew. */
export function useAct() {
  const client = useQueryClient();
  const key = useRef("");
  const mutation = useMutation({
    mutationFn: (deed: Deed<unknown>) => {
      key.current ||= newKey();
      return unwrap(deed.call({ "Idempotency-Key": key.current }));
    },
    onSuccess: async (answer, deed) => {
      key.current = "";
      tell(typeof deed.done === "string" ? deed.done : deed.done(answer));
      await deed.then?.(answer);
      void client.invalidateQueries(facts);
    },
    onError: (error) => {
      // Only after a lost answer is the next try the same write.
      if (!(error instanceof ApiError) || error.status !== 0) key.current = "";
      tellFailure(adviceFor(error));
    },
  });
  function act<T>(deed: Deed<T>) {
    if (!mutation.isPending) mutation.mutate(deed as Deed<unknown>);
  }
  const fields = mutation.error instanceof ApiError ? mutation.error.fields : {};
  return {
    act,
    busy: mutation.isPending,
    /** What the server found wrong with fields of the last try, to be said beside them. */
    fields,
  };
}

/** Whether the session may do something, so that no button is shown that would be refused. */
export function useMay(): (permission: string) => boolean {
  const session = useQuery(sessionQuery);
  return (permission) => session.data?.permissions?.includes(permission) ?? false;
}
