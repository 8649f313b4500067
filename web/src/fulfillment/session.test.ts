import { describe, expect, test } from "vitest";
import type { LotProposal } from "../api/types";
import { workOf } from "../test/order";
import {
  add,
  baseOf,
  leftOf,
  newSession,
  parcelsOf,
  pickItems,
  progressOf,
  readCode,
  readSerial,
  sending,
  stepLines,
  undo,
} from "./session";

const line = (n: number, sku: string, units: { quantity: number; picked?: number; packed?: number }) => ({
  allocation_id: `alc_${n}`,
  line: n,
  sku,
  title: "",
  status: "released" as const,
  picked: 0,
  packed: 0,
  shipped: 0,
  ...units,
});
const work = workOf({ lines: [line(1, "TEE", { quantity: 2 }), line(2, "CAP", { quantity: 3, picked: 2 })] });
const skus = [{ code: "TEE", barcode: "4006381333931" }] as Parameters<typeof stepLines>[2];
const lines = stepLines(work, "pick", skus);
const fresh = newSession(baseOf(work, "pick"));

test("a step is about what is left of it", () => {
  expect(lines.map(({ sku, want }) => [sku, want])).toEqual([
    ["TEE", 2],
    ["CAP", 1],
  ]);
  expect(stepLines(work, "pack", skus).map(({ sku, want }) => [sku, want])).toEqual([["CAP", 2]]);
});

describe("readCode", () => {
  test.each(["TEE", "tee", " 4006381333931 ", "04006381333931"])("%j is a tee", (code) =>
    expect(readCode(fresh, lines, code)).toEqual({ line: lines[0] }),
  );
  test("another item is refused", () =>
    expect(readCode(fresh, lines, "MUG")).toEqual({ refused: "unknown" }));
  test("a line without a barcode has no empty one", () =>
    expect(readCode(fresh, lines, "")).toEqual({ refused: "unknown" }));
  test("one too many is refused", () =>
    expect(readCode(add(fresh, { line: 2, units: 1 }), lines, "CAP")).toEqual({
      refused: "enough",
      line: lines[1],
    }));
});

test("found and short units make the pick, and the last can be taken back", () => {
  const one = add(fresh, { line: 1, units: 1 });
  const all = add(one, { line: 1, units: 1, short: "damaged" });
  expect(progressOf(all, lines)).toEqual({ done: 2, of: 3 });
  expect(pickItems(all, lines)).toEqual([{ line: 1, quantity: 1, short: 1, reason: "damaged" }]);
  expect(pickItems(undo(all), lines)).toEqual([{ line: 1, quantity: 1 }]);
  expect(leftOf(undo(all), lines[0]!)).toBe(1);
});

test("boxes make the parcels, empty ones don't", () => {
  const packed = {
    ...add(add(add(fresh, { line: 1, units: 1, box: 0 }), { line: 1, units: 1, box: 2 }), {
      line: 2,
      units: 1,
      box: 2,
    }),
    boxes: [0, 400, 650],
  };
  expect(parcelsOf(packed)).toEqual([
    { items: [{ line: 1, quantity: 1 }] },
    {
      items: [
        { line: 1, quantity: 1 },
        { line: 2, quantity: 1 },
      ],
      weight_grams: 650,
    },
  ]);
});

test("a scanned number is one of a unit on the shelf, or none", () => {
  const of = { line: 1, sku: "CAM", title: "Camera", barcode: "", want: 1 };
  const shelf = (...lots: string[]) =>
    [{ line: 1, tracking: "serial", shelf: lots.map((lot) => ({ lot })) }] as LotProposal[];
  expect(readSerial(shelf("SN-1", "SN-2"), of, "sn-2")).toBe("SN-2");
  expect(readSerial(shelf("SN-1"), of, "4006381333931")).toBeUndefined();
  const more = Array.from({ length: 50 }, (_, n) => `SN-${n}`);
  expect(readSerial(shelf(...more), of, "SN-99")).toBe("SN-99");
});

test("the same body goes out under the same key, another under another", () => {
  let made = 0;
  const key = () => `k${(made += 1)}`;
  const first = sending(fresh, { a: 1 }, key);
  expect(sending(first, { a: 1 }, key).sent.key).toBe(first.sent.key);
  expect(sending(first, { a: 2 }, key).sent.key).not.toBe(first.sent.key);
});

test("work that moved on starts from another base", () =>
  expect(baseOf({ ...work, lines: [line(1, "TEE", { quantity: 2, picked: 1 })] }, "pick")).not.toBe(
    fresh.base,
  ));
