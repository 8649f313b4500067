import type { Counters, Order } from "../api/types";

/** The counters of a line with the given units and none elsewhere. */
export function counters(units: Partial<Counters>): Counters {
  const none: Counters = {
    ordered: 0,
    canceled: 0,
    unallocated: 0,
    backordered: 0,
    allocated: 0,
    released: 0,
    picked: 0,
    packed: 0,
    shipped: 0,
    delivered: 0,
    return_requested: 0,
    returned: 0,
    written_off: 0,
  };
  return { ...none, ...units };
}

/** An order with one line of the given units; what else matters is passed in. */
export function order(
  units: Partial<Counters> = { ordered: 1, unallocated: 1 },
  rest: Partial<Order> = {},
): Order {
  return {
    id: "ord_1",
    number: "1001",
    channel: "web",
    lifecycle: "open",
    payment_status: "paid",
    fulfillment_status: "unfulfilled",
    delivery_status: "none",
    return_status: "none",
    captured_at: "2026-11-20T10:00:00Z",
    currency: "EUR",
    total: "34.00",
    version: 1,
    customer: { name: "Ewa Zielińska" },
    lines: [
      { line: 1, sku: "TEE", quantity: 1, unit_price: "34.00", total: "34.00", counters: counters(units) },
    ],
    ...rest,
  };
}
