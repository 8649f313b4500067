import { expect, test } from "vitest";
import { walked } from "./walked";

test("walked says what is left after each step", () => {
  const step = (quantity: number) => ({ term: "on_hand", why: "", quantity });
  expect(walked([step(10), step(-3), step(-7)]).map(({ rest }) => rest)).toEqual([10, 7, 0]);
});
