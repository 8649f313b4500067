import { expect, test } from "vitest";
import type { ExceptionGroup, SystemEvent } from "../api/types";
import { arrivedIn, countIn, kindsIn, matching, narrowing, nextAfter, queueViews, viewOf } from "./queue";

const group = (rest: Partial<ExceptionGroup>): ExceptionGroup => ({
  kind: "unfillable",
  severity: "low",
  count: 0,
  snoozed: 0,
  overdue: 0,
  mine: 0,
  unowned: 0,
  oldest: null,
  next_due: null,
  link: { list: "exceptions", query: {} },
  ...rest,
});

test.each(queueViews)("what the address says of the view %s leads back to it", (view) => {
  expect(viewOf(narrowing[view])).toBe(view);
});

test("a kind of both severities is one line: the worse one, the sum, the next clock", () => {
  const groups = [
    group({ severity: "high", count: 2, next_due: "2026-11-22T12:00:00Z" }),
    group({ kind: "webhook", severity: "high", count: 1 }),
    group({ count: 3, next_due: "2026-11-22T09:00:00Z" }),
  ];
  expect(kindsIn("all", groups)).toEqual([
    { kind: "unfillable", severity: "high", count: 5, nextDue: "2026-11-22T09:00:00Z" },
    { kind: "webhook", severity: "high", count: 1, nextDue: null },
  ]);
});

test("a view counts its own, and has no line for a kind without any", () => {
  const groups = [group({ count: 4, mine: 1 }), group({ kind: "webhook", count: 2, snoozed: 1 })];
  expect(kindsIn("mine", groups).map(({ kind, count }) => [kind, count])).toEqual([["unfillable", 1]]);
  expect(groups.map((one) => countIn("snoozed", one))).toEqual([0, 1]);
});

test("all that match are counted as the list is narrowed", () => {
  const groups = [
    group({ severity: "high", count: 2 }),
    group({ count: 3, unowned: 1 }),
    group({ kind: "webhook", count: 5 }),
  ];
  expect(matching({}, groups)).toBe(10);
  expect(matching({ kind: "unfillable" }, groups)).toBe(5);
  expect(matching({ kind: "unfillable", severity: "low", owner: "none" }, groups)).toBe(1);
});

const opened = (data: object): SystemEvent =>
  ({ type: "exception.opened", subject: "exc_1", data }) as unknown as SystemEvent;

test("only what would stand in the list has arrived", () => {
  const events = [
    opened({ kind: "webhook", severity: "high" }),
    opened({ kind: "unfillable", severity: "low" }),
    { ...opened({}), type: "exception.changed" } as SystemEvent,
  ];
  expect(arrivedIn({}, events)).toBe(2);
  expect(arrivedIn({ owner: "none", kind: "webhook" }, events)).toBe(1);
  expect(arrivedIn({ severity: "low" }, events)).toBe(1);
  for (const view of ["mine", "overdue", "snoozed", "solved"] as const) {
    expect(arrivedIn(narrowing[view], events)).toBe(0);
  }
});

test("after the one that left comes the one below, else the last", () => {
  expect(nextAfter("b", ["a", "b", "c"])).toBe("c");
  expect(nextAfter("c", ["a", "b", "c"])).toBe("b");
  expect(nextAfter("a", ["a"])).toBeUndefined();
});
