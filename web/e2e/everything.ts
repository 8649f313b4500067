import { address } from "./browser";
import { post, word } from "./shop";

/** Every noun of the API once, its words as they were asked for. */
export type Everything = {
  /** What stands in for the parameter of a route: its pattern → the page that shows what was made. */
  pages: Record<string, string>;
  /** Lists narrowed to what was made. */
  lists: string[];
  /** The fields that were written: noun and field, such as "orders note". */
  written: Set<string>;
};

/** The beginning of a text, for fields that take fewer bytes. */
function start(text: string, bytes: number): string {
  const letters = [...text];
  while (Buffer.byteLength(letters.join("")) > bytes) letters.pop();
  return letters.join("");
}

type Id = { id: string };
type Order = Id & {
  number: string;
  fulfillment_orders: Id[];
  shipments: Id[];
};

export async function get<T>(path: string): Promise<T> {
  return (await (await fetch(`${address}/api/v1${path}`)).json()) as T;
}

/** Writes a text into every field that takes words, on nouns of its own. */
export async function everything(text: string): Promise<Everything> {
  const written = new Set<string>();
  const say = <T = Id>(path: string, body: object): Promise<T> => {
    note(written, path.split("/")[1]!, body);
    return post<T>(path, body);
  };
  const name = word();
  const low = name.toLowerCase();
  const [location, away, channel, sku] = [`L-${name}`, `A-${name}`, `c-${low}`, `S-${name}`];
  const at = {
    name: text,
    company: text,
    address1: text,
    address2: text,
    city: text,
    region: start(text, 100),
    postal_code: "10115",
    country_code: "DE",
  };
  const email = `${low}@example.com`;

  const place = await say("/locations", {
    code: location,
    name: text,
    address: at,
    calendar: { timezone: "UTC", closures: [{ from: "2031-12-24", to: "2031-12-26", reason: text }] },
  });
  await say("/locations", { code: away, name: text, address: { ...at, country_code: "GB" } });
  await say("/channels", { code: channel, name: text, currency: "EUR" });
  const connection = { driver: "shopify", channel: `f-${low}`, settings: await playedShop() };
  await say("/connections", { ...connection, name: text }).catch((refusal: Error) => {
    if (!refusal.message.includes("can't be printed")) throw refusal;
  });
  await say("/skus", { code: sku, title: text, category: text, weight_grams: 300 });
  const none = `X-${name}`; // nobody has any
  await say("/skus", { code: none, title: text });
  await say("/listings", { channel, sku, title: text, external_sku: start(text, 100), price: "29.00" });
  const dated = `E-${name}`; // in lots
  await say("/skus", { code: dated, title: text, category: text, tracking: "lot" });
  const lot = { lot: start(text, 60), expires_on: "2031-12-24" };
  const arrived = { location, quantity: 3, reason: "received" };
  await say("/stock/movements", { ...arrived, sku: dated, ...lot });
  const { items: lots } = await get<{ items: { lot_id: string }[] }>(`/lots?sku=${dated}`);
  const rule = { kind: "safety_stock", quantity: 1 };
  await say("/stock-rules", { ...rule, name: start(text, 100), category: text });
  await say("/stock/movements", {
    sku,
    location,
    quantity: 40,
    reason: "received",
    note: text,
    reference: text,
  });
  const customer = await say("/customers", { email, name: text, note: text });
  await say(`/customers/${customer.id}/notes`, { text });

  const ordered = (quantity: number, more: object = {}, code = sku) =>
    say<Order>("/orders", {
      channel,
      external_id: start(`${name} ${word()} ${text}`, 150),
      customer: { name: text, email },
      shipping_address: at,
      billing_address: at,
      lines: [{ sku: code, quantity, unit_price: "29.00", title: text, external_id: text }],
      note: text,
      tags: [start(text, 200)],
      shipping_method: text,
      attributes: { gift: text },
      payment: { status: "paid", method: start(text, 100), reference: text },
      ...more,
    });
  const held = await ordered(2);
  await say(`/orders/${held.id}/hold`, { type: "manual", reason: text, note: text });
  await say(`/orders/${held.id}/payments`, {
    kind: "refund",
    amount: "1.00",
    status: "failed",
    message: text,
    method: start(text, 100),
    reference: text,
  });
  const missing = await ordered(2, {}, none); // an exception
  const { items: troubles } = await get<{ items: Id[] }>(`/exceptions?order_id=${missing.id}`);
  await say(`/exceptions/${troubles[0]!.id}/resolve`, { note: text });
  await ordered(2, {}, none);
  const canceled = await ordered(1, { cancel_reason: text });
  await say(`/orders/${canceled.id}/cancel`, { reason: text, note: text });
  await say("/orders/tags", { ids: [held.id], add: [start(text, 200)], remove: [start(`no ${text}`, 200)] });
  const bulk = await say("/orders/bulk", {
    action: "tag",
    ids: [held.id],
    tags: [start(text, 200)],
    note: text,
  });

  const worked = (id: string, step: string, body: object = {}) =>
    say<Order>(`/fulfillment-orders/${id}/${step}`, body);
  const lacking = await ordered(1);
  await worked(lacking.fulfillment_orders[0]!.id, "release");
  await worked(lacking.fulfillment_orders[0]!.id, "pick", {
    items: [{ line: 1, quantity: 0, short: 1, reason: text }],
  });
  const refused = await ordered(1);
  await worked(refused.fulfillment_orders[0]!.id, "release");
  await worked(refused.fulfillment_orders[0]!.id, "reject", { reason: text });
  const walked = await Promise.all([ordered(2), ordered(1)]);
  for (const { fulfillment_orders: works } of walked) await worked(works[0]!.id, "release");
  const wave = await say("/waves", { location, shipping_method: text });
  await say(`/waves/${wave.id}/pick`, {
    items: [
      {
        fulfillment_order: walked[0].fulfillment_orders[0]!.id,
        line: 1,
        quantity: 1,
        short: 1,
        reason: text,
      },
    ],
  });
  const sent = await ordered(6);
  const work = sent.fulfillment_orders[0]!.id;
  await worked(work, "release");
  for (const step of ["pick", "pack"]) await worked(work, step);
  const { shipments } = await worked(work, "ship");
  await say(`/shipments/${shipments[0]!.id}/track`, { status: "in_transit", reason: start(text, 100) });
  await say(`/shipments/${shipments[0]!.id}/track`, { status: "delivered" });
  const open = await ordered(1);
  const recalled = (await ordered(1, {}, dated)).fulfillment_orders[0]!.id;
  for (const step of ["release", "pick", "pack", "ship"]) await worked(recalled, step);

  const back = (approve: boolean) =>
    say(`/orders/${sent.id}/returns`, {
      lines: [{ order_line: 1, quantity: 1, reason: "faulty", note: text }],
      note: text,
      reference: start(`${word()} ${text}`, 200),
      approve,
    });
  const judged = await back(true);
  await say(`/returns/${judged.id}/in-transit`, { tracking: start(text, 100) });
  await say(`/returns/${judged.id}/receive`, { items: [{ line: 1, quantity: 1 }] });
  await say(`/returns/${judged.id}/inspect`, {
    items: [{ line: 1, quantity: 1, disposition: "damaged", note: text }],
  });
  await say(`/returns/${judged.id}/resolve`, {
    lines: [{ line: 1, quantity: 1, resolution: "refund", deduction: "1.00", why: text }],
    method: start(text, 100),
  });
  await say(`/returns/${(await back(false)).id}/decline`, { reason: text });
  await say(`/returns/${(await back(true)).id}/cancel`, { reason: text });
  await say("/returns/receive", { order: sent.number, items: [{ order_line: 1, quantity: 1 }], note: text });

  const supplier = await say<Id & { code: string }>("/suppliers", {
    code: `T-${name}`,
    name: text,
    contact: text,
    note: text,
    email,
    address: at,
    items: [{ sku, supplier_sku: start(text, 100), cost: "7.40" }],
  });
  const buy = { supplier: supplier.code, location, note: text, reference: text };
  const purchase = await say("/purchase-orders", { ...buy, lines: [{ sku, quantity: 3 }] });
  await say(`/purchase-orders/${purchase.id}/order`, {});
  const direct = `D-${name}`; // sent by the supplier to the buyer
  await say("/locations", { code: `P-${name}`, kind: "supplier", supplier: supplier.code, address: at });
  await say("/skus", { code: direct, title: text });
  await say("/stock/movements", { sku: direct, location: `P-${name}`, quantity: 5, reason: "received" });
  const dropped = await ordered(1, {}, direct);
  await worked(dropped.fulfillment_orders[0]!.id, "release");
  const bought = await dropShip(supplier.code);
  await say(`/purchase-orders/${bought}/confirm`, { reference: text });
  await say(`/purchase-orders/${bought}/ship`, {
    carrier: text,
    tracking_numbers: [start(`${word()} ${text}`, 200)],
  });
  const transfer = await say("/stock/transfers", {
    from: location,
    to: away,
    reference: text,
    items: [
      { sku, quantity: 2 },
      { sku: dated, quantity: 1 },
    ],
  });
  const count = await say("/counts", { location, category: text, note: text, open: true });
  const unknown = { lot: start(`new ${text}`, 60), expires_on: "2031-12-24" }; // beside the one on the sheet
  await say(`/counts/${count.id}/tallies`, { items: [{ sku: dated, quantity: 1, ...unknown }] });
  await say("/stock/counts", { location: away, reference: text, items: [{ sku, counted: 3 }] });
  await say("/reservations", { channel, destination: at, reference: text, items: [{ sku, quantity: 1 }] });

  await say("/views", { page: "orders", name: `${name} ${start(text, 60)}`, filter: `channel:${channel}` });
  await say("/tokens", { name: text, role: "read_only" });
  await say("/users", { name: text, email: `u-${email}`, role: "support" });
  const hook = await say("/webhooks", {
    url: `https://example.com/${low}`,
    description: text,
    enabled: false,
  });
  await say("/transit-tables", {
    service: low,
    name: start(text, 100),
    holidays: [{ date: "2031-12-25", name: start(text, 100) }],
    lanes: [{ to: "DE", min_days: 1, max_days: 2 }],
  });
  const { policy } = await get<{ policy: { rules: object[]; markets: object[] } }>("/routing/draft");
  const rules = [
    { id: "", name: text, when: { channels: [channel] }, then: { action: "prefer", by: "nearest" } },
  ];
  const version = await say<{ version: number }>("/routing/versions", {
    note: text,
    policy: { ...policy, rules },
  });
  const replay = await say("/routing/replays", {
    last: 5,
    variants: [{ version: version.version, name: start(text, 100) }],
  });

  return {
    written,
    pages: {
      "/orders/$id": `/orders/${held.id}`,
      "/orders/bulk/$id": `/orders/bulk/${bulk.id}`,
      "/fulfillment/station/$id": `/fulfillment/station/${open.fulfillment_orders[0]!.id}`,
      "/fulfillment/waves/$id": `/fulfillment/waves/${wave.id}`,
      "/fulfillment/waves/$id/walk": `/fulfillment/waves/${wave.id}/walk`,
      "/inventory/$sku": `/inventory/${sku}`,
      "/stock/lots/$id": `/stock/lots/${lots[0]!.lot_id}`,
      "/catalog/$sku": `/catalog/${sku}`,
      "/channels/$id": `/channels/${channel}`,
      "/customers/$id": `/customers/${customer.id}`,
      "/counts/$id": `/counts/${count.id}`,
      "/counts/$id/station": `/counts/${count.id}/station`,
      "/purchasing/$id": `/purchasing/${purchase.id}`,
      "/purchasing/suppliers/$id": `/purchasing/suppliers/${supplier.id}`,
      "/returns/$id": `/returns/${judged.id}`,
      "/stock/transfers/$id": `/stock/transfers/${transfer.id}`,
      "/routing/replays/$id": `/routing/replays/${replay.id}`,
      "/settings/locations/$id": `/settings/locations/${place.id}`,
      "/settings/webhooks/$id": `/settings/webhooks/${hook.id}`,
    },
    lists: [
      `/orders?filter=channel:${channel}`,
      `/orders/${missing.id}`,
      `/orders/${sent.id}`,
      `/orders/${refused.id}`,
      `/fulfillment?location=${location}`,
      `/fulfillment/station?location=${location}`,
      `/fulfillment/shipments?location=${location}`,
      `/fulfillment/waves?location=${location}&all=1`,
      `/inventory?q=${sku}&open=${sku}`,
      `/stock/movements?sku=${sku}`,
      `/stock/lots?sku=${dated}`,
      `/stock/transfers?location=${away}`,
      `/catalog?q=${sku}`,
      `/customers?q=${email}`,
      `/counts?location=${location}`,
      `/purchasing?supplier=${supplier.code}`,
      `/returns?location=${location}&queue=closed`,
    ],
  };
}

/** Settings of the shop that the demo plays, with a token that it refuses. */
export async function playedShop(): Promise<{ shop: string; token: string; api_secret: string }> {
  const { items } = await get<{ items: { driver: string; settings: { shop?: string } }[] }>("/connections");
  const { settings } = items.find((one) => one.driver === "shopify" && one.settings.shop)!;
  return { shop: settings.shop!, token: "wrong", api_secret: "a secret of our own" };
}

/** Waits for the purchase order that follows released work at a supplier's own location. */
export async function dropShip(supplier: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const { items } = await get<{ items: (Id & { drop_ship: boolean })[] }>(
      `/purchase-orders?supplier=${supplier}`,
    );
    const found = items.find((one) => one.drop_ship);
    if (found) return found.id;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no purchase order of ${supplier} follows its released work`);
}

/** Notes the words in a body: the noun and the name of the field that holds them. */
function note(written: Set<string>, noun: string, body: unknown, field = "") {
  if (typeof body === "string") written.add(`${noun} ${field}`);
  else if (Array.isArray(body)) for (const one of body) note(written, noun, one, field);
  else if (body && typeof body === "object")
    for (const [key, value] of Object.entries(body)) note(written, noun, value, key);
}
