import { expect, test } from "vitest";
import { lineOf, order } from "../test/order";
import { editOf } from "./edit";

const one = order({}, { lines: [lineOf({ quantity: 3 })], shipping_address: { city: "Lyon", address2: "" } });

test("an untouched draft changes nothing", () =>
  expect(editOf(one, { address: { city: " Lyon" }, quantities: { 1: 3 } })).toEqual({}));

test("fewer units, none, and another city", () => {
  const address = { city: "Lyon" };
  expect(editOf(one, { address, quantities: { 1: 2 } })).toEqual({ lines: [{ line: 1, quantity: 2 }] });
  expect(editOf(one, { address, quantities: { 1: 0 } })).toEqual({ remove: [1] });
  expect(editOf(one, { address: { city: "Paris " }, quantities: { 1: 3 } })).toEqual({
    shipping_address: { city: "Paris" },
  });
});
