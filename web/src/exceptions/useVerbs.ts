import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useAct, useMay } from "../act/useAct";
import type { ExceptionFilter } from "../api/exceptions";
import type { OrderException } from "../api/types";
import { useCommands } from "../keys/commands";
import { useNow } from "../parts/now";
import { t } from "../text";
import {
  changeException,
  keyOf,
  queueVerbs,
  verbName,
  verbsFor,
  wishOf,
  type QueueVerb,
  type Wish,
} from "./change";
import { nextAfter } from "./queue";
import { usePeople } from "./usePeople";

/** Whose form is open: of one exception, or of those that are selected. */
export type Asked = { verb: QueueVerb; of: string };

export const theSelected = "selected";

type Queue = {
  filter: ExceptionFilter;
  rows: OrderException[];
  /** The exception beside the list, or instead of it. */
  open: string | undefined;
  /** Whether there is room for both. */
  wide: boolean;
  /** Whether the keys are meant for one exception: rows that are selected have their own. */
  keys: boolean;
};

/** What can be done to one exception, by button or by key, and what follows. */
export function useVerbs({ filter, rows, open, wide, keys }: Queue) {
  const navigate = useNavigate({ from: "/exceptions" });
  const works = useMay()("exceptions.work");
  const { me } = usePeople();
  const now = useNow();
  const { act, busy } = useAct();
  const [asked, ask] = useState<Asked | null>(null);
  const show = (id: string | undefined) => void navigate({ search: { ...filter, id }, replace: true });

  function change(verb: QueueVerb, of: string, wish: Wish) {
    const ids = rows.map(({ id }) => id);
    const next = nextAfter(of, ids);
    act({
      call: (headers) => changeException(of, wish, headers),
      done: t(`queue.did.${verb}`),
      then: () => {
        ask(null);
        if (!leaves.has(verb)) return;
        // Beside the list the next one opens; a page of its own gives way to the list.
        show(wide ? next : undefined);
        if (next) setTimeout(() => rowOf(next)?.focus());
      },
    });
  }
  function start(verb: QueueVerb, of: string) {
    const wish = wishOf[verb];
    if (wish) change(verb, of, wish);
    else ask((before) => (before?.verb === verb && before.of === of ? null : { verb, of }));
  }
  function startAtCursor(verb: QueueVerb) {
    const of = rowWithFocus() ?? open;
    const row = rows.find(({ id }) => id === of);
    if (!of || (row && !verbsFor(row, me, now).includes(verb))) return;
    if (of !== open) show(of);
    start(verb, of);
  }
  useCommands(
    works && keys
      ? queueVerbs.map((verb) => ({
          name: t(verbName(verb)),
          keys: keyOf[verb],
          group: "page" as const,
          run: () => startAtCursor(verb),
        }))
      : [],
  );
  return { asked, ask, busy, start, change };
}

// A row leaves the list by these: the work goes on with the next one.
const leaves = new Set<QueueVerb>(["snooze", "wake", "resolve", "dismiss"]);

const rowOf = (id: string) => document.querySelector<HTMLElement>(`[data-exception="${id}"] [data-row]`);

const rowWithFocus = () =>
  document.activeElement?.closest<HTMLElement>("[data-exception]")?.dataset.exception;
