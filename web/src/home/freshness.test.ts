import { expect, test } from "vitest";
import type { Home } from "../api/types";
import { freshnessOf } from "./freshness";

const now = Date.parse("2026-11-20T12:00:00Z");
const news = (more: Partial<Home["channels"][number]>) =>
  ({
    channel: "web",
    connection: { id: "con_1", name: "Web", status: "active", problem: "" },
    last_poll_at: null,
    last_event_at: null,
    ...more,
  }) as Home["channels"][number];

test("the age of the last news tells", () => {
  const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  expect(freshnessOf(news({ last_poll_at: at(1) }), now).state).toBe("live");
  expect(freshnessOf(news({ last_poll_at: at(6) }), now).state).toBe("behind");
  expect(freshnessOf(news({ last_poll_at: at(31) }), now).state).toBe("stopped");
  expect(freshnessOf(news({ last_poll_at: at(31), last_event_at: at(1) }), now).state).toBe("live");
});
test("what stops it says more than an age", () => {
  expect(freshnessOf(news({ connection: undefined }), now).state).toBe("open");
  const connection = { id: "con_1", name: "Web", problem: "" };
  expect(freshnessOf(news({ connection: { ...connection, status: "paused" } }), now).state).toBe("paused");
  expect(freshnessOf(news({ connection: { ...connection, status: "reauth" } }), now).state).toBe("refused");
});
