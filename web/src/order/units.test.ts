import { describe, expect, test } from "vitest";
import type { FulfillmentOrder } from "../api/types";
import { counters, order, workOf } from "../test/order";
import { locationsOf, placesOf, stageOf } from "./units";

describe("placesOf", () => {
  test("names each unit once, the farthest first", () => {
    const units = counters({
      ordered: 9,
      canceled: 1,
      backordered: 2,
      packed: 1,
      shipped: 5,
      delivered: 3,
      returned: 1,
    });
    const places = placesOf(units);
    expect(places).toEqual([
      { bucket: "returned", count: 1 },
      { bucket: "delivered", count: 2 },
      { bucket: "shipped", count: 2 },
      { bucket: "packed", count: 1 },
      { bucket: "backordered", count: 2 },
      { bucket: "canceled", count: 1 },
    ]);
    expect(places.reduce((sum, place) => sum + place.count, 0)).toBe(units.ordered);
  });
});

describe("stageOf", () => {
  test.each([
    [{ unallocated: 1, shipped: 4 }, "new"],
    [{ backordered: 1 }, "new"],
    [{ allocated: 1, packed: 2 }, "allocated"],
    [{ canceled: 3, packed: 2 }, "packed"],
    [{ shipped: 2, delivered: 1 }, "shipped"],
    [{ shipped: 2, delivered: 2 }, "delivered"],
  ])("%j is %s", (units, stage) => expect(stageOf(order(units))).toBe(stage));

  test("a canceled order has left the road", () =>
    expect(stageOf(order({ canceled: 1 }, { lifecycle: "canceled" }))).toBe("canceled"));

  test("a bundle is as far as its components", () => {
    const one = order({ ordered: 1 });
    one.lines![0]!.components = order({ picked: 2 }).lines;
    expect(stageOf(one)).toBe("picked");
  });
});

test("locationsOf names each location once and no canceled work", () => {
  const work = (code: string, status: FulfillmentOrder["status"]) =>
    workOf({ id: code, location: { id: "", code, name: "" }, status });
  const one = order(
    {},
    { fulfillment_orders: [work("BER", "open"), work("BER", "open"), work("LEE", "canceled")] },
  );
  expect(locationsOf(one)).toEqual(["BER"]);
});
