import type { Sku } from "../api/types";

/** A part of a bundle while it is typed. */
export type Part = { sku: string; quantity: number };

/** Whole numbers of a SKU: grams, millimeters and units. */
export const numbers = [
  "weight_grams",
  "length_mm",
  "width_mm",
  "height_mm",
  "backorder_limit",
  "min_days_left",
] as const;

/** How units of a SKU are told apart. */
export const trackings = ["none", "lot", "serial"] as const;

/** Texts of a SKU with their longest lengths. */
export const texts = { title: 500, barcode: 64, category: 200, hs_code: 20, origin_country: 2 } as const;

/** What a form says of a SKU, as the API takes it. */
export type SkuFields = { [Name in keyof typeof texts]: string } & {
  [Name in (typeof numbers)[number]]: number;
} & { unfillable: Sku["unfillable"]; tracking: Sku["tracking"]; active: boolean; components: Part[] };

/** Reads the form; parts without a SKU are rows that were left empty. */
export function fieldsOf(form: FormData, parts: Part[]): SkuFields {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const whole = (name: string) => Math.max(0, Math.trunc(Number(text(name)) || 0));
  return {
    title: text("title"),
    barcode: text("barcode"),
    category: text("category"),
    hs_code: text("hs_code"),
    origin_country: text("origin_country").toUpperCase(),
    weight_grams: whole("weight_grams"),
    length_mm: whole("length_mm"),
    width_mm: whole("width_mm"),
    height_mm: whole("height_mm"),
    backorder_limit: whole("backorder_limit"),
    min_days_left: whole("min_days_left"),
    tracking: trackings.find((one) => one === text("tracking")) ?? "none",
    unfillable: text("unfillable") === "unallocated" ? "unallocated" : "backorder",
    active: form.get("active") !== null,
    components: parts
      .map(({ sku, quantity }) => ({ sku: sku.trim(), quantity }))
      .filter(({ sku }) => sku !== ""),
  };
}
