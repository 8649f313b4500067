import { expect, test } from "vitest";
import type { Line, Order } from "../api/types";
import { returnable, returnableLines } from "./returnable";

const line = (n: number, shipped: number, returned = 0, more: Partial<Line> = {}): Line =>
  ({
    line: n,
    sku: `S${n}`,
    title: "",
    quantity: shipped,
    shippable: true,
    counters: { shipped, returned, return_requested: 0, written_off: 0 },
    ...more,
  }) as Line;

const set = line(2, 2, 0, { components: [line(3, 2, 1), line(4, 4)] });

test("only what left and did not come back can be asked for", () => {
  expect(returnable(line(1, 3, 1))).toBe(2);
  expect(returnable(line(1, 3, 1, { shippable: false }))).toBe(0);
});

test("a set comes back as a whole, or as its parts", () => {
  expect(returnable(set)).toBe(1);
  const order = { lines: [line(1, 1, 1), set] } as Order;
  expect(returnableLines(order, "set").map(({ line: n, most }) => [n, most])).toEqual([[2, 1]]);
  expect(returnableLines(order, "component").map(({ line: n, most }) => [n, most])).toEqual([
    [3, 1],
    [4, 4],
  ]);
});
