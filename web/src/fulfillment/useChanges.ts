import { useState } from "react";
import type { FulfillmentOrder } from "../api/types";
import { useEvents } from "../live/context";

/**
 * How many fulfillment orders of a location have changed since its board was
 * loaded. The cards stay where they are until they are asked for.
 */
export function useChanges(location: string, shown: FulfillmentOrder[], loadedAt: number): number {
  const under = `${location} ${loadedAt}`;
  const [changed, setChanged] = useState({ under, ids: new Set<string>() });
  const ids = changed.under === under ? changed.ids : new Set<string>();
  useEvents((events) => {
    const orders = new Set(shown.map((work) => work.order_id));
    const next = new Set(ids);
    for (const { type, subject, order_id, data } of events) {
      const here = (data as { location?: unknown } | null)?.location === location;
      if (/\.(claimed|given_back)$/.test(type)) continue; // shown where the card is: see useLiveClaims
      if (type.startsWith("fulfillment_order.") && here) next.add(subject);
      else if (type.startsWith("order.") && order_id && orders.has(order_id)) next.add(order_id);
    }
    if (next.size > ids.size) setChanged({ under, ids: next });
  });
  return ids.size;
}
