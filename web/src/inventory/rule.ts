import type { StockRule, StockRuleUpdate } from "../api/types";

export type Kind = StockRule["kind"];

export const kinds: Kind[] = ["ring_fence", "locations", "threshold", "safety_stock", "oversell_risk"];

/** What a kind is asked for; a mark before the name says that it can't be left open. */
export const asked: Record<Kind, ReadonlySet<string>> = {
  locations: new Set(["channel", "!channel", "locations"]),
  ring_fence: new Set(["channel", "!channel", "sku", "quantity"]),
  threshold: new Set(["channel", "sku", "location", "quantity"]),
  safety_stock: new Set(["sku", "location", "quantity"]),
  oversell_risk: new Set(["channel", "sku", "risk"]),
};

/** What a form says of a rule. A percentage is kept as parts of ten thousand. */
export function bodyOf(kind: Kind, form: FormData, locations: string[]): StockRuleUpdate {
  const wants = asked[kind];
  const said = (name: string) => String(form.get(name) ?? "").trim();
  const body: StockRuleUpdate = { name: said("name"), active: form.get("active") !== null };
  if (wants.has("channel")) body.channel = said("channel");
  if (wants.has("location")) body.location = said("location");
  if (wants.has("locations")) body.locations = locations;
  if (wants.has("quantity")) body.quantity = Number(said("quantity"));
  if (wants.has("risk")) body.risk = Math.round(Number(said("risk")) * 100);
  if (wants.has("sku")) {
    body.sku = said("sku");
    body.category = said("category");
  }
  return body;
}
