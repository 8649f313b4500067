import { locale } from "./language";

/** Currencies that a reader knows by their sign; the others show their code. */
const signs: Record<string, string> = { EUR: "€", GBP: "£", USD: "$" };

/**
 * Writes an amount as `€ 34.00` or `JPY 9,800`, or with its unit behind it where
 * the reader's region writes it so: `34,00 €`. The amount is the API's decimal
 * string and is never turned into a number: no digit is lost, and the currency's
 * own count of decimals stays as it came.
 */
export function money(amount: string, currency: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  const unit = signs[currency] ?? currency;
  if (!match) return `${unit} ${amount}`;
  const [, minus, whole = "", decimals] = match;
  const grouped = new Intl.NumberFormat(locale).format(BigInt(whole));
  const point = decimals === undefined ? "" : `${decimalPoint}${decimals}`;
  const figure = `${grouped}${point}`;
  return `${minus ? "−" : ""}${unitFirst ? `${unit} ${figure}` : `${figure} ${unit}`}`;
}

const decimalPoint =
  new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === "decimal")?.value ?? ".";

const unitFirst =
  new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" }).formatToParts(1)[0]?.type ===
  "currency";
