import { expect, test } from "vitest";
import { placeGroups, placesFor } from "./places";

const all = placeGroups.flatMap((group) => group.places);

test("every place has a key of its own", () =>
  expect(new Set(all.map((place) => place.key)).size).toBe(all.length));

test("a role sees what it may see, and no empty group", () => {
  const groups = placesFor(["stock.read"]);
  expect(groups.flatMap((group) => group.places.map((place) => place.to))).toEqual([
    "/",
    "/inventory",
    "/counts",
    "/stock/transfers",
  ]);
  expect(groups.every((group) => group.places.length > 0)).toBe(true);
});
