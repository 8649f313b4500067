import type { SuggestedAction } from "../api/types";
import { t } from "../text";

// What the operations that the server suggests are called here. The server's own
// label names the things; these say what pressing the button does.
const known = [
  "release-fulfillment-order",
  "create-transfer",
  "edit-sku",
  "cancel-order",
  "create-listing",
  "create-sku",
  "release-order",
  "resolve-exception",
  "hold-order",
  "record-payment",
  "deliver-shipment",
  "send-shipment-again",
  "track-shipment",
  "snooze-exception",
  "test-connection",
  "edit-webhook",
  "recount-count",
  "approve-count",
  "resolve-return",
] as const;
type Known = (typeof known)[number];

const isKnown = (operation: string): operation is Known => (known as readonly string[]).includes(operation);

/** Fixes that can't be taken back: they ask once more. */
const final = new Set([
  "cancel-order",
  "record-payment",
  "send-shipment-again",
  "approve-count",
  "resolve-return",
]);

/** A suggested call in words: the button, what it will do, and whether it asks once more. */
export type Fix = { verb: string; what: string; final: boolean };

export function fixOf({ operation, body }: SuggestedAction): Fix {
  if (!isKnown(operation)) return { verb: t("fix.do"), what: t("fix.other"), final: false };
  return { verb: t(`fix.verb.${operation}`), what: whatOf(operation, body), final: final.has(operation) };
}

function whatOf(operation: Known, body: SuggestedAction["body"]): string {
  if (operation === "cancel-order") {
    const units = unitsOf(body.lines);
    return units > 0 ? t("fix.what.cancelUnits", { count: units }) : t("fix.what.cancel-order");
  }
  return t(`fix.what.${operation}`, textsOf(body));
}

function unitsOf(lines: unknown): number {
  if (!Array.isArray(lines)) return 0;
  return (lines as { quantity?: number }[]).reduce((sum, { quantity = 0 }) => sum + quantity, 0);
}

const textsOf = (body: SuggestedAction["body"]) =>
  Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );

/** What an answer says that is no success although it came: a connection that was tried and doesn't work. */
export function refusalIn(answer: unknown): string | undefined {
  const { ok, message } = (answer ?? {}) as { ok?: boolean; message?: string };
  return ok === false ? (message ?? "") : undefined;
}
