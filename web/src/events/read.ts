import type { RoutingWhy, Said } from "../api/types";
import { lookOf } from "../status/vocabulary";
import { figure, humanize, t, type TextKey } from "../text";
import { locale } from "../text/language";
import { say } from "../text/said";

/** An event in words: what happened, and why or with what. */
export type Story = { what: string; why?: string };

// The data of events as the server writes it. It is read with care: an old
// event, or one of a newer server, may lack anything.
type Move = { line?: number; from?: string; to?: string; quantity?: number };
/** A quantity of a SKU in an event. */
export type Item = {
  sku?: string;
  location?: string;
  quantity?: number;
  received?: number;
  inspected?: number;
};
/** A field that an event changed. */
export type Change = { field?: string; before?: unknown; after?: unknown };
/** What an event tells, by its type. */
export type Data = {
  [name: string]: unknown;
  moves?: Move[] | null;
  items?: Item[] | null;
  changes?: Change[] | null;
  allocations?: Item[] | null;
  picks?: Item[] | null;
  short?: Item[] | null;
  lots?: { sku?: string; lot?: string; quantity?: number }[] | null;
  why?: Partial<RoutingWhy>;
};

/** What the sentences need to know of what is around an event. */
export type Setting = {
  /** What a location is called, by its code. */
  placeOf: (code: string) => string;
  /** Where a shipment's or a fulfillment order's work is. */
  placeOfWork: (id: string) => string | undefined;
  currency: string;
};

const list = new Intl.ListFormat(locale, { type: "conjunction" });
const mostNamed = 4;

/** Some of the names, and how many more there are. */
export function named(names: (string | undefined)[]): string {
  const all = [...new Set(names.filter((name) => name !== undefined && name !== ""))] as string[];
  const more = all.length - mostNamed;
  return list.format(more > 0 ? [...all.slice(0, mostNamed), `+${figure(more)}`] : all);
}

/** A text or number of the data, "" for anything else. */
export const text = (value: unknown) =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
/** What the server said with the event, in the reader's language. */
export const said = (says: unknown, english: string) =>
  say(Array.isArray(says) ? (says as Said[]) : [], english).text;
/** How many units the items are, by one of their figures. */
export const sum = (items: Item[] | null | undefined, of: keyof Item = "quantity") =>
  (items ?? []).reduce((all, item) => all + Number(item[of] ?? 0), 0);
/** How many units changed their place to one, from another or any. */
export const moved = (data: Data, to: string, from?: string) =>
  (data.moves ?? [])
    .filter((move) => move.to === to && (from === undefined || move.from === from))
    .reduce((all, move) => all + (move.quantity ?? 0), 0);
/** What a status is called. */
export const word = (of: Parameters<typeof lookOf>[0], value: unknown) =>
  lookOf(of, text(value))?.word ?? humanize(text(value));

/** Makes the sentence of an event of its data. */
export type Teller = (data: Data, setting: Setting) => Story;

/** A sentence about what a channel was told. */
export const told =
  (key: TextKey): Teller =>
  (data) => ({ what: t(key, { channel: text(data.channel) }) });
