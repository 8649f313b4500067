import { expect, test } from "vitest";
import type { RoutingCanary } from "../api/types";
import { loadTexts } from "../text";
import { pairLines, sideLines, verdict } from "./canaryWords";
import { guardsIn, guardWords } from "./GuardFields";

await loadTexts();

const side = {
  orders: 10,
  units: 20,
  filled: 19,
  waiting: 1,
  split: 2,
  late: 0,
  cost: 5400,
  kept: 3,
  missed: 1,
  unreleased: 4,
};
const paired = {
  orders: 100,
  differ: 12,
  units: 200,
  live_filled: 190,
  canary_filled: 194,
  live_split: 10,
  canary_split: 8,
  live_late: 3,
  canary_late: 3,
  compared: 96,
  live_cost: 52_000,
  canary_cost: 50_000,
  difference_millis: -20_833,
  low_millis: -30_000,
  high_millis: -11_600,
  verdict: "cheaper",
};
const canary = (over: Partial<typeof paired> = {}) =>
  ({
    version: 5,
    live: 4,
    report: {
      currency: "EUR",
      live: side,
      canary: side,
      paired: { ...paired, ...over },
      prices_differ: false,
    },
  }) as unknown as RoutingCanary;

test("the verdict says how sure the difference is", () => {
  expect(verdict(canary())).toBe(
    "For each order v5 costs € 0.21 less. That is no chance: the true difference lies between € 0.30 less and € 0.12 less, in 95 of 100 such comparisons.",
  );
  expect(verdict(canary({ verdict: "unclear", high_millis: 4000 }))).toMatch(
    /so far\. That may be chance: .* between € 0\.30 less and € 0\.04 more/,
  );
  expect(verdict(canary({ verdict: "too_few", compared: 1 }))).toMatch(/^1 order can be compared: too few/);
  expect(verdict(canary({ verdict: "equal" }))).toBe(
    "96 orders can be compared: not one costs more or less.",
  );
});

test("less cost, fewer splits and more filled units are better", () => {
  const lines = pairLines(canary());
  expect(lines.map(({ live, canary: is, change }) => [live, is, change?.down, change?.good])).toEqual([
    ["€ 5.42", "€ 5.21", true, true],
    ["10 (10 %)", "8 (8 %)", true, true],
    ["3 (3 %)", "3 (3 %)", undefined, undefined],
    ["190 (95 %)", "194 (97 %)", false, true],
  ]);
  expect(lines[3]!.change!.words).toBe("2 pt");
  expect(pairLines(canary({ compared: 0, difference_millis: 0 }))[0]!.live).toBe("–");
  expect(sideLines(canary()).map(({ live }) => live)).toEqual([
    "10",
    "€ 5.40",
    "2 (20 %)",
    "0 (0 %)",
    "3 (75 %)",
    "1 (25 %)",
    "19 (95 %)",
    "1",
  ]);
});

test("guards are read and said; an empty field watches nothing", () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ cost_percent: "10", late_points: "", after_orders: "1000" }))
    form.set(name, value);
  const guards = guardsIn(form);
  expect(guards).toEqual({ cost_percent: 10, after_orders: 1000 });
  expect(guardWords(guards)).toBe(
    "It stops by itself when costs rise by more than 10 %, from 1,000 orders on.",
  );
  expect(guardWords({})).toBe("It does not stop by itself.");
});
