import type { Calendar } from "../api/types";
import { locale } from "../text/language";

/** A stretch of days on which nothing leaves. */
export type Closure = { from: string; to: string; reason: string };

/** A calendar as its form holds it. */
export type CalendarDraft = {
  timezone: string;
  /** The cut-off of each day from Sunday on, 15:00; empty when nothing leaves that day. */
  days: string[];
  closures: Closure[];
  /** Working days between the cut-off and the hand-over. */
  handling: number;
  /** The weekdays on which carriers collect; none means every working day. */
  pickups: number[];
};

/** The days as they are shown, from Monday on, by the API's numbers. */
export const weekdays = [1, 2, 3, 4, 5, 6, 0];

const sunday = Date.UTC(2026, 0, 4);
const dayNames = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });

/** A day of the week by the API's number, 0 for Sunday. */
export const weekdayName = (day: number) => dayNames.format(sunday + day * 86_400_000);

export function draftOf(calendar: Calendar): CalendarDraft {
  const days = Array.from({ length: 7 }, () => "");
  for (const { weekday, time } of calendar.cut_offs ?? []) days[weekday] = time;
  return {
    timezone: calendar.timezone ?? "",
    days,
    closures: (calendar.closures ?? []).map(({ from, to, reason = "" }) => ({ from, to, reason })),
    handling: calendar.handling_days ?? 0,
    pickups: calendar.pickup_days ?? [],
  };
}

/** The calendar as the API takes it; closures without a first day are left out. */
export function calendarOf({ timezone, days, closures, handling, pickups }: CalendarDraft): Calendar {
  return {
    timezone: timezone.trim() || undefined,
    cut_offs: days.flatMap((time, weekday) => (time ? [{ weekday, time }] : [])),
    closures: closures
      .filter(({ from }) => from !== "")
      .map(({ from, to, reason }) => ({ from, to: to || from, reason: reason.trim() || undefined })),
    handling_days: handling || undefined,
    pickup_days: pickups.length > 0 ? pickups : undefined,
  };
}
