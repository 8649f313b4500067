import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useReducer } from "react";
import { nothing, selected, type Select, type Selection } from "../act/selection";
import { SelectAll, SelectionBar } from "../act/SelectionBar";
import { useMay } from "../act/useAct";
import { exceptionCountsQuery } from "../api/exceptions";
import { useCommands } from "../keys/commands";
import orderClasses from "../orders/orders.module.css";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import type { ExceptionsView } from "../routes/exceptions";
import { figure, t } from "../text";
import { BulkPanel } from "./BulkPanel";
import { keyOf, queueVerbs, verbName, type QueueVerb } from "./change";
import { Detail } from "./Detail";
import classes from "./exceptions.module.css";
import { Kinds } from "./Kinds";
import { kindsIn, matching, viewOf } from "./queue";
import { QueueList } from "./QueueList";
import { useQueue } from "./useQueue";
import { theSelected, useVerbs } from "./useVerbs";
import { Views } from "./Views";

// Beside the list there is room for one exception; the stylesheet divides at the same width.
const wideEnough = "(min-width: 1000px)";

/** Everything that needs a decision: the kinds, the queue, and one of it with what would fix it. */
export function ExceptionsPage() {
  const shown = useSearch({ from: "/inside/exceptions" });
  const { id, ...filter } = shown;
  const navigate = useNavigate({ from: "/exceptions" });
  const show = (next: ExceptionsView) => void navigate({ search: next, replace: true });
  const wide = useMediaQuery(wideEnough, undefined, { getInitialValueInEffect: false });
  const { data: groups = [] } = useQuery(exceptionCountsQuery);
  const queue = useQueue(filter);
  const works = useMay()("exceptions.work");
  const view = viewOf(filter);

  const under = JSON.stringify(filter);
  const ids = queue.rows.map((row) => row.id);
  const [chosen, select] = useReducer(
    (before: Selection, act: Select) => selected(before, act, ids, under),
    nothing(under),
  );
  const selection = chosen.under === under ? chosen : nothing(under);
  const picked = queue.rows.filter((row) => selection.ids.has(row.id));
  const selects = works && view !== "solved";

  const open = id ?? (wide ? ids[0] : undefined);
  const { asked, ask, busy, start, change } = useVerbs({
    filter,
    rows: queue.rows,
    open,
    wide,
    keys: picked.length === 0,
  });
  const all = matching(filter, groups);
  useCommands(
    selects ? [{ name: t("orders.selectAll"), keys: "a", group: "list", run: () => void selectAll() }] : [],
  );
  // What matches is selected once it is there: what is done is done to rows that were read.
  async function selectAll() {
    await queue.loadAll();
    select({ do: "shown" });
  }

  return (
    <>
      <PageHead
        title={t("exceptions.title")}
        hint={t("exceptions.hint")}
        aside={queue.arrived > 0 && <Arrived count={queue.arrived} onShow={queue.showArrived} />}
      />
      <div className={classes.head} data-open={id ? "" : undefined}>
        <Views shown={filter} groups={groups} />
      </div>
      {asked?.of === theSelected && (
        <BulkPanel
          key={asked.verb}
          verb={asked.verb}
          rows={picked}
          onDone={() => select({ do: "none" })}
          onClose={() => ask(null)}
        />
      )}
      <div className={classes.panes} data-open={id ? "" : undefined}>
        <Kinds shown={filter} kinds={kindsIn(view, groups)} />
        <QueueList
          shown={filter}
          query={queue.query}
          open={open}
          selecting={selects ? { selection, select, count: picked.length, of: ids.length } : undefined}
          onShow={show}
        />
        {open && (
          <section className={`${partClasses.panel} ${classes.one}`} aria-label={t("queue.one")}>
            <Detail
              key={open}
              id={open}
              shown={filter}
              asked={asked?.of === open ? asked.verb : null}
              busy={busy}
              onVerb={start}
              onWish={change}
              onBack={() => ask(null)}
            />
          </section>
        )}
      </div>
      {picked.length > 0 && (
        <SelectionBar
          label={t("queue.bulk")}
          said={t("bulk.selected", { count: picked.length })}
          verbs={barVerbs(view === "snoozed", (verb) => ask({ verb, of: theSelected }))}
          onClear={() => select({ do: "none" })}
        >
          {all > picked.length && <SelectAll all={figure(all)} onAll={() => void selectAll()} />}
        </SelectionBar>
      )}
    </>
  );
}

/** What the bar offers: what sleeps is woken, what doesn't is put to sleep. */
const barVerbs = (asleep: boolean, onVerb: (verb: QueueVerb) => void) =>
  queueVerbs
    .filter((verb) => verb !== (asleep ? "snooze" : "wake"))
    .map((verb) => ({
      name: t(verbName(verb)),
      command: t("queue.command", { verb: t(verbName(verb)) }),
      keys: keyOf[verb],
      run: () => onVerb(verb),
    }));

function Arrived({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <>
      <span className={orderClasses.waiting} role="status">
        {t("queue.arrived", { count })}
      </span>
      <Button size="compact-sm" onClick={onShow}>
        {t("orders.show")}
      </Button>
    </>
  );
}
