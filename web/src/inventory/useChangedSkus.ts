import { useState } from "react";
import { useEvents } from "../live/context";

/** How many of the SKUs shown have had their stock changed since they were read. */
export function useChangedSkus(shown: string[], readAt: number): number {
  const [changed, setChanged] = useState({ readAt, skus: new Set<string>() });
  const skus = changed.readAt === readAt ? changed.skus : new Set<string>();
  useEvents((events) => {
    const seen = new Set(shown);
    const next = new Set(skus);
    for (const { type, data } of events) {
      const sku = (data as { sku?: unknown } | null)?.sku;
      if (type.startsWith("stock.") && typeof sku === "string" && seen.has(sku)) next.add(sku);
    }
    if (next.size > skus.size) setChanged({ readAt, skus: next });
  });
  return skus.size;
}
