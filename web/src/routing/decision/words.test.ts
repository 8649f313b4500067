import { describe, expect, test } from "vitest";
import type { RoutingCandidate, RoutingWhy } from "../../api/types";
import { amount } from "../minor";
import { frameOf, placed } from "./frame";
import { against, choice, otherwise } from "./words";

const none = { carrier: 0, handling: 0, distance: 0, split: 0, late: 0, balance: 0, carbon: 0, rules: 0 };
const candidate = (rest: Partial<RoutingCandidate>): RoutingCandidate => ({
  location: "BER",
  units: 2,
  of: 2,
  chosen: false,
  ...rest,
});
const why = (rest: Partial<RoutingWhy>): RoutingWhy => ({
  rule: "",
  sentence: "",
  candidates: [candidate({ chosen: true })],
  sets_compared: 1,
  optimal: true,
  cost: 540,
  bound: 540,
  currency: "EUR",
  terms: none,
  ...rest,
});
const names = new Map([["BER", "Berlin"]]);

test("the choice says who, for what, and how good it is", () => {
  expect(choice(why({}), names)).toBe("Berlin sends it for € 5.40: optimal, no plan is better.");
  const within = choice(why({ optimal: false, gap_permille: 12 }), names);
  expect(within).toBe("Berlin sends it for € 5.40: within 1.2 % of the best that is possible.");
  expect(choice(why({ candidates: [] }))).toBe("No location may send any of it.");
});

test("the counterfactual says what was missing and what it would have saved", () =>
  expect(
    otherwise({ location: "BER", stock: [{ sku: "TEE", units: 2 }], saves: 120, sentence: "" }, "EUR", names),
  ).toBe("With 2 more of TEE, Berlin would have won and saved € 1.20."));

test.each([
  [{ failed: [{ constraint: "stock", sku: "TEE", missing: 2 }] }, "is short of 2 of TEE"],
  [
    { failed: [{ constraint: "excluded", detail: "rejected this order before" }] },
    "rejected this order before",
  ],
  [{ failed: [{ constraint: "rule", rule: "EU only" }] }, "is ruled out by “EU only”"],
  [{ failed: [{ constraint: "newer" }] }, "newer"],
  [{ cost: 740 }, "costs € 2.00 more"],
  [{ cost: 200, units: 1 }, "can't complete a better plan"],
  [{ cost: 540 }, "comes later by what is preferred"],
])("%j: %s", (rest, words) =>
  expect(against(candidate(rest as Partial<RoutingCandidate>), 540, "EUR")).toBe(words),
);

test.each([
  [1234, "EUR", "€ 12.34"],
  [-5, "EUR", "−€ 0.05"],
  [1234, "JPY", "JPY 1,234"],
  [1234, "BHD", "BHD 1.234"],
])("%d of %s is %s", (minor, currency, written) => expect(amount(minor, currency)).toBe(written));

describe("labels on the map", () => {
  const frame = frameOf([{ latitude: 50, longitude: 10 }]);
  const named = (name: string, x: number, y: number) => ({ name, x: frame.x + x, y: frame.y + y });

  test("a label alone stands beside its point, on the side that has room", () => {
    const [first, second] = placed([named("Berlin", 2, 5), named("Hamburg", 23, 6)], frame, 0.8);
    expect([first!.left, first!.at]).toEqual([false, frame.y + 5]);
    expect([second!.left, second!.at]).toEqual([true, frame.y + 6]);
  });

  test("however close the places lie, no label covers another or leaves the map", () => {
    const size = 0.6;
    const all = Array.from({ length: 20 }, (_, n) =>
      named(`Warehouse ${n}`, 12 + (n % 5) * 0.1, 7 + n * 0.02),
    );
    const boxes = placed(all, frame, size).map(({ name, x, at, left }) => {
      const width = name.length * size * 0.6;
      return { from: left ? x - size * 0.6 - width : x + size * 0.6, width, at };
    });
    for (const [n, a] of boxes.entries()) {
      expect(a.from).toBeGreaterThanOrEqual(frame.x);
      expect(a.from + a.width).toBeLessThanOrEqual(frame.x + frame.width);
      for (const b of boxes.slice(n + 1)) {
        const apart =
          Math.abs(a.at - b.at) >= size || a.from + a.width <= b.from || b.from + b.width <= a.from;
        expect(apart).toBe(true);
      }
    }
  });
});
