import { expect, test } from "vitest";
import type { Sku } from "../api/types";
import { order } from "../test/order";
import { exactOf } from "./findExact";

const sku = { code: "TEE-RED-M", barcode: "4006381333931" } as Sku;

test("a barcode and a code lead to the SKU, in any case", () => {
  expect(exactOf("4006381333931", [], [sku])).toEqual({
    to: "/inventory/$sku",
    params: { sku: "TEE-RED-M" },
  });
  expect(exactOf("tee-red-m", [], [sku])).toEqual({ to: "/inventory/$sku", params: { sku: "TEE-RED-M" } });
});

test("a number leads to its order and not to one that begins so", () => {
  const orders = [
    order(undefined, { id: "a", number: "1001" }),
    order(undefined, { id: "b", number: "10012" }),
  ];
  expect(exactOf("#1001", orders, [])).toEqual({ to: "/orders/$id", params: { id: "a" } });
});

test("what two things have names neither", () => {
  const twins = [order(undefined, { id: "a", number: "7" }), order(undefined, { id: "b", number: "7" })];
  expect(exactOf("7", twins, [])).toBeNull();
  expect(exactOf("4006381333931", [order(undefined, { number: "4006381333931" })], [sku])).toBeNull();
  expect(exactOf("7", [], [sku])).toBeNull();
});
