import type { Holiday, TransitLane, TransitTable } from "../api/promises";

/** A lane as its form holds it: everything is text. */
export type LaneDraft = { from: string; to: string; zone: string; min: string; max: string };

/** A holiday as its form holds it. */
export type HolidayDraft = { country: string; date: string; name: string };

/** A transit table as its form holds it. */
export type TransitDraft = { workingDays: number[]; lanes: LaneDraft[]; holidays: HolidayDraft[] };

const mondayToFriday = [1, 2, 3, 4, 5];

export const newLane: LaneDraft = { from: "", to: "", zone: "", min: "1", max: "2" };
export const newHoliday: HolidayDraft = { country: "", date: "", name: "" };

export function draftOf(table?: TransitTable): TransitDraft {
  if (!table) return { workingDays: mondayToFriday, lanes: [newLane], holidays: [] };
  return {
    workingDays: table.working_days,
    lanes: table.lanes.map(({ from = "", to = "", zone = "", min_days, max_days }) => ({
      from,
      to,
      zone,
      min: String(min_days),
      max: String(max_days),
    })),
    holidays: table.holidays.map(({ country = "", date, name = "" }) => ({ country, date, name })),
  };
}

const code = (text: string) => text.trim().toUpperCase() || undefined;

/** The table as the API takes it; holidays without a date are left out. */
export function tableOf(draft: TransitDraft): {
  working_days: number[];
  lanes: TransitLane[];
  holidays: Holiday[];
} {
  return {
    working_days: draft.workingDays,
    lanes: draft.lanes.map(({ from, to, zone, min, max }) => ({
      from: code(from),
      to: code(to),
      zone: zone.trim() || undefined,
      min_days: Number(min) || 0,
      max_days: Number(max) || 0,
    })),
    holidays: draft.holidays
      .filter(({ date }) => date !== "")
      .map(({ country, date, name }) => ({ country: code(country), date, name: name.trim() || undefined })),
  };
}
