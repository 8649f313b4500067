import type { BulkInput, BulkRun } from "../../api/types";
import type { TextKey } from "../../text";

/** What can be done to many orders at once, as the API calls it. */
export const bulkVerbs = ["hold", "release_hold", "release", "tag", "untag", "cancel"] as const;
export type BulkVerb = (typeof bulkVerbs)[number];

/** What the caller must be allowed. */
export const needs: Record<BulkVerb, string> = {
  hold: "orders.write",
  release_hold: "orders.write",
  release: "fulfillment.work",
  tag: "orders.write",
  untag: "orders.write",
  cancel: "orders.cancel",
};

/** The key of a verb while rows are selected. */
export const keyOf: Partial<Record<BulkVerb, string>> = { hold: "h", release: "r", tag: "t" };

/** Which orders: these, or all that a filter chooses. */
export type Choice = { ids: string[] } | { filter: string };

export const verbName = (verb: BulkVerb) => `bulk.${verb}` satisfies TextKey;

/** What a run did, in words. */
export const runName = (action: BulkRun["action"]) => `bulk.did.${action}` satisfies TextKey;

/** What a form of a verb adds to the orders. */
export type Wishes = Pick<BulkInput, "hold" | "tags" | "reason">;
