import { expect, test } from "vitest";
import { addressesOf, written } from "./addresses";

const berlin = {
  name: "Ada",
  address1: "Hauptstr. 1",
  postal_code: "10115",
  city: "Berlin",
  country_code: "DE",
};

test("one address is named once, as the newest order spells it", () => {
  const found = addressesOf([
    { shipping_address: berlin, captured_at: "2026-11-03T00:00:00Z" },
    { shipping_address: { ...berlin, city: "BERLIN " }, captured_at: "2026-11-02T00:00:00Z" },
    { shipping_address: { ...berlin, city: "Potsdam" }, captured_at: "2026-11-01T00:00:00Z" },
    { shipping_address: {}, captured_at: "2026-10-01T00:00:00Z" },
  ]);
  expect(found.map(({ address, orders, last }) => [address.city, orders, last])).toEqual([
    ["Berlin", 2, "2026-11-03T00:00:00Z"],
    ["Potsdam", 1, "2026-11-01T00:00:00Z"],
  ]);
});

test("an address is written line by line", () =>
  expect(written(berlin)).toEqual(["Ada", "Hauptstr. 1", "10115 Berlin", "Germany"]));
