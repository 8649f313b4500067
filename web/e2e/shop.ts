import { address } from "./browser";

/** Posts to the API of the server under test. */
export async function post<T>(path: string, body: unknown): Promise<T> {
  const answer = await fetch(`${address}/api/v1${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return (text ? JSON.parse(text) : undefined) as T;
}

let made = 0;

/** A word that nothing else on the server has. */
export const word = () => `E${Date.now().toString(36)}${(made += 1)}`.toUpperCase();

export type Made = { location: string; sku: string; order: { id: string; number: string } };

/** A location with one SKU, and an order of two units of it: everything a test needs is its own. */
export async function shop(stock = 10): Promise<Made> {
  const name = word();
  const location = `L-${name}`;
  const sku = `S-${name}`;
  await post("/locations", {
    code: location,
    name: `Yard ${name}`,
    address: { address1: "Kai 1", city: "Hamburg", postal_code: "20457", country_code: "DE" },
  });
  await post("/channels", { code: `c-${name.toLowerCase()}`, name, currency: "EUR" });
  await post("/skus", { code: sku, title: `Tee ${name}`, barcode: name, weight_grams: 300 });
  if (stock > 0) await post("/stock/movements", { sku, location, quantity: stock, reason: "received" });
  const order = await post<Made["order"]>("/orders", {
    channel: `c-${name.toLowerCase()}`,
    external_id: `W-${name}`, // the barcode alone names the SKU
    customer: { name: "Ada Lovelace", email: "ada@example.com" },
    shipping_address: {
      name: "Ada Lovelace",
      address1: "Hauptstr. 1",
      city: "Berlin",
      postal_code: "10115",
      country_code: "DE",
    },
    lines: [{ sku, quantity: 2, unit_price: "29.00", title: `Tee ${name}` }],
    payment: { status: "paid", method: "card" },
  });
  return { location, sku, order };
}
