import { expect, test } from "vitest";
import { walked } from "./walked";

const step = (term: string, location: string, quantity: number, rule?: string) => ({
  term,
  location,
  quantity,
  why: term,
  rule,
  rule_id: rule,
});

test("adds up locations and says what is left", () => {
  const rows = walked([
    step("on_hand", "BER", 10),
    step("allocated", "BER", -2),
    step("threshold", "BER", -1, "r"),
    step("on_hand", "LON", 5),
    step("outside_location", "LON", -5, "w"),
    step("ring_fence", "", -3, "f"),
    step("buffer", "", -1),
  ]);
  expect(rows.map(({ term, quantity, rest }) => [term, quantity, rest])).toEqual([
    ["on_hand", 15, 15],
    ["allocated", -2, 13],
    ["outside_location", -5, 8],
    ["threshold", -1, 7],
    ["ring_fence", -3, 4],
    ["buffer", -1, 3],
  ]);
});

test("keeps two rules and two locations apart", () => {
  const rows = walked([
    step("ring_fence", "", -3, "f"),
    step("ring_fence", "", -2, "g"),
    step("outside_location", "LON", -5, "w"),
    step("outside_location", "LEJ", -1, "w"),
  ]);
  expect(rows).toHaveLength(4);
});
