import { humanize, t } from "../text";

/** The kinds of trouble that this version has a name for. */
const kinds = [
  "unfillable",
  "unknown_sku",
  "total_mismatch",
  "short_pick",
  "late_change",
  "stock_short",
  "payment_failed",
  "refund_due",
  "connection",
  "delivery_failed",
  "processing",
  "webhook",
  "refused_order",
  "listing",
  "promise_late",
  "channel_notice",
  "count_short",
  "return_differs",
  "refund_failed",
  "routing_canary",
] as const;
type Kind = (typeof kinds)[number];

const isKnown = (kind: string): kind is Kind => (kinds as readonly string[]).includes(kind);

/** What a kind is called. */
export const kindName = (kind: string) => (isKnown(kind) ? t(`kind.${kind}`) : humanize(kind));
