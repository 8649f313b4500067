import { expect, test } from "vitest";
import type { CountLine } from "../api/types";
import { lineOf, lotOf, namedOf, nameless, nameOf, signed, skusOf, together, valueOf } from "./count";
import { answered, countedWith, empty, isUnsent, next, parse, put, refused } from "./outbox";

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
  expect(countedWith(box, { sku: "A" }, 10)).toBe(14);
  expect(countedWith(put(box, typed("A", 5)), { sku: "A" }, 10)).toBe(5);
  expect(isUnsent(box, { sku: "A" })).toBe(true);
  box = answered(box);
  expect(countedWith(box, { sku: "A" }, 13)).toBe(14);
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

test("lots of a SKU are counted apart, and shown together", () => {
  const scanned = (lot: string) => ({ sku: "A", lot, quantity: 1, add: true });
  const box = put(put(put(empty, scanned("L1")), scanned("L2")), scanned("L1"));
  expect(box.waiting.map(({ lot, quantity }) => [lot, quantity])).toEqual([
    ["L2", 1],
    ["L1", 2],
  ]);
  expect(countedWith(box, { sku: "A", lot: "L1" }, 3)).toBe(5);
  expect(isUnsent(box, { sku: "A", lot: "" })).toBe(false);
  const line = (n: number, sku: string, lot: string, counted: number | null) =>
    ({ line: n, sku, title: "", lot, counted, tracking: sku === "A" ? "serial" : "none" }) as CountLine;
  const lines = [line(1, "A", "", null), line(2, "B", "", 1), line(3, "A", "S1", 1), line(4, "A", "S2", 0)];
  expect(together(lines).map((one) => one.line)).toEqual([1, 3, 4, 2]);
  expect(lotOf(lines, " s1")?.line).toBe(3);
  expect(lotOf(lines, "")).toBeUndefined();
  expect(lines.filter(nameless).map((one) => one.line)).toEqual([1]);
  expect(namedOf(lines, "A")).toBe(1);
  expect(lines.map(nameOf)).toEqual(["A", "B", "A, S1", "A, S2"]);
});

test("what is not at fault in a refused batch goes out again, before what was found since", () => {
  const find = (lot: string) => ({ sku: "A", lot, quantity: 1, add: true });
  const sent = next([find("S1"), find("BARCODE"), find("S2")].reduce(put, empty), "k1");
  const after = refused(put(sent, find("S3")), { "items[1].lot": "names the SKU B" });
  expect(next(after, "k2").sending).toEqual({ key: "k2", items: [find("S1"), find("S2"), find("S3")] });
  expect(refused(sent, {})).toEqual(empty);
  expect(refused(sent, { note: "is too long" })).toEqual(empty);
});
