import { describe, expect, test } from "vitest";
import { humanize, t } from ".";
import { money } from "./money";
import { span } from "./time";

test("t fills values and picks the plural", () => {
  expect(t("orders.shown", { count: 1 })).toBe("1 order shown");
  expect(t("orders.shown", { count: 1200 })).toBe("1,200 orders shown");
  expect(t("order.title", { number: "$& {x}" })).toBe("Order $& {x}");
});

describe("money", () => {
  test.each([
    ["34.00", "EUR", "€ 34.00"],
    ["-1234.50", "GBP", "−£ 1,234.50"],
    ["9800", "JPY", "JPY 9,800"],
    ["1.250", "KWD", "KWD 1.250"],
    ["90071992547409931.07", "SEK", "SEK 90,071,992,547,409,931.07"],
    ["n/a", "EUR", "€ n/a"],
  ])("%s %s is %s", (amount, currency, text) => expect(money(amount, currency)).toBe(text));
});

describe("span", () => {
  test.each([
    [-5_000, "0 s"],
    [4_900, "4 s"],
    [61_000, "1 m"],
    [6_720_000, "1 h 52 m"],
    [248_400_000, "2 d 21 h"],
    [86_400_000, "1 d"],
  ])("%i is %s", (ms, text) => expect(span(ms)).toBe(text));
});

test("humanize makes words of a value", () =>
  expect(humanize("fulfillment_order.released")).toBe("Fulfillment order released"));
