import { describe, expect, test } from "vitest";
import type { TimelineEntry } from "../api/types";
import { order, workOf } from "../test/order";
import { eventTypes } from "../api/eventTypes.gen";
import { humanize } from "../text";
import { fieldWord } from "./fields";
import { actorOf, changesOf, settingOf, storyOf } from "./story";

const event = (type: string, data: unknown, rest: Partial<TimelineEntry> = {}): TimelineEntry => ({
  seq: 1,
  type,
  version: 1,
  occurred_at: "2026-11-20T10:00:00Z",
  actor: "system",
  subject: "ord_1",
  summary: "",
  data: data as TimelineEntry["data"],
  ...rest,
});
const setting = settingOf(order({}, { fulfillment_orders: [workOf()] }));
const told = (type: string, data: unknown) => storyOf(event(type, data), setting);

describe("storyOf", () => {
  test.each([
    [
      "order.captured",
      { channel: "web", total: "44.70", currency: "EUR", external_id: "W-1" },
      "Order came in from web: € 44.70",
    ],
    [
      "stock.allocated",
      {
        allocations: [
          { sku: "TEE", location: "BER", quantity: 2 },
          { sku: "MUG", location: "XYZ", quantity: 1 },
        ],
      },
      "3 units allocated at Berlin and XYZ",
    ],
    [
      "fulfillment_order.picked",
      { location: "BER", moves: [{ line: 1, from: "released", to: "picked", quantity: 1 }] },
      "1 unit picked at Berlin",
    ],
    [
      "fulfillment_order.packed",
      { moves: [{ from: "packed", to: "picked", quantity: 2 }] },
      "2 units taken out of their parcel",
    ],
    ["payment.captured", { amount: "58.00", currency: "GBP", method: "card" }, "£ 58.00 captured"],
    ["order.tagged", { before: ["a", "b"], after: ["b", "c"] }, "Tags were changed: +c, −a"],
    [
      "shipment.shipped",
      { fulfillment_order_id: "ful_1", moves: [{ to: "shipped", quantity: 2 }] },
      "2 units left Berlin",
    ],
    [
      "order.edited",
      { changes: [{ field: "lines[0].quantity" }, { field: "note" }] },
      "Order was changed: Line 1: quantity and Note",
    ],
    [
      "return.received",
      { number: "R-1", items: [{ quantity: 3, received: 2 }] },
      "Return R-1: 2 units received",
    ],
  ])("tells %s", (type, data, what) => expect(told(type, data).what).toBe(what));

  // The compiler wants a teller of each type; this wants that it tells something
  // even when the event has nothing to tell.
  test.each(eventTypes)("has words for %s", (type) => {
    const { what } = told(type, {});
    expect(what).not.toBe("");
    expect(what).not.toBe(humanize(type));
    expect(what).not.toMatch(/undefined|NaN|[{}]|\w\.\w/);
  });

  test.each([
    ["location.changed", { code: "BER" }, "Location BER: changed"],
    ["token.created", { after: { name: "ERP" } }, "API token ERP: created"],
    ["wave.created", { number: "WV-1", location: "BER", works: 12 }, "Wave WV-1 at Berlin made of 12 orders"],
    [
      "stock.changed",
      { sku: "TEE", location: "BER", before: { available: 3 }, after: { available: 1 } },
      "TEE at Berlin: 3 → 1 available",
    ],
    ["bulk.started", { action: "hold", total: 1 }, "Bulk change of 1 order began: Hold"],
  ])("tells %s, of no order", (type, data, what) => expect(told(type, data).what).toBe(what));

  test("says what an edit costs", () =>
    expect(told("order.edited", { difference: "-19.90", currency: "EUR" }).why).toBe("€ 19.90 less to pay"));

  test("names some SKUs and counts the rest", () => {
    const short = Array.from({ length: 1_000 }, (_, n) => ({ sku: `S${n}`, quantity: 1 }));
    expect(told("stock.allocation_failed", { short }).what).toBe(
      "1,000 units have no stock: S0, S1, S2, S3, and +996",
    );
  });

  test("tells what it doesn't know by its name and reason", () =>
    expect(told("parcel.teleported", { reason: "magic" })).toEqual({
      what: "Parcel teleported",
      why: "magic",
    }));

  test.each([null, undefined, "text", 7, [], { moves: "x", items: 3, why: null, changes: {} }])(
    "no type breaks on %j",
    (data) => {
      for (const type of [
        "routing.decided",
        "order.edited",
        "stock.allocated",
        "shipment.shipped",
        "order.promised",
      ])
        expect(told(type, data).what).not.toBe("");
    },
  );
});

test.each([
  [{ actor: "user:usr_1", actor_name: "Iris" }, "Iris"],
  [{ actor: "user:usr_1" }, "A user who is gone"],
  [{ actor: "token:tok_1", actor_name: "ERP" }, "Token ERP"],
  [{ actor: "connection:con_1", actor_name: "Alderfinch" }, "Alderfinch, the channel"],
  [{ actor: "demo:buyers" }, "The demo's buyers"],
  [{ actor: "demo" }, "Somebody in the demo"],
  [{ actor: "system", origin: "cli" }, "The command line"],
  [{ actor: "system", origin: "job" }, "Switchyard, by itself"],
  [{ actor: "martian" }, "Martian"],
])("%j is %s", (rest, name) => expect(actorOf(event("order.closed", {}, rest))).toBe(name));

test("a change without fields is the whole", () =>
  expect(changesOf(event("order.tagged", { before: ["a"], after: [] }))).toEqual([
    { field: "", before: ["a"], after: [] },
  ]));

test("a field of a line names its line", () =>
  expect(fieldWord("lines[11].unit_price")).toBe("Line 12: unit price"));
