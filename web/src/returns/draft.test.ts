import { expect, test } from "vitest";
import type { Return, ReturnLine } from "../api/types";
import { arrived, choicesOf, findings, partsOf, refundable, split } from "./draft";

const line = (of: Partial<ReturnLine>): ReturnLine => ({
  line: 1,
  order_line: 1,
  sku: "TEE",
  title: "Tee",
  quantity: 3,
  open: 0,
  received: 3,
  waiting: 3,
  missing: 0,
  kept: 0,
  refundable: 0,
  reason: "too_small",
  note: "",
  found: [],
  resolution: "",
  credited: 0,
  goods: "0.00",
  discount: "0.00",
  tax: "0.00",
  deduction: "0.00",
  why: "",
  ...of,
});

const received = (...lines: ReturnLine[]) => ({ status: "received", lines }) as Return;

test("what came and what did not are judged apart", () => {
  const parts = partsOf(received(line({ waiting: 2, open: 1 })));
  expect(parts.map(({ here, quantity }) => [here, quantity])).toEqual([
    [true, 2],
    [false, 1],
  ]);
  expect(choicesOf(parts[1]!)).toEqual(["missing", "keep_it"]);
});

test("nothing is missing before anything came", () =>
  expect(partsOf({ ...received(line({ waiting: 0, received: 0, open: 3 })), status: "approved" })).toEqual(
    [],
  ));

test("a unit split off is judged anew", () => {
  const parts = split([{ line: 1, here: true, quantity: 3, disposition: "restock" }], 0);
  expect(parts.map((part) => part.quantity)).toEqual([2, 1]);
  expect(findings(parts)).toEqual([{ line: 1, quantity: 2, disposition: "restock", condition: undefined }]);
});

test("lots and serial numbers that were sent are named", () => {
  const unit = (lot: string, serial: boolean) => ({ lot_id: lot, lot, expires_on: "", serial, quantity: 1 });
  const lots = [
    { line: 1, sku: "DRILL", tracking: "serial" as const, lots: [unit("S1", true), unit("S2", true)] },
    { line: 2, sku: "CREAM", tracking: "lot" as const, lots: [unit("L1", false)] },
  ];
  const of = (line: number, quantity: number, more: object) =>
    findings([{ line, here: true, quantity, disposition: "restock", ...more }], lots)[0];
  expect(of(1, 2, {})).toMatchObject({ serials: ["S1", "S2"] });
  expect(of(1, 1, {})).toMatchObject({ serials: undefined });
  expect(of(1, 1, { serials: " S2\n" })).toMatchObject({ serials: ["S2"] });
  expect(of(1, 2, { disposition: "wrong_item" })).toMatchObject({ serials: undefined });
  expect(of(2, 1, { lot: "L1" })).toMatchObject({ lot: "L1", serials: undefined });
});

test("there is no money for what is missing or wrong", () => {
  const one = received(line({ refundable: 1, credited: 1 }), line({ line: 2 }));
  const parts = [
    { line: 1, here: true, quantity: 1, disposition: "damaged" as const },
    { line: 1, here: true, quantity: 1, disposition: "wrong_item" as const },
    { line: 2, here: false, quantity: 1, disposition: "missing" as const },
    { line: 2, here: true, quantity: 2 },
  ];
  expect(refundable(one, parts)).toEqual({ 1: 1, 2: 0 });
});

test("what is counted by SKU fills the lines one after the other", () => {
  const one = received(line({ open: 1 }), line({ line: 2, open: 2 }), line({ line: 3, sku: "CAP", open: 1 }));
  expect(arrived(one, [{ sku: "TEE", quantity: 2 }])).toEqual([
    { line: 1, quantity: 1 },
    { line: 2, quantity: 1 },
  ]);
  expect(arrived(one, [{ sku: "CAP", quantity: 2 }])).toEqual([{ line: 3, quantity: 2 }]);
});
