import type { Order, RoutingPolicy, RoutingTrial } from "../api/types";

/** A basket and where it goes, as it is typed. */
export type Basket = {
  channel: string;
  items: { sku: string; quantity: number | string }[];
  country: string;
  region: string;
  postal: string;
  city: string;
  method: string;
  value: string;
  currency: string;
  tags: string[];
  attributes: Record<string, string>;
};

export const emptyBasket: Basket = {
  channel: "",
  items: [{ sku: "", quantity: 1 }],
  country: "",
  region: "",
  postal: "",
  city: "",
  method: "",
  value: "",
  currency: "",
  tags: [],
  attributes: {},
};

/** The basket of an order that was placed: what its buyer asked for, and where it goes. */
export function basketOf(order: Order): Basket {
  const { shipping_address: to } = order;
  const attributes = Object.entries(order.attributes ?? {})
    .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
    .map(([name, value]) => [name, String(value)] as const);
  return {
    channel: order.channel,
    items: order.lines
      .filter(({ sku, kind }) => sku && kind !== "component")
      .map(({ sku, counters }) => ({ sku, quantity: counters.ordered - counters.canceled }))
      .filter(({ quantity }) => quantity > 0),
    country: to?.country_code ?? "",
    region: to?.region ?? "",
    postal: to?.postal_code ?? "",
    city: to?.city ?? "",
    method: order.shipping_method ?? "",
    value: order.total,
    currency: order.currency,
    tags: order.tags ?? [],
    attributes: Object.fromEntries(attributes),
  };
}

/** The question for the server; null while the basket is not complete. */
export function trialOf(basket: Basket, policy?: RoutingPolicy): RoutingTrial | null {
  const items = basket.items
    .map(({ sku, quantity }) => ({ sku: sku.trim(), quantity: Number(quantity) }))
    .filter(({ sku, quantity }) => sku !== "" && Number.isInteger(quantity) && quantity > 0);
  if (items.length === 0) return null;
  const destination = {
    ...(basket.country && { country_code: basket.country.trim().toUpperCase() }),
    ...(basket.region && { region: basket.region.trim() }),
    ...(basket.postal && { postal_code: basket.postal.trim() }),
    ...(basket.city && { city: basket.city.trim() }),
  };
  return {
    items,
    ...(basket.channel && { channel: basket.channel }),
    ...(Object.keys(destination).length > 0 && { destination }),
    ...(basket.method && { shipping_method: basket.method }),
    ...(basket.value && { value: basket.value }),
    ...(basket.value && basket.currency && { currency: basket.currency }),
    ...(basket.tags.length > 0 && { customer_tags: basket.tags }),
    ...(Object.keys(basket.attributes).length > 0 && { attributes: basket.attributes }),
    ...(policy && { policy }),
  };
}
