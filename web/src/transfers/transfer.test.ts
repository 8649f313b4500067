import { expect, test } from "vitest";
import type { Transfer } from "../api/types";
import { bodyItems, nameOf, oneMore, overdue, units } from "./transfer";

const transfer: Transfer = {
  id: "trf_01kd3ht2yre1asz3dgf0ma94w5",
  from: "BER",
  to: "LEJ",
  status: "in_transit",
  reference: "",
  items: [
    { sku: "A", quantity: 5, received: 2, open: 3, missing: 0, over: 0 },
    { sku: "B", quantity: 1, received: 3, open: 0, missing: 0, over: 2 },
  ],
  expected_at: "2026-11-20T10:00:00Z",
  created_at: "2026-11-18T10:00:00Z",
  sent_at: "2026-11-18T10:00:00Z",
  received_at: null,
};

test("a scan counts up the line, fills an empty one, or adds one", () => {
  const first = oneMore([{ sku: "", quantity: "" }], "A");
  expect(first).toEqual([{ sku: "A", quantity: 1 }]);
  expect(oneMore(first, "A")).toEqual([{ sku: "A", quantity: 2 }]);
  expect(oneMore(first, "B")).toEqual([
    { sku: "A", quantity: 1 },
    { sku: "B", quantity: 1 },
  ]);
});

test("what is empty is not sent", () =>
  expect(
    bodyItems([
      { sku: " A ", quantity: "3" },
      { sku: "", quantity: 2 },
    ]),
  ).toEqual([{ sku: "A", quantity: 3 }]));

test("a transfer is late once its day is past, and only on its way", () => {
  const now = Date.parse("2026-11-21T10:00:00Z");
  expect(overdue(transfer, now)).toBe(true);
  expect(overdue({ ...transfer, status: "received" }, now)).toBe(false);
  expect(overdue({ ...transfer, expected_at: null }, now)).toBe(false);
});

test("it is called by its reference, else by its id", () => {
  expect(nameOf(transfer)).toBe("…ma94w5");
  expect(nameOf({ ...transfer, reference: "T-5" })).toBe("T-5");
  expect([units(transfer, "open"), units(transfer, "over")]).toEqual([3, 2]);
});
