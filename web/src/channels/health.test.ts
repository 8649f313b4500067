import { expect, test } from "vitest";
import type { Channel, Connection } from "../api/types";
import { healthOf } from "./health";

const now = Date.parse("2026-11-20T10:00:00Z");
const channel = { active: true } as Channel;

type Sync = Partial<Connection["sync"]>;
const connection = (status: Connection["status"], sync: Sync, problem?: string) =>
  ({
    status,
    problem,
    sync: { next_poll_at: "2026-11-20T10:01:00Z", last_poll_at: null, last_event_at: null, ...sync },
  }) as Connection;

test.each<[string, Connection | undefined, string]>([
  ["nobody feeds it", undefined, "open"],
  ["it was just made", connection("active", {}), "connecting"],
  ["a poll went well", connection("active", { last_poll_at: "2026-11-20T09:59:30Z" }), "live"],
  [
    "news came by webhook while polls fail",
    connection("active", { last_poll_at: "2026-11-20T09:00:00Z", last_event_at: "2026-11-20T09:59:00Z" }),
    "live",
  ],
  ["the last poll is long ago", connection("active", { last_poll_at: "2026-11-20T09:50:00Z" }), "behind"],
  ["nothing works any more", connection("active", { last_poll_at: "2026-11-20T09:00:00Z" }), "stopped"],
  ["the vendor reports", connection("active", { last_poll_at: "2026-11-20T09:59:59Z" }, "broken"), "stopped"],
  ["somebody paused it", connection("paused", { last_poll_at: "2026-11-20T09:59:59Z" }), "paused"],
  ["the token was revoked", connection("reauth", {}, "the token was revoked"), "refused"],
  ["it is never asked", connection("active", { next_poll_at: null }), "live"],
])("when %s", (_, fed, state) => expect(healthOf(channel, fed, now).state).toBe(state));

test("an inactive channel takes nothing, whatever feeds it", () =>
  expect(healthOf({ active: false } as Channel, connection("active", {}), now).state).toBe("inactive"));
