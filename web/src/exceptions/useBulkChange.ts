import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { newKey } from "../act/useAct";
import { changeExceptions } from "../api/exceptions";
import { unwrap } from "../api/problem";
import type { ExceptionBulk } from "../api/types";

const atOnce = 100; // exceptions in one call: a call is one transaction, and progress is seen between them

/** What became of one exception; without a reason it is as asked. */
export type RowResult = { id: string; reason?: string };

type State = { total: number; results: RowResult[]; busy: boolean; error: unknown };

/** Changes many exceptions part by part and tells how far it is. After a lost answer it goes on where it was. */
export function useBulkChange() {
  const client = useQueryClient();
  const name = useRef("");
  const [state, setState] = useState<State | null>(null);

  async function send(parts: ExceptionBulk[], total: number, before: RowResult[]) {
    const results = [...before];
    setState({ total, results, busy: true, error: null });
    try {
      for (const part of parts) {
        // What is sent again bears its name of the first time, and is done once.
        const headers = { "Idempotency-Key": `${name.current}-${results.length}` };
        const { items } = await unwrap(changeExceptions(part, headers));
        results.push(...items.map(({ id, problem }) => ({ id, reason: problem?.detail || problem?.title })));
        setState({ total, results: [...results], busy: true, error: null });
      }
      setState({ total, results, busy: false, error: null });
    } catch (error) {
      setState({ total, results, busy: false, error });
    }
    await client.invalidateQueries({ queryKey: ["exceptions"] });
    void client.invalidateQueries({ queryKey: ["orders"] });
  }

  const [plan, setPlan] = useState<ExceptionBulk[]>([]);
  return {
    state,
    /** Begins anew. */
    start(changes: ExceptionBulk[]) {
      name.current = newKey();
      const parts = changes.flatMap(inParts);
      setPlan(parts);
      void send(parts, count(parts), []);
    },
    /** Goes on with what was not reached. */
    resume() {
      let reached = state?.results.length ?? 0;
      const rest = plan.filter(({ ids }) => (reached -= ids.length) < 0);
      void send(rest, count(plan), state?.results ?? []);
    },
  };
}

const count = (parts: ExceptionBulk[]) => parts.reduce((sum, { ids }) => sum + ids.length, 0);

/** Cuts a change into parts that the server takes at once. */
function inParts({ ids, ...wish }: ExceptionBulk): ExceptionBulk[] {
  const parts = Math.ceil(ids.length / atOnce);
  return Array.from({ length: parts }, (_, at) => ({
    ...wish,
    ids: ids.slice(at * atOnce, (at + 1) * atOnce),
  }));
}
