import type { Home } from "../api/types";

type News = Home["channels"][number];

/** How fresh a channel is, in the words of the status vocabulary. */
export type Freshness = {
  state: "live" | "behind" | "stopped" | "refused" | "paused" | "open";
  since: string | null;
};

const minute = 60_000; // ms
const behindAfter = 5 * minute;
const stoppedAfter = 30 * minute;

/** Tells how fresh a channel is; one without a connection takes what it is given. */
export function freshnessOf({ connection, last_poll_at, last_event_at }: News, now: number): Freshness {
  if (!connection) return { state: "open", since: null };
  const since =
    [last_poll_at, last_event_at]
      .filter((at) => at !== null)
      .sort()
      .at(-1) ?? null;
  if (connection.status === "paused") return { state: "paused", since };
  if (connection.status === "reauth") return { state: "refused", since };
  if (connection.problem) return { state: "stopped", since };
  // One that is never asked speaks when it has something to say: silence is no delay.
  if (last_poll_at === null) return { state: "live", since };
  const age = now - Date.parse(since!);
  if (age > stoppedAfter) return { state: "stopped", since };
  return { state: age > behindAfter ? "behind" : "live", since };
}
