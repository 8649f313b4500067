import { expect, test } from "vitest";
import type { RateCard } from "../api/types";
import { loadTexts } from "../text";
import {
  cardChanges,
  copied,
  lessSteps,
  moreSteps,
  moreZones,
  newCard,
  pasted,
  permilleOf,
  withPrice,
} from "./cards";
import { cardChange, cardWarning, routesOf, weight } from "./cardWords";
import { fieldLines } from "./diffWords";
import { emptyParcel, questionOf } from "./parcel";
import { rateOf, worthOf } from "./worth";

await loadTexts();

const card: RateCard = {
  name: "Standard",
  steps: [1000, 2000],
  zones: [
    { name: "home", domestic: true, prices: [419, 549] },
    { name: "eu", to: ["FR"], prices: [949, 1249] },
  ],
};

test("a card grows and shrinks with a price in every cell", () => {
  expect(newCard([{ ...card, name: "New service" }]).name).toBe("New service 2");
  expect(copied([card], 0).map(({ name }) => name)).toEqual(["Standard", "Standard 2"]);
  const wider = moreSteps(card);
  expect(wider.steps).toEqual([1000, 2000, 4000]);
  expect(wider.zones.map(({ prices }) => prices)).toEqual([
    [419, 549, 549],
    [949, 1249, 1249],
  ]);
  expect(moreZones(card).zones[2]).toEqual({ name: "new zone", prices: [949, 1249] });
  expect(lessSteps(wider, 1).zones[0]!.prices).toEqual([419, 549]);
  expect(lessSteps(wider, 1).steps).toEqual([1000, 4000]);
});

test("a price that is missing does not keep others from being set", () => {
  const lame = { ...card, zones: [{ name: "home", prices: [419] }] };
  expect(withPrice(lame, 0, 1, 549).zones[0]!.prices).toEqual([419, 549]);
});

test("a table from a spreadsheet is put into the prices from a cell on", () => {
  expect(
    pasted(card, 0, 1, "5,99 €\t7\r\n12.99\t8\n9\t9\n", "EUR")?.zones.map(({ prices }) => prices),
  ).toEqual([
    [419, 599],
    [949, 1299],
  ]);
  expect(pasted(card, 0, 0, "5.99", "EUR")).toBeNull();
  expect(pasted(card, 0, 0, "1\tmuch", "EUR")).toBeNull();
});

test("what changed is told price by price", () => {
  const next: RateCard = {
    ...card,
    fuel_permille: 125,
    steps: [1000, 5000],
    zones: [
      { name: "home", domestic: true, days: 0, prices: [450, 699] },
      { name: "world", prices: [1500, 2500] },
    ],
  };
  expect(
    cardChanges([card], [next, { ...card, name: "Express" }]).map((one) => cardChange(one, "EUR")),
  ).toEqual([
    "Express is added",
    "Standard: levels, volume or surcharges change",
    "Standard: the weight 5 kg is added",
    "Standard: the weight 2 kg is removed",
    "Standard: zone world is added",
    "Standard, home, up to 1 kg: € 4.19 → € 4.50",
    "Standard: zone eu is removed",
  ]);
  expect(cardChanges([card], [{ ...card, any: false, services: [] }])).toEqual([]);
  expect(cardChanges([card], [{ ...card, zones: card.zones.toReversed() }]).map(({ zone }) => zone)).toEqual([
    "eu",
    "home",
  ]);
  expect(fieldLines({ field: "cards", before: null, after: [card] }, "EUR")).toEqual([
    "Rate cards of its own in place of the built-in carrier’s",
  ]);
  const market = (countries: string[]) => [{ name: "eu", countries }];
  expect(
    fieldLines({ field: "markets", before: market(["DE"]), after: market(["DE", "FR"]) }, "EUR"),
  ).toEqual(["Markets eu: DE → DE FR"]);
});

test("weights, routes and warnings are words", () => {
  expect([500, 1250, 2500, 30_000].map(weight)).toEqual(["500 g", "1,250 g", "2.5 kg", "30 kg"]);
  expect(routesOf(card.zones[0]!)).toBe("within one country");
  expect(
    routesOf({ name: "", from: ["DE"], to: ["FR", "IT", "ES", "PT", "GR"], up_to_km: 900, prices: [] }),
  ).toBe("from Germany, to France, Italy, Spain, Portugal and 1 more, up to 900 km");
  expect(routesOf({ name: "", from: ["DE", "FR"], to: ["DE", "FR"], prices: [] })).toBe(
    "between Germany, France",
  );
  expect(routesOf({ name: "", prices: [] })).toBe("any route that no zone above fits");
  expect(cardWarning({ reason: "no_carriage", index: -1, from: "DE", to: ["GB"], text: "" })).toBe(
    "No card has a zone from Germany to United Kingdom.",
  );
});

test("per cent and currencies are exact to and fro", () => {
  expect(["12.5", 0, "", "-1", 1001].map(permilleOf)).toEqual([125, 0, undefined, undefined, undefined]);
  expect(rateOf("0.92", "USD", "EUR")).toBe(920_000);
  expect(worthOf(920_000, "USD", "EUR")).toBe(0.92);
  expect(rateOf("0.0061", "JPY", "EUR")).toBe(610_000);
  expect(worthOf(610_000, "JPY", "EUR")).toBe(0.0061);
  expect(rateOf("0", "USD", "EUR")).toBeUndefined();
});

test("a parcel is asked about once it has a place, a country and a weight", () => {
  const policy = { currency: "EUR", handling: {}, late: {}, balance: {}, carbon: {} };
  expect(questionOf(emptyParcel, policy)).toBeNull();
  expect(
    questionOf({ ...emptyParcel, location: "BER", country: "fr", grams: 0, length: 10 }, policy),
  ).toEqual({
    location: "BER",
    destination: { country_code: "FR" },
    weight_grams: 0,
    length_mm: 10,
    width_mm: 0,
    height_mm: 0,
    policy,
  });
});
