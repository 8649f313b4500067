import type { ExceptionFilter } from "../api/exceptions";
import type { ExceptionGroup, OrderException, SystemEvent } from "../api/types";

/** A part of the queue that has a tab. */
export const queueViews = ["all", "mine", "unassigned", "overdue", "snoozed", "solved"] as const;
export type QueueView = (typeof queueViews)[number];

type Narrowing = Pick<ExceptionFilter, "owner" | "overdue" | "snoozed" | "solved">;

/** What the address says of a view. */
export const narrowing: Record<QueueView, Narrowing> = {
  all: {},
  mine: { owner: "me" },
  unassigned: { owner: "none" },
  overdue: { overdue: "1" },
  snoozed: { snoozed: "1" },
  solved: { solved: "1" },
};

/** The view that an address shows: the one that narrows most of what it says. */
export function viewOf({ owner, overdue, snoozed, solved }: ExceptionFilter): QueueView {
  if (solved) return "solved";
  if (snoozed) return "snoozed";
  if (overdue) return "overdue";
  if (owner) return owner === "me" ? "mine" : "unassigned";
  return "all";
}

/** How many of a group a view shows; nobody counts what is solved. */
export function countIn(view: QueueView, group: ExceptionGroup): number {
  const counts = {
    all: group.count,
    mine: group.mine,
    unassigned: group.unowned,
    overdue: group.overdue,
    snoozed: group.snoozed,
    solved: 0,
  };
  return counts[view];
}

/** How many stand in a list. */
export const matching = (filter: ExceptionFilter, groups: ExceptionGroup[]) =>
  groups
    .filter(({ kind }) => !filter.kind || kind === filter.kind)
    .filter(({ severity }) => !filter.severity || severity === filter.severity)
    .reduce((sum, group) => sum + countIn(viewOf(filter), group), 0);

/** The exceptions of one kind, of either severity. */
export type KindGroup = {
  kind: string;
  severity: ExceptionGroup["severity"];
  count: number;
  nextDue: string | null;
};

/** The kinds that a view has, in the order of the groups: the most severe first. */
export function kindsIn(view: QueueView, groups: ExceptionGroup[]): KindGroup[] {
  const kinds = new Map<string, KindGroup>();
  for (const group of groups) {
    const count = countIn(view, group);
    if (count === 0) continue;
    const known = kinds.get(group.kind);
    kinds.set(group.kind, {
      kind: group.kind,
      severity: known?.severity ?? group.severity,
      count: count + (known?.count ?? 0),
      nextDue: earlier(known?.nextDue, group.next_due),
    });
  }
  return [...kinds.values()];
}

function earlier(a: string | null | undefined, b: string | null): string | null {
  if (!a || !b) return a ?? b;
  return Date.parse(a) < Date.parse(b) ? a : b;
}

/** Whether nobody needs to look at it any more. */
export const isSettled = ({ status }: OrderException) => status === "resolved" || status === "dismissed";

/** Whether it is out of sight at an instant. */
export const isSnoozed = ({ snoozed_until }: OrderException, now: number) =>
  !!snoozed_until && Date.parse(snoozed_until) > now;

/** How many of the events are exceptions that would stand in the list if it were asked for now. */
export function arrivedIn(
  { kind, severity, owner, ...rest }: ExceptionFilter,
  events: SystemEvent[],
): number {
  if (rest.overdue || rest.snoozed || rest.solved || owner === "me") return 0; // a new one is none of these
  return events.filter(({ type, data }) => {
    if (type !== "exception.opened") return false;
    const opened = (data ?? {}) as { kind?: string; severity?: string };
    return (!kind || opened.kind === kind) && (!severity || opened.severity === severity);
  }).length;
}

/** The row to go on with when one has left the list: the one below, or the last. */
export function nextAfter(id: string, shown: string[]): string | undefined {
  const at = shown.indexOf(id);
  return shown[at + 1] ?? shown[at - 1];
}
