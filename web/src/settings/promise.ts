import { locale } from "../text/language";

// Days are calendar days of the destination: they must not move with the reader's zone.
const days = new Intl.DateTimeFormat(locale, {
  weekday: "short",
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});

/** Two calendar days such as 2026-11-24 as a range; one when they are the same. */
export const dayRange = (from: string, by: string) =>
  days.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${by}T00:00:00Z`));

/** An instant as a clock in a zone shows it: Fri 20 Nov, 15:00. */
export function instantIn(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone,
  }).format(new Date(iso));
}

/** Minor units as the API's decimal string: 539 of EUR is 5.39. */
export function amountOf(minor: number, currency: string): string {
  const digits =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  if (digits === 0) return String(minor);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  return `${minor < 0 ? "-" : ""}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
