import type { Counters, FulfillmentOrder, Hold, Line, Order } from "../api/types";

const longAgo = "2026-11-20T10:00:00Z";

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

/** A line of one tee. */
export function lineOf(rest: Partial<Line> = {}): Line {
  return {
    line: 1,
    sku: "TEE",
    title: "Tee",
    kind: "item",
    quantity: 1,
    shippable: true,
    unit_price: "34.00",
    subtotal: "34.00",
    discount: "0.00",
    discount_share: "0.00",
    shipping_share: "0.00",
    tax: "0.00",
    promised_at: null,
    deliver_from: "",
    deliver_by: "",
    attributes: {},
    counters: counters({ ordered: 1, unallocated: 1 }),
    ...rest,
  };
}

/** A hold that a person placed on the whole order. */
export function holdOf(rest: Partial<Hold> = {}): Hold {
  return {
    id: "hld_1",
    type: "manual",
    scope: "order",
    status: "active",
    blocks: ["release"],
    reason: "",
    placed_at: longAgo,
    placed_by: "system",
    release_policy: "person",
    released_at: null,
    due_at: null,
    ...rest,
  };
}

/** Work for Berlin without a line. */
export function workOf(rest: Partial<FulfillmentOrder> = {}): FulfillmentOrder {
  return {
    id: "ful_1",
    number: "1001-1",
    order_id: "ord_1",
    order_number: "1001",
    location: { id: "loc_1", code: "BER", name: "Berlin" },
    status: "open",
    stage: "",
    partner_status: "unsubmitted",
    units: 0,
    lines: [],
    parcels: [],
    created_at: longAgo,
    updated_at: longAgo,
    released_at: null,
    closed_at: null,
    ship_by: null,
    version: 1,
    ...rest,
  };
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
    external_id: "W-1001",
    lifecycle: "open",
    stage: "new",
    stage_since: longAgo,
    deliver_from: "",
    deliver_by: "",
    payment_status: "paid",
    fulfillment_status: "unfulfilled",
    delivery_status: "none",
    return_status: "none",
    attention: "none",
    captured_at: longAgo,
    placed_at: longAgo,
    updated_at: longAgo,
    closed_at: null,
    canceled_at: null,
    currency: "EUR",
    prices_include_tax: true,
    subtotal: "34.00",
    discount_total: "0.00",
    shipping_total: "0.00",
    shipping_tax: "0.00",
    tax_total: "0.00",
    total: "34.00",
    stated_total: null,
    amounts: { authorized: "0.00", captured: "34.00", credited: "0.00", due: "0.00", refunded: "0.00" },
    version: 1,
    customer: { id: "", name: "Ewa Zielińska", email: "", phone: "" },
    shipping_address: {},
    billing_address: {},
    attributes: {},
    tags: [],
    holds: [],
    exceptions: [],
    fulfillment_orders: [],
    shipments: [],
    transactions: [],
    lines: [lineOf({ counters: counters(units) })],
    ...rest,
  };
}
