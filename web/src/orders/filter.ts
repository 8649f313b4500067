/** A term of a filter and at which character it begins, counted from 0. */
export type Term = { text: string; at: number };

/** Reads the terms of a filter: spaces part them, except within quotes. */
export function termsOf(filter: string): Term[] {
  const terms = filter.matchAll(/(?:"(?:\\.|[^"\\])*"?|[^\s"])+/gu);
  return [...terms].map((match) => ({ text: match[0], at: match.index }));
}

/** The filter without one of its terms. */
export const without = (filter: string, gone: number) =>
  termsOf(filter)
    .filter((_, at) => at !== gone)
    .map(({ text }) => text)
    .join(" ");

/** Both filters at once; what is said twice is said once. */
export function joined(filter: string, more: string): string {
  return [...new Set([...termsOf(filter), ...termsOf(more)].map(({ text }) => text))].join(" ");
}

/** A term in its parts: whether it is turned around, the key, the value; a key of "" searches for the text. */
export function partsOf(term: string): { not: boolean; key: string; value: string } {
  const match = /^(-?)([a-z_]+):(.*)$/su.exec(term);
  if (!match) return { not: false, key: "", value: term };
  return { not: match[1] === "-", key: match[2]!, value: match[3]! };
}

/** A value as a filter writes it, in quotes where other signs would be read as something else. */
export function quoted(value: string): string {
  if (/^[\p{L}\p{N}_.@+/#][\p{L}\p{N}_.@+/#-]*$/u.test(value)) return value;
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}

/** Which term an error of the server is about: it names the character, counted from 1. */
export function faultyTerm(filter: string, message: string): number {
  const at = Number(/character (\d+)/.exec(message)?.[1]) - 1;
  return termsOf(filter).findLastIndex((term) => term.at <= at);
}

// The list's own parameters and the keys of the filter that ask the same.
const keys: Record<string, string> = {
  status: "status",
  lifecycle: "lifecycle",
  stage: "stage",
  hold: "hold",
  attention: "attention",
  channel: "channel",
  customer: "customer",
  sku: "sku",
  tag: "tag",
  payment_status: "payment",
  fulfillment_status: "fulfillment",
  delivery_status: "delivery",
  return_status: "return",
};

/** The filter that asks what parameters of the list ask: links to the list bring either. */
export function filterOf(params: Record<string, unknown>): string {
  const said = (name: string) => (params[name] ? String(params[name]) : "");
  const terms = Object.entries(keys).flatMap(([name, key]) =>
    said(name) ? [`${key}:${quoted(said(name))}`] : [],
  );
  if (said("held")) terms.push(said("held") === "true" ? "hold:any" : "-hold:any");
  if (said("placed_from")) terms.push(`placed:>=${said("placed_from")}`);
  if (said("placed_to")) terms.push(`placed:<${said("placed_to")}`);
  const words = said("q").split(/\s+/).filter(Boolean);
  return joined([...terms, ...words.map(quoted)].join(" "), said("filter"));
}
