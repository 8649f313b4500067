import { expect, test } from "vitest";
import { draftOf, newHoliday, tableOf } from "./transit";

const table = {
  id: "trn_1",
  service: "standard",
  name: "Standard",
  working_days: [1, 2, 6],
  lanes: [
    { from: "DE", to: "AT", zone: undefined, min_days: 1, max_days: 3 },
    { from: undefined, to: undefined, zone: "world", min_days: 0, max_days: 9 },
  ],
  holidays: [{ country: "DE", date: "2026-12-25", name: undefined }],
  version: 1,
  created_at: "",
  updated_at: "",
};

test("a table survives its form", () => {
  const { working_days, lanes, holidays } = table;
  expect(tableOf(draftOf(table))).toEqual({ working_days, lanes, holidays });
});

test("countries are written in capitals, and a holiday without a date is none", () => {
  const draft = draftOf();
  const lane = { ...draft.lanes[0]!, to: " at " };
  const got = tableOf({ ...draft, lanes: [lane], holidays: [newHoliday] });
  expect(got.lanes[0]?.to).toBe("AT");
  expect(got.holidays).toEqual([]);
});
