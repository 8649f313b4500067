// The orders that the mock API plays: made up, the same at every start, and
// moved one stage at a time.
const names = [
  "Ewa Zielińska", "Lukas Brandt", "Marco De Santis", "Priya Nair", "Tobias Krüger", "Élodie Garnier",
  "Inês Carvalho", "Annika Vogel", "Owen Pritchard", "Haruto Ishikawa", "<img src=x onerror=alert(1)>",
  "مريم الحداد", "A very long name ".repeat(12).trim(),
]; // prettier-ignore
const cities = [["Kraków", "PL"], ["Leipzig", "DE"], ["Torino", "IT"], ["Bristol", "GB"], ["Nantes", "FR"], ["Braga", "PT"]]; // prettier-ignore
const channels = ["web", "amazon-de", "ebay-uk", "till-copenhagen"];
const currencies = ["EUR", "EUR", "GBP", "SEK"];
const goods = [
  ["TEE-ORG-NVY-M", "Organic tee, navy, M", "29.00"],
  ["KET-ENM-1L-SGE", "Enamel kettle 1 l, sage", "54.00"],
  ["THR-WOL-130-OAT", "Wool throw 130 × 180, oat", "89.00"],
  ["CND-BEE-3PK", "Beeswax candles, set of 3", "18.00"],
];
const places = [
  ["VEN", "Venlo DC"],
  ["LEE", "Leeds 3PL"],
  ["CPH", "Copenhagen store"],
];
const road = ["unallocated", "allocated", "released", "picked", "packed", "shipped", "delivered"];
const eventOf = {
  allocated: "stock.allocated",
  released: "fulfillment_order.released",
  picked: "fulfillment_order.picked",
  packed: "fulfillment_order.packed",
  shipped: "shipment.shipped",
  delivered: "shipment.delivered",
};
const counterNames = [
  "ordered", "canceled", "unallocated", "backordered", "allocated", "released", "picked", "packed", "shipped",
  "delivered", "return_requested", "returned", "written_off",
]; // prettier-ignore

export class Shop {
  orders = [];
  events = [];
  turn = 0;

  constructor(count) {
    const start = Date.now();
    for (let n = 0; n < count; n += 1) {
      const order = this.capture(start - (count - n) * 240_000);
      for (let stage = 0; stage < Math.min(6, Math.floor((count - n) / 6)); stage += 1) this.move(order);
    }
  }

  /** Plays one moment: an order arrives, or one goes a stage further. */
  step() {
    const from = this.events.length;
    this.turn += 1;
    const waiting = this.orders.filter((order) => order.stage < 6 && !held(order));
    if (this.turn % 3 === 0 || waiting.length === 0) this.capture(Date.now());
    else this.move(waiting[(this.turn * 7) % Math.min(waiting.length, 20)]);
    return this.events.slice(from);
  }

  capture(at) {
    const n = this.orders.length;
    const when = new Date(at).toISOString();
    const [city, country_code] = cities[n % cities.length];
    const lines = goods.slice(0, 1 + (n % 3)).map(([sku, title, unit_price], index) => {
      const quantity = n % 17 === 5 && index === 0 ? 30 : 1 + ((n + index) % 4);
      const total = (Number(unit_price) * quantity).toFixed(2);
      return {
        line: index + 1,
        kind: "item",
        sku,
        title,
        quantity,
        unit_price,
        total,
        counters: counters(quantity),
      };
    });
    const subtotal = lines.reduce((sum, line) => sum + Number(line.total), 0);
    const order = {
      id: `ord_${String(n).padStart(6, "0")}`, number: String(104_800 + n), channel: channels[n % 4],
      external_id: `#${58_000 + n}`, lifecycle: "open", payment_status: n % 9 === 4 ? "authorized" : "paid",
      fulfillment_status: "unfulfilled", delivery_status: "none", return_status: "none",
      placed_at: when, captured_at: when, currency: currencies[n % 4], prices_include_tax: true,
      subtotal: subtotal.toFixed(2), discount_total: "0.00", shipping_total: "4.90",
      tax_total: (subtotal * 0.19).toFixed(2), total: (subtotal + 4.9).toFixed(2),
      customer: { name: names[n % names.length], email: `buyer${n}@example.com` },
      shipping_address: { name: names[n % names.length], address1: "Hauptstr. 1", city, postal_code: "10115", country_code },
      lines, fulfillment_orders: [], holds: [], exceptions: [],
      attributes: { gift_wrap: n % 5 === 0, utm_source: "newsletter" }, version: 1, stage: 0,
    }; // prettier-ignore
    if (n % 11 === 3) order.holds.push(holdOn(order, when));
    if (n % 11 === 3) order.fulfillment_status = "on_hold";
    this.orders.unshift(order);
    this.record("order.captured", order, when);
    return order;
  }

