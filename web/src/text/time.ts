import { t } from ".";
import { locale } from "./language";

const absolute = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hour12: false });
const shortDays = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const zoned = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "long" });

/** The day of an instant in the reader's zone: 23 Nov 2026. */
export const day = (iso: string) => days.format(new Date(iso));

/** An instant in the reader's zone: 23 Nov 2026, 14:12. */
export const dateTime = (iso: string) => absolute.format(new Date(iso));

/** The time of day: 14:12. */
export const timeOfDay = (iso: string) => clock.format(new Date(iso));

/** The day without its year, where room is short: 23 Nov. */
export const dayOf = (iso: string) => shortDays.format(new Date(iso));

/** An instant with its zone, for titles and screen readers. */
export const dateTimeZone = (iso: string) => zoned.format(new Date(iso));

/** The short name of the reader's zone: CET. */
export function zoneName(): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZoneName: "short" }).formatToParts(new Date());
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "UTC";
}

const units = [
  ["span.d", 86_400],
  ["span.h", 3_600],
  ["span.m", 60],
  ["span.s", 1],
] as const;

/** A span in at most two units: 4 s, 6 m, 1 h 52 m, 2 d 21 h. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return `0 ${t("span.s")}`;
  const [name, size] = units[first]!;
  const whole = `${Math.floor(seconds / size)} ${t(name)}`;
  const next = units[first + 1];
  if (!next || next[0] === "span.s") return whole;
  const left = Math.floor((seconds % size) / next[1]);
  return left === 0 ? whole : `${whole} ${left} ${t(next[0])}`;
}

/** The reader's zone as the API takes it: its days are what filters and counts mean. */
export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
