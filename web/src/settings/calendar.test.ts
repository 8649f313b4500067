import { expect, test } from "vitest";
import { calendarOf, draftOf, weekdayName } from "./calendar";

test("a calendar survives its form", () => {
  const calendar = {
    timezone: "Europe/Berlin",
    cut_offs: [
      { weekday: 1, time: "15:00" },
      { weekday: 5, time: "12:00" },
    ],
    closures: [{ from: "2026-12-24", to: "2026-12-26", reason: "Christmas" }],
    handling_days: 1,
    pickup_days: [1],
  };
  expect(draftOf(calendar).days).toEqual(["", "15:00", "", "", "", "12:00", ""]);
  expect(calendarOf(draftOf(calendar))).toEqual(calendar);
});

test("a closure of one day needs one date, and one without a date is none", () => {
  const draft = {
    ...draftOf({}),
    closures: [
      { from: "2026-05-01", to: "", reason: " " },
      { from: "", to: "", reason: "x" },
    ],
  };
  expect(calendarOf(draft).closures).toEqual([{ from: "2026-05-01", to: "2026-05-01", reason: undefined }]);
});

test("days are named from Sunday on", () =>
  expect([0, 1, 6].map(weekdayName)).toEqual(["Sunday", "Monday", "Saturday"]));
