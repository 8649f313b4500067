import { money } from "../text/money";

/** How many decimals a currency has; 2 for one that nobody knows. */
export function decimalsOf(currency: string): number {
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat("en", {
      style: "currency",
      currency,
    }).resolvedOptions();
    return maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** Minor units as a decimal string: 1234 is "12.34" of EUR and "1234" of JPY. */
export function decimal(minor: number, currency: string): string {
  const places = decimalsOf(currency);
  const digits = String(Math.abs(minor)).padStart(places + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Minor units as an amount for people. */
export const amount = (minor: number, currency: string) => money(decimal(minor, currency), currency);

/** What is typed as an amount in minor units, a comma taken as the point; undefined when it is none. */
export function minorOf(typed: number | string, currency: string): number | undefined {
  const match = /^(\d+)(?:[.,](\d*))?$/.exec(String(typed).trim());
  const places = decimalsOf(currency);
  if (!match || (match[2] ?? "").length > places) return undefined;
  const minor = Number(`${match[1]}${(match[2] ?? "").padEnd(places, "0")}`);
  return Number.isSafeInteger(minor) ? minor : undefined;
}
