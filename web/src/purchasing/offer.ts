import type { SupplierItem, SupplierItemSpec } from "../api/types";

/** All that a supplier sells once one offer is added, or takes the place of that for the same SKU. */
export function offersOf(items: SupplierItem[], next: SupplierItemSpec): SupplierItemSpec[] {
  const others = items.filter(({ sku }) => sku !== next.sku);
  return [
    ...others.map(({ cost, lead_days, ...rest }) => ({
      ...rest,
      cost: cost ?? undefined,
      lead_days: lead_days ?? undefined,
    })),
    next,
  ];
}
