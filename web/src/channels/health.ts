import type { Channel, Connection } from "../api/types";

/** How a channel does, in the words of the status vocabulary. */
export type Health = {
  state: "live" | "behind" | "stopped" | "refused" | "paused" | "connecting" | "open" | "inactive";
  /** When it last had news or was asked for some, where that matters. */
  since: string | null;
};

const minute = 60_000; // ms
const behindAfter = 5 * minute;
const stoppedAfter = 30 * minute;

/** Tells how a channel does; one without a connection takes what it is given. */
export function healthOf(channel: Channel, connection: Connection | undefined, now: number): Health {
  if (!channel.active) return { state: "inactive", since: null };
  if (!connection) return { state: "open", since: null };
  const { status, sync } = connection;
  const since =
    [sync.last_poll_at, sync.last_event_at]
      .filter((at) => at !== null)
      .sort()
      .at(-1) ?? null;
  if (status === "paused") return { state: "paused", since };
  if (status === "reauth") return { state: "refused", since };
  if (connection.problem) return { state: "stopped", since };
  // One that is never asked speaks when it has something to say: silence is no delay.
  if (sync.next_poll_at === null) return { state: "live", since: null };
  if (since === null) return { state: "connecting", since };
  const age = now - Date.parse(since);
  if (age > stoppedAfter) return { state: "stopped", since };
  return { state: age > behindAfter ? "behind" : "live", since };
}
