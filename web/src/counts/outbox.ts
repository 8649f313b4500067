// What a counter found and the server does not know yet. A scan is never lost:
// it waits here over a reload and a gap in the network, and goes out under a
// key, so that it is counted once.

/** So many units of a SKU, or of one lot of it: more than before with add, else in all. */
export type Found = { sku: string; lot?: string; expires_on?: string; quantity: number; add: boolean };

/** What is counted together: a SKU, or one lot of it. */
export type Counted = { sku: string; lot?: string };

const same = (one: Counted, other: Counted) => one.sku === other.sku && (one.lot ?? "") === (other.lot ?? "");

export type Batch = { key: string; items: Found[] };

export type Outbox = { sending: Batch | null; waiting: Found[] };

export const empty: Outbox = { sending: null, waiting: [] };

/** Adds a find; several of one SKU, or lot, become one. */
export function put(outbox: Outbox, found: Found): Outbox {
  const before = outbox.waiting.find((one) => same(one, found));
  const others = outbox.waiting.filter((one) => one !== before);
  const merged =
    before && found.add ? { ...before, quantity: before.quantity + found.quantity } : { ...found };
  const nothing = merged.add && merged.quantity === 0;
  return { ...outbox, waiting: nothing ? others : [...others, merged] };
}

/** What is sent next: the batch that has no answer yet, else all that waits under a new key. */
export function next(outbox: Outbox, key: string): Outbox {
  if (outbox.sending || outbox.waiting.length === 0) return outbox;
  return { sending: { key, items: outbox.waiting }, waiting: [] };
}

/** The batch has its answer. */
export const answered = (outbox: Outbox): Outbox => ({ ...outbox, sending: null });

/** The batch was refused because of the finds that fields name: the others go out again. */
export function refused(outbox: Outbox, fields: Record<string, string>): Outbox {
  const wrong = new Set(Object.keys(fields).map((field) => /^items\[(\d+)\]/.exec(field)?.[1]));
  const others = wrong.size > 0 && !wrong.has(undefined) ? (outbox.sending?.items ?? []) : [];
  const waiting = others.filter((_, at) => !wrong.has(String(at)));
  return outbox.waiting.reduce(put, { sending: null, waiting });
}

/** How many units of a SKU, or lot, are counted, with what the server does not know yet. */
export function countedWith(outbox: Outbox, of: Counted, known: number): number {
  let units = known;
  for (const one of [...(outbox.sending?.items ?? []), ...outbox.waiting]) {
    if (same(one, of)) units = one.add ? units + one.quantity : one.quantity;
  }
  return units;
}

/** Whether something of a SKU, or lot, is not at the server yet. */
export const isUnsent = ({ sending, waiting }: Outbox, of: Counted) =>
  [...(sending?.items ?? []), ...waiting].some((one) => same(one, of));

/** Reads what was kept; what can't be read is nothing. */
export function parse(kept: string | null): Outbox {
  try {
    const outbox = JSON.parse(kept ?? "") as Outbox;
    return Array.isArray(outbox.waiting) ? outbox : empty;
  } catch {
    return empty;
  }
}
