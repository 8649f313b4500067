import type { Count, CountLine } from "../api/types";

/** How the lines of a count are narrowed. */
export const lineFilters = ["pending", "off", "open"] as const;
export type LineFilter = (typeof lineFilters)[number];

/** Whether a line is shown under a filter. */
export function shows(line: CountLine, filter: LineFilter | undefined): boolean {
  switch (filter) {
    case "pending":
      return line.status === "pending";
    case "off":
      return line.variance !== null && line.variance !== 0;
    case "open":
      return line.status === "open" || line.status === "skipped";
  }
  return true;
}

/** Lines that are counted at least once in their present round, of all of them. */
export function progressOf({ progress }: Count): { done: number; of: number } {
  return { done: progress.lines - progress.open - progress.skipped, of: progress.lines };
}

/** A signed number with the typographic minus. */
export function signed(n: number): string {
  if (n > 0) return `+${n}`;
  return n < 0 ? `−${-n}` : "0";
}

/** The line that a scanned code names: by its SKU, else by its barcode. */
export function lineOf(lines: CountLine[], code: string): CountLine | undefined {
  return lines.find((line) => line.sku === code) ?? lines.find((line) => line.barcode === code);
}

/** The line whose lot, or serial number, a scanned code is. */
export const lotOf = (lines: CountLine[], code: string): CountLine | undefined =>
  lines.find(({ lot }) => lot !== "" && lot.toLowerCase() === code.trim().toLowerCase());

/** Whether a line stands for units of a tracked SKU that no line names. */
export const nameless = ({ tracking, lot }: CountLine) => tracking !== "none" && lot === "";

/** How many serial numbers of a SKU were found. */
export const namedOf = (lines: CountLine[], sku: string) =>
  lines.filter((line) => line.sku === sku && line.lot !== "" && line.counted).length;

/** The lines with those of a SKU together, in the order of the sheet. */
export function together(lines: CountLine[]): CountLine[] {
  const first = new Map<string, number>();
  for (const { sku, line } of lines) if (!first.has(sku)) first.set(sku, line);
  return lines.toSorted((one, other) => first.get(one.sku)! - first.get(other.sku)! || one.line - other.line);
}

/** What a person calls a line. */
export const nameOf = ({ title, sku, lot }: CountLine) => [title || sku, lot].filter(Boolean).join(", ");

/** The SKUs of a text, a line or a comma apart, each once. */
export function skusOf(text: string): string[] {
  return [...new Set(text.split(/[\n,;\t]+/).map((word) => word.trim()))].filter((word) => word !== "");
}

/** The sum of the values of variances in minor steps of their currency, "" when one is not known. */
export function valueOf(lines: CountLine[]): string {
  let digits = 0;
  let sum = 0n;
  for (const { variance, value } of lines) {
    if (!variance) continue;
    if (value === null) return "";
    const [whole, part = ""] = value.split(".");
    digits = part.length;
    sum += BigInt(`${whole}${part}`);
  }
  const text = String(sum < 0n ? -sum : sum).padStart(digits + 1, "0");
  const cut = text.length - digits;
  return `${sum < 0n ? "-" : ""}${text.slice(0, cut)}${digits ? `.${text.slice(cut)}` : ""}`;
}
