import type { Purchase } from "../api/types";

/** The units of all lines together. */
export const units = (purchase: Purchase, figure: "ordered" | "received" | "canceled" | "open") =>
  purchase.lines.reduce((sum, line) => sum + line[figure], 0);

/** When the next of it is expected; of one that is done nothing is. */
export function soonest(purchase: Purchase): string | undefined {
  const dates = purchase.lines
    .filter((line) => line.open > 0 && line.expected_at)
    .map((line) => line.expected_at!);
  return dates.sort()[0];
}

/** What all units of a line cost, in the decimals of its unit; undefined when that is not known. */
export function lineTotal(cost: string | null, quantity: number): string | undefined {
  if (cost === null) return undefined;
  const digits = cost.split(".")[1]?.length ?? 0;
  const minor = (BigInt(cost.replace(".", "")) * BigInt(quantity)).toString().padStart(digits + 1, "0");
  return digits === 0 ? minor : `${minor.slice(0, -digits)}.${minor.slice(-digits)}`;
}

/** A date field as an instant: noon of the day where the reader is. */
export const noonOf = (value: FormDataEntryValue | null) =>
  value ? new Date(`${value as string}T12:00`).toISOString() : undefined;

/** An instant as a date field wants it, in the reader's zone. */
export function fieldOf(iso: string | null | undefined): string {
  if (!iso) return "";
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** What a scan does to the units counted so far; undefined for a code that is not in the delivery. */
export function scanned(
  counted: Record<string, number>,
  code: string,
  skus: { code: string; barcode: string }[],
): Record<string, number> | undefined {
  const sku = skus.find((one) => one.code === code || (one.barcode !== "" && one.barcode === code));
  return sku && { ...counted, [sku.code]: (counted[sku.code] ?? 0) + 1 };
}
