import { describe, expect, test } from "vitest";
import type { FulfillmentOrder } from "../api/types";
import { counters, order, workOf } from "../test/order";
import { placesOf, shipByOf } from "./units";

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

describe("shipByOf", () => {
  const work = (ship_by: string | null, status: FulfillmentOrder["status"]) =>
    workOf({ id: `${ship_by}${status}`, ship_by, status });
  const tuesday = "2026-11-24T15:00:00Z";
  const monday = "2026-11-23T15:00:00Z";

  test("is the first cut-off of work that is not done", () => {
    const fulfillment_orders = [
      work(tuesday, "open"),
      work(monday, "closed"),
      work(monday, "canceled"),
      work(null, "open"),
    ];
    expect(shipByOf(order({}, { fulfillment_orders }))).toBe(tuesday);
  });

  test("is none when everything is done", () =>
    expect(shipByOf(order({}, { fulfillment_orders: [work(monday, "closed")] }))).toBeUndefined());
});
