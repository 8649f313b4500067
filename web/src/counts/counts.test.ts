import { expect, test } from "vitest";
import type { CountLine } from "../api/types";
import { lineOf, signed, skusOf, valueOf } from "./count";
import { answered, countedWith, empty, isUnsent, next, parse, put } from "./outbox";

const scan = (sku: string, quantity = 1) => ({ sku, quantity, add: true });
const typed = (sku: string, quantity: number) => ({ sku, quantity, add: false });

test("scans of one SKU become one find, and a typed figure takes their place", () => {
  let box = put(put(put(empty, scan("A")), scan("B")), scan("A"));
  expect(box.waiting).toEqual([scan("B"), scan("A", 2)]);
  expect(put(put(box, typed("A", 7)), scan("A")).waiting).toEqual([scan("B"), typed("A", 8)]);
  box = put(box, scan("A", -2));
  expect(box.waiting).toEqual([scan("B")]);
});

test("what is sent keeps its key until it is answered", () => {
  let box = next(put(empty, scan("A", 3)), "one");
  box = next(put(box, scan("A")), "two");
  expect(box).toEqual({ sending: { key: "one", items: [scan("A", 3)] }, waiting: [scan("A")] });
  expect(countedWith(box, "A", 10)).toBe(14);
  expect(countedWith(put(box, typed("A", 5)), "A", 10)).toBe(5);
  expect(isUnsent(box, "A")).toBe(true);
  box = answered(box);
  expect(countedWith(box, "A", 13)).toBe(14);
  expect(next(empty, "three")).toBe(empty);
});

test("what was kept is read again, and nonsense is nothing", () => {
  const box = put(empty, scan("A"));
  expect(parse(JSON.stringify(box))).toEqual(box);
  for (const kept of [null, "", "{", "{}", "[]", '"x"', "null"]) expect(parse(kept)).toEqual(empty);
});

test("lists, lines, signs and sums", () => {
  expect(skusOf(" A\nB, A;\n\tC ")).toEqual(["A", "B", "C"]);
  const line = (sku: string, barcode: string, variance: number | null, value: string | null) =>
    ({ sku, barcode, variance, value }) as CountLine;
  const lines = [line("A", "B", -2, "-14.80"), line("B", "", 1, "7.45"), line("C", "", 0, null)];
  expect(lineOf(lines, "B")?.sku).toBe("B");
  expect(lineOf(lines, "D")).toBeUndefined();
  expect(signed(-3)).toBe("−3");
  expect(signed(3)).toBe("+3");
  expect(valueOf(lines)).toBe("-7.35");
  expect(valueOf([line("A", "", -1, "-500")])).toBe("-500");
  expect(valueOf([line("A", "", -1, "-0.05")])).toBe("-0.05");
  expect(valueOf([...lines, line("D", "", 1, null)])).toBe("");
});
