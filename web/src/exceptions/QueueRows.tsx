import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Select, Selection } from "../act/selection";
import type { ExceptionFilter } from "../api/exceptions";
import type { OrderException } from "../api/types";
import { useRowKeys } from "../keys/useRowKeys";
import { useNow } from "../parts/now";
import { Due } from "../status/Due";
import { Words } from "../parts/Words";
import { Status } from "../status/Status";
import { t } from "../text";
import { dateTime } from "../text/time";
import classes from "./exceptions.module.css";
import { kindName } from "./kinds";
import { isSettled, isSnoozed } from "./queue";
import { Severity } from "./Severity";
import { usePeople } from "./usePeople";

type Props = {
  rows: OrderException[];
  shown: ExceptionFilter;
  /** Which exception is open beside the list. */
  open: string | undefined;
  /** With it rows can be selected. */
  selecting: { selection: Selection; select: (act: Select) => void } | undefined;
};

/** The queue's rows: what it is about, how long there is, who has it. */
export function QueueRows({ rows, shown, open, selecting }: Props) {
  const { nameOf } = usePeople();
  const id = (row: number) => rows[row]?.id ?? "";
  const list = useRowKeys<HTMLUListElement>(
    selecting && {
      onToggle: (row) => selecting.select({ do: "toggle", id: id(row) }),
      onRange: (row) => selecting.select({ do: "range", id: id(row) }),
    },
  );
  return (
    <ul ref={list} role="list" className={classes.rows} aria-label={t("exceptions.title")}>
      {rows.map((row) => {
        const selected = selecting?.selection.ids.has(row.id);
        return (
          <li
            key={row.id}
            data-exception={row.id}
            data-selected={selected || undefined}
            data-open={row.id === open || undefined}
          >
            {selecting && (
              <Checkbox
                className={classes.check}
                aria-label={t("queue.selectOne", { what: titleOf(row) })}
                checked={selected}
                // The click knows the shift key; a change doesn't.
                onClick={(event) => selecting.select({ do: event.shiftKey ? "range" : "toggle", id: row.id })}
                onChange={nothing}
              />
            )}
            <Row row={row} shown={shown} current={row.id === open} nameOf={nameOf} />
          </li>
        );
      })}
    </ul>
  );
}

const nothing = () => undefined;

/** What an exception is about, in a line: its kind and its order. */
export const titleOf = ({ kind, order_number: number }: OrderException) =>
  number ? t("queue.ofOrder", { kind: kindName(kind), number }) : kindName(kind);

type RowProps = {
  row: OrderException;
  shown: ExceptionFilter;
  current: boolean;
  nameOf: (owner: string) => string;
};

function Row({ row, shown, current, nameOf }: RowProps) {
  return (
    <Link
      to="/exceptions"
      search={{ ...shown, id: row.id }}
      className={classes.row}
      activeProps={{}}
      aria-current={current ? "true" : undefined}
      data-row
    >
      <span className={classes.rowHead}>
        <Severity of={row.severity} />
        <strong>{titleOf(row)}</strong>
        <Clock row={row} />
      </span>
      <span className={classes.rowFoot}>
        <Words says={row.says} english={row.summary} className={classes.cut} cut />
        {row.owner && (
          <bdi className={classes.rowOwner} title={t("exceptions.owner", { owner: nameOf(row.owner) })}>
            {nameOf(row.owner)}
          </bdi>
        )}
      </span>
    </Link>
  );
}

// What has ended says how, what sleeps when it wakes; the others how long there is.
function Clock({ row }: { row: OrderException }) {
  const now = useNow();
  if (isSettled(row)) return <Status of="exceptionStatus" value={row.status} />;
  if (row.snoozed_until && isSnoozed(row, now)) {
    return <span className={classes.until}>{t("queue.until", { when: dateTime(row.snoozed_until) })}</span>;
  }
  return row.due_at && <Due at={row.due_at} what={t("queue.due")} />;
}