  move(order) {
    if (held(order)) return;
    order.stage += 1;
    const bucket = road[order.stage];
    for (const line of order.lines) toBucket(line.counters, bucket, line.quantity);
    const [code, name] = places[Number(order.number) % places.length];
    order.fulfillment_orders = [workAt({ code, name }, order, bucket)];
    order.fulfillment_status = order.stage >= 5 ? "fulfilled" : "in_progress";
    order.delivery_status = { shipped: "in_transit", delivered: "delivered" }[bucket] ?? "none";
    if (bucket === "delivered") order.lifecycle = "closed";
    this.record(eventOf[bucket], order, new Date().toISOString());
  }

  record(type, order, occurred_at) {
    const seq = this.events.length + 1;
    this.events.push({
      seq,
      type,
      version: 1,
      occurred_at,
      actor: "system",
      subject: order.id,
      order_id: order.id,
    });
  }

  list(params) {
    const q = (params.get("q") ?? "").toLowerCase();
    const status = params.get("status") ?? "";
    const from = Number(params.get("cursor") || 0);
    const limit = Number(params.get("limit") || 50);
    const found = this.orders.filter(
      (order) =>
        JSON.stringify([order.number, order.external_id, order.customer, order.lines])
          .toLowerCase()
          .includes(q) &&
        (status === "" || order.lifecycle === status || order.fulfillment_status === status),
    );
    const more = from + limit < found.length;
    return { items: found.slice(from, from + limit), next_cursor: more ? String(from + limit) : "" };
  }

  find(id) {
    return this.orders.find((order) => order.id === id);
  }

  timeline(id) {
    return { items: this.events.filter((event) => event.order_id === id), next_cursor: "" };
  }

  eventsAfter(seq) {
    return { items: this.events.filter((event) => event.seq > seq), next_cursor: "" };
  }
}

const held = (order) => order.holds.some((hold) => !hold.released_at);

const counters = (quantity) => ({
  ...Object.fromEntries(counterNames.map((name) => [name, 0])),
  ordered: quantity,
  unallocated: quantity,
});

function toBucket(counts, bucket, quantity) {
  for (const name of road) counts[name] = 0;
  counts[bucket === "delivered" ? "shipped" : bucket] = quantity;
  if (bucket === "delivered") counts.delivered = quantity;
}

const holdOn = (order, placed_at) => ({
  id: `hld_${order.id}`, type: "address", scope: "order", reason: "The house number is missing.",
  blocks: ["release", "ship"], placed_by: "system", placed_at,
}); // prettier-ignore

function workAt(location, order, bucket) {
  const stage = { picked: "picked", packed: "packed" }[bucket] ?? "";
  const status = { allocated: "open", released: "released", shipped: "closed", delivered: "closed" }[bucket] ?? "in_progress"; // prettier-ignore
  const lines = order.lines.map(({ line, sku, quantity }) => ({ line, sku, quantity, picked: 0, packed: 0, shipped: 0 })); // prettier-ignore
  return { id: `ful_${order.id}`, location: { id: `loc_${location.code}`, ...location }, status, stage, partner_status: "accepted", lines }; // prettier-ignore
}
