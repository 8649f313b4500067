import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import bulkClasses from "../act/bulk.module.css";
import { Outcome } from "../act/Outcome";
import { WillChange } from "../act/WillChange";
import type { OrderException } from "../api/types";
import { adviceFor } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import { canUndo, effectOf, undoOf, verbName, wishOf, type QueueVerb, type Wish } from "./change";
import classes from "./exceptions.module.css";
import { titleOf } from "./QueueRows";
import { useBulkChange, type RowResult } from "./useBulkChange";
import { usePeople } from "./usePeople";
import { asks, VerbForm } from "./VerbForm";

type Props = { verb: QueueVerb; rows: OrderException[]; onDone: () => void; onClose: () => void };

const examples = 5; // of what is skipped

/**
 * Does something to many exceptions: asks what is needed, shows what would
 * change, does it, and says what became of each.
 */
export function BulkPanel({ verb, rows, onDone, onClose }: Props) {
  // The rows as they were when the verb was chosen: what is previewed is what is done, and what an undo brings back.
  const [chosen] = useState(rows);
  const [now] = useState(Date.now);
  const [wish, setWish] = useState<Wish | undefined>(wishOf[verb]);
  const { state, start, resume } = useBulkChange();
  const { me } = usePeople();
  const title = t(verbName(verb));

  if (!wish) {
    if (!asks(verb)) return null;
    return (
      <VerbForm verb={verb} button={t("bulk.preview")} busy={false} onWish={setWish} onClose={onClose} />
    );
  }
  const { changes, idle } = effectOf(wish, chosen, me, now);
  if (state) {
    return (
      <Ended
        title={title}
        rows={chosen}
        state={state}
        onResume={resume}
        onUndo={canUndo(wish) ? () => start(undoOf(wish, changed(changes, state.results), now)) : undefined}
        onClose={onClose}
      />
    );
  }
  return (
    <ActionPanel
      title={title}
      verb={t("bulk.do", { verb: title, count: changes.length })}
      busy={false}
      disabled={changes.length === 0}
      onSubmit={() => {
        start([{ ...wish, ids: changes.map(({ id }) => id) }]);
        onDone();
      }}
      onClose={onClose}
    >
      <div className={actClasses.wide}>
        <WillChange
          figure={t("queue.willChange", { count: changes.length, of: chosen.length })}
          skipped={idle.map(({ why, rows }) => ({
            reason: t(`queue.idle.${why}`),
            count: rows.length,
            examples: rows.slice(0, examples).map((row) => <RowLink key={row.id} row={row} />),
          }))}
          canUndo={canUndo(wish)}
        />
      </div>
    </ActionPanel>
  );
}

const changed = (rows: OrderException[], results: RowResult[]) =>
  rows.filter(({ id }) => results.some((result) => result.id === id && !result.reason));

function RowLink({ row }: { row: OrderException }) {
  return (
    <Link to="/exceptions" search={{ id: row.id }}>
      {titleOf(row)}
    </Link>
  );
}

type EndedProps = {
  title: string;
  rows: OrderException[];
  state: NonNullable<ReturnType<typeof useBulkChange>["state"]>;
  onResume: () => void;
  onUndo: (() => void) | undefined;
  onClose: () => void;
};

/** How far the change is, then the result of each row and the way back. */
function Ended({ title, rows, state, onResume, onUndo, onClose }: EndedProps) {
  const [undone, setUndone] = useState(false);
  const refused = state.results.filter(({ reason }) => reason);
  return (
    <div className={actClasses.action}>
      <Panel title={undone ? t("queue.undone", { verb: title }) : title}>
        <div className={bulkClasses.preview}>
          <div role="status">{t("bulk.settled", { count: state.results.length, of: state.total })}</div>
          <Outcome
            settled={state.results.length}
            total={state.total}
            results={{ changed: state.results.length - refused.length, refused: refused.length }}
          />
          {state.error !== null && (
            <p role="alert" className={classes.failed}>
              {adviceFor(state.error)}
            </p>
          )}
          <Results rows={rows} results={state.results} />
          <div className={bulkClasses.line}>
            {state.error !== null && <Button onClick={onResume}>{t("error.retry")}</Button>}
            {!undone && onUndo && !state.busy && state.results.length > refused.length && (
              <Button
                onClick={() => {
                  setUndone(true);
                  onUndo();
                }}
              >
                {t("bulk.undo")}
              </Button>
            )}
            <Button loading={state.busy} onClick={onClose}>
              {t("bulk.close")}
            </Button>
          </div>
        </div>
      </Panel>
    </div>
  );
}

function Results({ rows, results }: { rows: OrderException[]; results: RowResult[] }) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (
    <details className={classes.results}>
      <summary>{t("queue.results")}</summary>
      <ul role="list">
        {results.map(({ id, reason }) => {
          const row = byId.get(id);
          return (
            <li key={id}>
              {row && <RowLink row={row} />}
              <span data-refused={reason ? "" : undefined}>
                {reason ? t("queue.refused", { why: reason }) : t("bulk.result.changed")}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
