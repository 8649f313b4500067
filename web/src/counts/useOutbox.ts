import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { newKey } from "../act/useAct";
import { api } from "../api/client";
import { countQuery } from "../api/counts";
import { ApiError, unwrap } from "../api/problem";
import { adviceFor } from "../parts/Message";
import { answered, next, parse, put, refused, type Batch, type Found } from "./outbox";

const patience = 3_000; // ms between two tries while the server can't be reached

/** Keeps what was found and sends it, again until it has an answer. */
export function useOutbox(id: string, onRefused: (advice: string) => void) {
  const client = useQueryClient();
  const kept = `switchyard-count-${id}`;
  const [outbox, setOutbox] = useState(() => next(parse(localStorage.getItem(kept)), newKey()));
  const [failing, setFailing] = useState(false);
  const onRefusal = useEffectEvent(onRefused);
  useEffect(() => {
    if (outbox.sending || outbox.waiting.length > 0) localStorage.setItem(kept, JSON.stringify(outbox));
    else localStorage.removeItem(kept);
  }, [kept, outbox]);

  const send = useEffectEvent(async ({ key, items }: Batch) => {
    try {
      const count = await unwrap(
        api.POST("/api/v1/counts/{id}/tallies", {
          params: { path: { id } },
          body: { items },
          headers: { "Idempotency-Key": key },
        }),
      );
      client.setQueryData(countQuery(id).queryKey, count);
    } catch (error) {
      if (error instanceof ApiError && (error.status === 0 || error.status >= 500)) return false;
      onRefusal(adviceFor(error));
      const fields = error instanceof ApiError ? error.fields : {};
      setOutbox((before) => next(refused(before, fields), newKey()));
      return true;
    }
    // What waited meanwhile goes out now.
    setOutbox((before) => next(answered(before), newKey()));
    return true;
  });
  const batch = outbox.sending;
  useEffect(() => {
    if (!batch) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const attempt = async () => {
      const done = await send(batch);
      if (ended) return;
      setFailing(!done);
      if (!done) timer = setTimeout(() => void attempt(), patience);
    };
    void attempt();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [batch]);

  return {
    outbox,
    failing,
    unsent: Boolean(outbox.sending) || outbox.waiting.length > 0,
    add: (found: Found) => setOutbox((before) => next(put(before, found), newKey())),
  };
}
