import { expect, test } from "vitest";
import type { FulfillmentOrder } from "../api/types";
import { workOf } from "../test/order";
import { bySoonest, columnOf, isHeld, narrowed, nextShipBy } from "./board";

const noon = Date.parse("2026-11-20T12:00:00Z");
const at = (hour: string, rest: Partial<FulfillmentOrder> = {}) =>
  workOf({ number: `1-${hour}`, ship_by: `2026-11-20T${hour}:00:00Z`, ...rest });

test.each([
  ["open", "", "to_release"],
  ["on_hold", "", "to_release"],
  ["released", "", "to_pick"],
  ["in_progress", "picking", "picking"],
  ["in_progress", "picked", "packing"],
  ["in_progress", "packing", "packing"],
  ["in_progress", "packed", "ready"],
  ["closed", "", undefined],
] as const)("%s %s is in %s", (status, stage, column) =>
  expect(columnOf(workOf({ status, stage }))).toBe(column),
);

test("what has to leave first comes first, and what has no time last", () =>
  expect(
    [at("15"), workOf({ number: "none", ship_by: null }), at("09")].sort(bySoonest).map((w) => w.number),
  ).toEqual(["1-09", "1-15", "none"]));

test("the next to leave is not what is late already", () =>
  expect(nextShipBy([at("15"), at("09"), at("13")], noon)).toBe("2026-11-20T13:00:00Z"));

test("a filter narrows by word, lateness and hold", () => {
  const held = at("16", { status: "on_hold" });
  const all = [at("09"), at("15"), held];
  expect(isHeld(held)).toBe(true);
  expect(narrowed(all, { only: "late" }, noon)).toEqual([all[0]]);
  expect(narrowed(all, { only: "held" }, noon)).toEqual([held]);
  expect(narrowed(all, { q: "1-15" }, noon)).toEqual([all[1]]);
  expect(narrowed(all, { channel: "web" }, noon)).toEqual([]);
});
