import { expect, test } from "vitest";
import type { OrderException } from "../api/types";
import { effectOf, undoOf, verbsFor, wishOf } from "./change";

const now = Date.parse("2026-11-22T10:00:00Z");
const later = "2026-11-23T08:00:00Z";

const row = (id: string, rest: Partial<OrderException> = {}): OrderException => ({
  id,
  kind: "unfillable",
  severity: "low",
  status: "open",
  summary: "2 units have no stock",
  says: [],
  ends: [],
  due_at: null,
  opened_at: "2026-11-22T08:00:00Z",
  resolved_at: null,
  snoozed_until: null,
  ...rest,
});

test("what has ended has no verbs, what sleeps can be woken", () => {
  expect(verbsFor(row("a", { status: "resolved" }), "me", now)).toEqual([]);
  expect(verbsFor(row("a"), "me", now)).toEqual(["take", "give", "snooze", "resolve", "dismiss"]);
  expect(verbsFor(row("a", { owner: "me", snoozed_until: later }), "me", now)).toEqual([
    "give",
    "wake",
    "resolve",
    "dismiss",
  ]);
  expect(verbsFor(row("a", { snoozed_until: "2026-11-22T09:00:00Z" }), "me", now)).toContain("snooze");
});

test("before a change it is said what it leaves alone, and why", () => {
  const rows = [row("a"), row("b", { owner: "user:1" }), row("c", { status: "dismissed" })];
  const { changes, idle } = effectOf(wishOf.take!, rows, "user:1", now);
  expect(changes.map(({ id }) => id)).toEqual(["a"]);
  expect(idle.map(({ why, rows }) => [why, rows[0]!.id])).toEqual([
    ["settled", "c"],
    ["owned", "b"],
  ]);
  expect(effectOf(wishOf.wake!, [row("a")], undefined, now).idle[0]!.why).toBe("awake");
  expect(effectOf({ action: "assign", owner: "" }, [row("a")], undefined, now).changes).toEqual([]);
});

test("an assignment is undone owner by owner", () => {
  const before = [row("a"), row("b", { owner: "Ines" }), row("c")];
  expect(undoOf(wishOf.take!, before, now)).toEqual([
    { action: "assign", owner: "", ids: ["a", "c"] },
    { action: "assign", owner: "Ines", ids: ["b"] },
  ]);
});

test("a snooze is undone to what it was, an end is not undone", () => {
  const before = [row("a"), row("b", { snoozed_until: later })];
  expect(undoOf({ action: "snooze", until: "2026-11-30T08:00:00Z" }, before, now)).toEqual([
    { action: "snooze", until: "1970-01-01T00:00:00Z", ids: ["a"] },
    { action: "snooze", until: later, ids: ["b"] },
  ]);
  expect(undoOf({ action: "resolve" }, before, now)).toEqual([]);
});
