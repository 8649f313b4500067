import { expect, test } from "vitest";
import type { Start } from "../api/start";
import { nextStep } from "./steps";

const empty: Start = { location: false, skus: false, stock: false, order: undefined, shipped: false };

test("one step leads to the next", () => {
  expect(nextStep(empty)).toBe("location");
  expect(nextStep({ ...empty, location: true })).toBe("skus");
  expect(nextStep({ ...empty, location: true, skus: true })).toBe("stock");
  expect(nextStep({ ...empty, location: true, skus: true, stock: true })).toBe("orders");
  expect(nextStep({ ...empty, location: true, skus: true, stock: true, order: "ord_1" })).toBe("ship");
});

test("what was done out of its order is not asked for again", () => {
  expect(nextStep({ ...empty, order: "ord_1" })).toBe("location");
  expect(nextStep({ ...empty, location: true, order: "ord_1" })).toBe("skus");
});

test("who shipped an order has arrived", () => {
  expect(nextStep({ ...empty, shipped: true })).toBeUndefined();
});
