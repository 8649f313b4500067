import { api } from "../api/client";
import { unwrap } from "../api/problem";
import type { Order, Sku } from "../api/types";

/** The one object that a code names: where it is shown. */
export type Found =
  { to: "/orders/$id"; params: { id: string } } | { to: "/inventory/$sku"; params: { sku: string } };

const few = 10; // candidates of each kind; a code names one

/**
 * Finds what a scanned or typed code names exactly: an order by its number or a
 * tracking number, a SKU by its code or barcode. Null when nothing or more than
 * one thing has it. What the session may not see is not found.
 */
export async function findExact(code: string): Promise<Found | null> {
  const query = { q: code, limit: few };
  const [orders, skus] = await Promise.all([
    unwrap(api.GET("/api/v1/orders", { params: { query } })).catch(() => ({ items: [] })),
    unwrap(api.GET("/api/v1/skus", { params: { query } })).catch(() => ({ items: [] })),
  ]);
  return exactOf(code, orders.items, skus.items);
}

/** Chooses among the candidates. */
export function exactOf(code: string, orders: Order[], skus: Sku[]): Found | null {
  const same = (value: string | undefined) => bare(value) === bare(code);
  const order = only(orders.filter((one) => same(one.number) || one.shipments.some(trackedAs(same))));
  const sku = only(skus.filter((one) => same(one.code) || same(one.barcode)));
  if (order && sku) return null;
  if (order) return { to: "/orders/$id", params: { id: order.id } };
  return sku ? { to: "/inventory/$sku", params: { sku: sku.code } } : null;
}

const trackedAs = (same: (value: string | undefined) => boolean) => (shipment: Order["shipments"][number]) =>
  shipment.parcels.some((parcel) => same(parcel.tracking_number));

// A leading # and the case are how people write a number, not part of it.
const bare = (value: string | undefined) => value?.trim().replace(/^#/, "").toLowerCase();

const only = <T>(found: T[]): T | undefined => (found.length === 1 ? found[0] : undefined);
