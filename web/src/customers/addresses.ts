import type { Address, Order } from "../api/types";
import { countryName } from "../text/country";

/** An address that a customer had goods sent to. */
export type KnownAddress = { address: Address; orders: number; last: string };

const parts = [
  "name",
  "company",
  "address1",
  "address2",
  "postal_code",
  "city",
  "region",
  "country_code",
] as const;

/** The lines of an address as they stand on a parcel. */
export function written(address: Address): string[] {
  const place = [address.postal_code, address.city].filter(Boolean).join(" ");
  const lines = [
    address.name,
    address.company,
    address.address1,
    address.address2,
    place,
    address.region,
    address.country_code && countryName(address.country_code),
  ];
  return lines.filter((line): line is string => Boolean(line));
}

/**
 * The addresses of these orders, each once whatever its case and spaces; the
 * spelling is that of the newest order, which comes first.
 */
export function addressesOf(orders: Pick<Order, "shipping_address" | "captured_at">[]): KnownAddress[] {
  const known = new Map<string, KnownAddress>();
  for (const { shipping_address: address, captured_at: at } of orders) {
    if (!address || written(address).length === 0) continue;
    const key = parts
      .map((part) => (address[part] ?? "").toLowerCase().replace(/\s+/g, " ").trim())
      .join("\n");
    const found = known.get(key);
    if (found) found.orders += 1;
    else known.set(key, { address, orders: 1, last: at });
  }
  return [...known.values()];
}
