import { decimalsOf } from "./minor";

const millionths = 1_000_000;

/** What one of a currency is worth in another, from the rate of their minor units in millionths. */
export function worthOf(rate: number, of: string, inside: string): number {
  return (rate * 10 ** (decimalsOf(of) - decimalsOf(inside))) / millionths;
}

/** The rate of minor units, in millionths, of what one of a currency is worth; undefined when it is none. */
export function rateOf(worth: number | string, of: string, inside: string): number | undefined {
  const rate = Math.round(Number(worth) * millionths * 10 ** (decimalsOf(inside) - decimalsOf(of)));
  return Number.isSafeInteger(rate) && rate > 0 ? rate : undefined;
}
