import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useMay } from "../act/useAct";
import { boardCountsQuery, handedOverQuery } from "../api/fulfillment";
import type { FulfillmentOrder } from "../api/types";
import { Empty } from "../parts/Message";
import { useNow } from "../parts/now";
import type { BoardSearch } from "../routes/fulfillment";
import { figure, t } from "../text";
import { canWave, claimantOf, columnOf, columns, isLate, narrowed, type Column } from "./board";
import classes from "./board.module.css";
import { BulkBar } from "./BulkBar";
import { HandedOverCard, WorkCard } from "./WorkCard";

type Props = {
  work: FulfillmentOrder[];
  /** Whether the work is all there is. */
  all: boolean;
  search: BoardSearch;
  location: string;
  onChange: (search: BoardSearch) => void;
};

const atOnce = 50;

/** The columns side by side; a phone shows one of them. */
export function BoardColumns({ work, all, search, location, onChange }: Props) {
  const now = useNow();
  const may = useMay();
  const [chosen, setChosen] = useState<Set<string>>(new Set());
  const shown = narrowed(work, search, now);
  const at = (column: Column) => shown.filter((one) => columnOf(one) === column);
  const choosable = (one: FulfillmentOrder) =>
    may("fulfillment.work") && (columnOf(one) === "to_release" || canWave(one));
  const selected = shown.filter((one) => choosable(one) && chosen.has(one.id));
  const done = useQuery(handedOverQuery(location));
  const counts = useQuery(boardCountsQuery(location));
  const handedOver = counts.data?.get("handed_over");
  const choose = (id: string, on: boolean) =>
    setChosen((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)));
  const present = search.column ?? "to_pick";
  return (
    <>
      {!all && <p className={classes.more}>{t("board.notAll", { count: work.length })}</p>}
      <div className={classes.tabs} role="group" aria-label={t("board.columns")}>
        {columns.map((column) => (
          <button
            key={column}
            type="button"
            aria-pressed={column === present}
            onClick={() => onChange({ ...search, column })}
          >
            <b>{figure(at(column).length)}</b>
            {t(`board.${column}`)}
          </button>
        ))}
      </div>
      <div className={classes.columns}>
        {columns.map((column) => (
          <ColumnOfCards
            key={column}
            column={column}
            work={at(column)}
            now={now}
            present={column === present}
          >
            {(one) => (
              <WorkCard
                key={one.id}
                work={one}
                chosen={choosable(one) ? chosen.has(one.id) : undefined}
                onChoose={(on) => choose(one.id, on)}
              />
            )}
          </ColumnOfCards>
        ))}
        <section className={classes.column} aria-labelledby="board-handed-over">
          <div className={classes.columnHead}>
            <h2 id="board-handed-over">{t("board.handed_over")}</h2>
            <span className={classes.count}>{handedOver !== undefined && figure(handedOver)}</span>
          </div>
          <ul role="list" className={classes.cards}>
            {(done.data ?? []).map((shipment) => (
              <HandedOverCard key={shipment.id} shipment={shipment} />
            ))}
          </ul>
        </section>
      </div>
      {shown.length === 0 && (work.length > 0 || claimantOf(search)) && (
        <Empty level={2} title={t("board.noMatch")} what={t("board.noMatchWhat")}>
          <Button onClick={() => onChange({ location: search.location, column: search.column })}>
            {t("orders.clear")}
          </Button>
        </Empty>
      )}
      {work.length === 0 && !claimantOf(search) && (
        <Empty level={2} title={t("board.clear")} what={t("board.clearWhat")} />
      )}
      {selected.length > 0 && (
        <BulkBar
          selected={selected}
          all={shown.filter(choosable)}
          location={location}
          onChoose={(some) => setChosen(new Set(some.map((one) => one.id)))}
        />
      )}
    </>
  );
}

type ColumnProps = {
  column: Column;
  work: FulfillmentOrder[];
  now: number;
  present: boolean;
  children: (work: FulfillmentOrder) => ReactNode;
};

function ColumnOfCards({ column, work, now, present, children }: ColumnProps) {
  const [most, setMost] = useState(atOnce);
  const late = work.filter((one) => isLate(one, now)).length;
  const id = `board-${column}`;
  return (
    <section className={classes.column} aria-labelledby={id} data-present={present || undefined}>
      <div className={classes.columnHead}>
        <h2 id={id}>{t(`board.${column}`)}</h2>
        <span className={classes.count}>{figure(work.length)}</span>
        {late > 0 && <span className={classes.late}>{t("board.late", { count: late })}</span>}
      </div>
      <ul role="list" className={classes.cards}>
        {work.slice(0, most).map(children)}
      </ul>
      {work.length === 0 && <p className={classes.none}>{t("board.none")}</p>}
      {work.length > most && (
        <Button size="compact-sm" onClick={() => setMost(most + atOnce)}>
          {t("board.showMore", { count: work.length - most })}
        </Button>
      )}
    </section>
  );
}
