import { useState } from "react";
import type { FulfillmentOrder } from "../api/types";
import { baseOf, newSession, type Session, type Step } from "./session";

const keyOf = (id: string) => `switchyard-station-${id}`;

function stored(id: string): Session | undefined {
  try {
    return JSON.parse(localStorage.getItem(keyOf(id)) ?? "null") ?? undefined;
  } catch {
    return undefined; // written by another version: its scans are lost, the work is not
  }
}

/** Forgets what was done at a step: it is confirmed. */
export const forgetSession = (id: string) => localStorage.removeItem(keyOf(id));

/** What was done and is not confirmed, kept over a reload. */
export function useKept(id: string, base: string) {
  const [session, setSession] = useState(() => stored(id) ?? newSession(base));
  return {
    session,
    keep(next: Session) {
      localStorage.setItem(keyOf(id), JSON.stringify(next));
      setSession(next);
    },
    forget() {
      forgetSession(id);
      setSession(newSession(base));
    },
  };
}

/**
 * What was done at a step and is not confirmed, kept over a reload. When the
 * work has moved on meanwhile, it starts anew and says so.
 */
export function useSession(work: FulfillmentOrder, step: Step) {
  const base = baseOf(work, step);
  const { session, keep } = useKept(work.id, base);
  const overtaken = session.base !== base;
  return {
    session: overtaken ? newSession(base) : session,
    /** Scans were dropped: somebody else worked on this. */
    overtaken: overtaken && session.base.startsWith(step) && session.deeds.length > 0,
    keep,
  };
}
