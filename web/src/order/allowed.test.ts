import { describe, expect, test } from "vitest";
import { counters, lineOf, order, workOf } from "../test/order";
import { cancelableUnits, consequencesOf, verbsOf, workVerbsOf } from "./allowed";

describe("verbsOf", () => {
  test("a draft is confirmed, not paid or released", () =>
    expect(verbsOf(order({}, { lifecycle: "draft" }))).not.toContain("payment"));
  test("open work can be released", () =>
    expect(verbsOf(order({ ordered: 1, allocated: 1 }, { fulfillment_orders: [workOf()] }))).toContain(
      "release",
    ));
  test("what left can't be canceled", () =>
    expect(verbsOf(order({ ordered: 1, shipped: 1 }))).not.toContain("cancel"));
  test("a canceled order keeps its money and its tags", () =>
    expect(verbsOf(order({}, { lifecycle: "canceled" }))).toEqual(["payment", "tags"]));
});

test("cancelableUnits of a bundle are those of which every component is here", () => {
  const part = (line: number, shipped: number) =>
    lineOf({ line, kind: "component", counters: counters({ ordered: 4, shipped }) });
  const bundle = lineOf({ kind: "bundle", quantity: 2, components: [part(2, 0), part(3, 2)] });
  expect(cancelableUnits(bundle)).toBe(1);
  expect(cancelableUnits(lineOf({ quantity: 3, counters: counters({ ordered: 3, shipped: 1 }) }))).toBe(2);
});

test("consequencesOf counts by where units are", () =>
  expect(consequencesOf(order({ ordered: 5, allocated: 1, released: 1, picked: 1, shipped: 2 }))).toEqual({
    back: 2,
    shelf: 1,
    parcels: 0,
    left: 2,
  }));

test("workVerbsOf goes along the road", () => {
  const line = { allocation_id: "a", line: 1, sku: "TEE", title: "", status: "released" as const };
  const at = (picked: number, packed: number) =>
    workOf({
      status: "in_progress",
      lines: [{ ...line, quantity: 2, picked, packed, shipped: 0 }],
    });
  expect(workVerbsOf(workOf({ status: "open" }))).toEqual(["release"]);
  expect(workVerbsOf(at(1, 0))).toEqual(["pick", "pack"]);
  expect(workVerbsOf(workOf({ status: "closed" }))).toEqual([]);
});
