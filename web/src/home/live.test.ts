import { describe, expect, test } from "vitest";
import { holdOf, order } from "../test/order";
import { funnelOf } from "./funnel";
import { steady } from "./steady";

const named = (id: string, total = "1.00") => order(undefined, { id, total });
const ids = (orders: { id: string }[]) => orders.map((one) => one.id);

describe("steady", () => {
  const fresh = [named("c"), named("b", "2.00")];
  const held = [named("b"), named("a")];

  test("follows when nothing is held", () => {
    expect(steady(fresh, null, false)).toEqual({ rows: fresh, waiting: 0 });
  });
  test("keeps held rows in place, with new content", () => {
    const { rows, waiting } = steady(fresh, held, false);
    expect(ids(rows)).toEqual(["b", "a"]);
    expect(rows[0]!.total).toBe("2.00");
    expect(waiting).toBe(1);
  });
  test("frozen, changes nothing and still counts", () => {
    expect(steady(fresh, held, true)).toEqual({ rows: held, waiting: 1 });
  });
});

test("funnelOf counts by stage, with the oldest and the held", () => {
  const hold = holdOf({ type: "fraud" });
  const stages = funnelOf([
    order({ allocated: 1 }, { id: "a", captured_at: "2026-11-20T10:00:00Z", holds: [hold] }),
    order(
      { allocated: 1 },
      {
        id: "b",
        captured_at: "2026-11-19T10:00:00Z",
        holds: [{ ...hold, released_at: "2026-11-20T10:00:00Z" }],
      },
    ),
    order({ canceled: 1 }, { id: "c", lifecycle: "canceled" }),
  ]);
  expect(stages.find((stage) => stage.stage === "allocated")).toEqual({
    stage: "allocated",
    count: 2,
    oldest: "2026-11-19T10:00:00Z",
    held: 1,
  });
  expect(stages.reduce((sum, stage) => sum + stage.count, 0)).toBe(2);
});
