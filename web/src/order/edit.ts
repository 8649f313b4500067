import type { Address, EditInput, Order } from "../api/types";

/** An order's address and quantities while they are being edited. */
export type Draft = { address: Address; quantities: Record<number, number> };

/** What a draft changes, as the API takes it; empty when nothing is changed. */
export function editOf(order: Order, draft: Draft): EditInput {
  const edit: EditInput = {};
  const lines = order.lines
    .map((line) => ({ line: line.line, was: line.quantity, quantity: draft.quantities[line.line] ?? 0 }))
    .filter(({ was, quantity }) => was !== quantity);
  const fewer = lines.filter(({ quantity }) => quantity > 0);
  if (fewer.length > 0) edit.lines = fewer.map(({ line, quantity }) => ({ line, quantity }));
  const gone = lines.filter(({ quantity }) => quantity === 0);
  if (gone.length > 0) edit.remove = gone.map(({ line }) => line);
  if (!sameAddress(order.shipping_address, draft.address)) edit.shipping_address = trimmed(draft.address);
  return edit;
}

function trimmed(address: Address): Address {
  return Object.fromEntries(
    Object.entries(address)
      .map(([key, value]) => [key, typeof value === "string" ? value.trim() : value] as const)
      .filter(([, value]) => value !== ""),
  );
}

function sameAddress(a: Address, b: Address): boolean {
  const one = trimmed(a) as Record<string, unknown>;
  const two = trimmed(b) as Record<string, unknown>;
  return [...new Set([...Object.keys(one), ...Object.keys(two)])].every((key) => one[key] === two[key]);
}
