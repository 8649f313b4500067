import type { WriteHeaders } from "../act/useAct";
import { api } from "../api/client";
import type { ExceptionBulk, OrderException } from "../api/types";
import type { TextKey } from "../text";
import { isSettled, isSnoozed } from "./queue";

/** What can be done to exceptions, one or many. */
export const queueVerbs = ["take", "give", "snooze", "wake", "resolve", "dismiss"] as const;
export type QueueVerb = (typeof queueVerbs)[number];

/** The key of a verb, wherever it is offered. */
export const keyOf: Record<QueueVerb, string> = {
  take: "i",
  give: "w",
  snooze: "s",
  wake: "u",
  resolve: "e",
  dismiss: "d",
};

export const verbName = (verb: QueueVerb) => `queue.${verb}` satisfies TextKey;

/** A change without the exceptions that it is for. */
export type Wish = Omit<ExceptionBulk, "ids" | "action"> & {
  action: Exclude<ExceptionBulk["action"], "acknowledge">; // whoever takes one has seen it
};

const past = "1970-01-01T00:00:00Z"; // what is put away until then is back now

/** What a verb means that asks nothing; the others have a form. */
export const wishOf: Partial<Record<QueueVerb, Wish>> = {
  take: { action: "assign", owner: "me" },
  wake: { action: "snooze", until: past },
};

/** The verbs that make sense for an exception, in their order. */
export function verbsFor(exception: OrderException, me: string | undefined, now: number): QueueVerb[] {
  if (isSettled(exception)) return [];
  return queueVerbs.filter((verb) => {
    if (verb === "take") return !exception.owner || exception.owner !== me;
    if (verb === "snooze" || verb === "wake") return isSnoozed(exception, now) === (verb === "wake");
    return true;
  });
}

/** Changes one exception. */
export function changeException(id: string, { action, owner, until, note }: Wish, headers: WriteHeaders) {
  const params = { path: { id } };
  switch (action) {
    case "assign":
      return api.POST("/api/v1/exceptions/{id}/assign", { params, body: { owner: owner ?? "" }, headers });
    case "snooze":
      return api.POST("/api/v1/exceptions/{id}/snooze", { params, body: { until: until ?? past }, headers });
    case "resolve":
      return api.POST("/api/v1/exceptions/{id}/resolve", { params, body: { note }, headers });
    case "dismiss":
      return api.POST("/api/v1/exceptions/{id}/dismiss", { params, body: { note }, headers });
  }
}

/** Why a change leaves an exception as it is. */
export type Idle = "settled" | "owned" | "awake";

/** What a change does to rows: those that it changes, and those that it leaves as they are. */
export type Effect = { changes: OrderException[]; idle: { why: Idle; rows: OrderException[] }[] };

/** Says before a change what it will do. */
export function effectOf(wish: Wish, rows: OrderException[], me: string | undefined, now: number): Effect {
  const owner = wish.owner === "me" ? me : wish.owner;
  const idleOf = (row: OrderException): Idle | undefined => {
    if (isSettled(row)) return "settled";
    if (wish.action === "assign" && (row.owner ?? "") === owner) return "owned";
    if (wish.action === "snooze" && wish.until === past && !isSnoozed(row, now)) return "awake";
    return undefined;
  };
  const idle = (["settled", "owned", "awake"] as const).map((why) => ({
    why,
    rows: rows.filter((row) => idleOf(row) === why),
  }));
  return {
    changes: rows.filter((row) => !idleOf(row)),
    idle: idle.filter((one) => one.rows.length > 0),
  };
}

/** Whether there is a way back: what was ended stays ended. */
export const canUndo = ({ action }: Wish) => action === "assign" || action === "snooze";

/** The changes that take a change back, from the rows as they were before it. */
export function undoOf(wish: Wish, before: OrderException[], now: number): ExceptionBulk[] {
  if (!canUndo(wish)) return [];
  const groups = new Map<string, string[]>();
  for (const row of before) {
    const was =
      wish.action === "assign" ? (row.owner ?? "") : isSnoozed(row, now) ? (row.snoozed_until ?? past) : past;
    groups.set(was, [...(groups.get(was) ?? []), row.id]);
  }
  return [...groups].map(([was, ids]) =>
    wish.action === "assign" ? { action: "assign", owner: was, ids } : { action: "snooze", until: was, ids },
  );
}
