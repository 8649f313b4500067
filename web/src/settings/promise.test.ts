import { expect, test } from "vitest";
import { amountOf, dayRange, instantIn } from "./promise";

test("days are those of the calendar, whatever the reader's zone", () => {
  expect(dayRange("2026-11-24", "2026-11-25")).toMatch(/24.*25/);
  expect(dayRange("2026-11-24", "2026-11-24")).not.toMatch(/25|23/);
});

test("an instant is told by the clock of its place", () =>
  expect(instantIn("2026-11-20T14:00:00Z", "Europe/Berlin")).toContain("15:00"));

test.each([
  [539, "EUR", "5.39"],
  [7, "EUR", "0.07"],
  [980, "JPY", "980"],
  [1250, "KWD", "1.250"],
])("%i of %s is %s", (minor, currency, text) => expect(amountOf(minor, currency)).toBe(text));
