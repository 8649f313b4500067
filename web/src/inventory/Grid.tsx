import { Link } from "@tanstack/react-router";
import { memo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { InventoryFilter } from "../api/inventory";
import type { InventoryRow, InventorySums } from "../api/types";
import { Status } from "../status/Status";
import { figure as written, t } from "../text";
import { CellDetail } from "./CellDetail";
import classes from "./grid.module.css";
import {
  figureAt,
  moved,
  nameOf,
  sumOf,
  totalOf,
  troubleOf,
  type Cell,
  type Column,
  type Figure,
} from "./grid";

/** The cell whose figure is explained: the row's SKU and the column's name. */
export type Opened = { sku: string; column: string };

type Props = {
  rows: InventoryRow[];
  columns: Column[];
  figure: Figure;
  /** Codes of the locations that take no part in allocation. */
  inactive: ReadonlySet<string>;
  sort: InventoryFilter["sort"];
  sums: InventorySums | undefined;
  opened: Opened | undefined;
  onOpen: (opened: Opened | undefined) => void;
  /** The end of the rows is near. */
  onEnd: () => void;
};

const nearEnd = 600; // px

/**
 * SKUs by location. One cell is in the order of tabs, arrows lead to the others;
 * Enter or a click explains its figure below the row, Escape closes that again.
 */
export function Grid({ rows, columns, figure, inactive, sort, sums, opened, onOpen, onEnd }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<Cell>({ row: 0, column: 0 });
  const cursor = { row: Math.min(at.row, rows.length - 1), column: Math.min(at.column, columns.length) };
  function onKeyDown(event: KeyboardEvent) {
    const cell = cellOf(event.target);
    if (!cell || event.altKey || event.metaKey || event.shiftKey) return;
    const size = { row: rows.length, column: columns.length + 1 };
    const next = moved(cell, event.key, event.ctrlKey, size);
    if (!next) return;
    event.preventDefault();
    if (next.row >= rows.length - 2) onEnd();
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus();
  }
  return (
    <div
      className={classes.box}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
        scrollHeight - scrollTop - clientHeight < nearEnd && onEnd()
      }
    >
      {/* The cells have the focus; arrows are heard from all of them. */}
      <table
        ref={table}
        className={classes.grid}
        role="grid"
        aria-label={t("inventory.title")}
        aria-rowcount={-1}
        onKeyDown={onKeyDown}
        onFocus={({ target }) => setAt((before) => cellOf(target) ?? before)}
      >
        <thead>
          <tr>
            <th scope="col" aria-sort={sort ? undefined : "ascending"}>
              {t("stock.sku")}
            </th>
            {columns.map((column) => (
              <th
                key={nameOf(column)}
                scope="col"
                title={column.kind === "location" ? undefined : t(`grid.${column.kind}Is`)}
                aria-sort={sort === sortedBy[column.kind] ? "ascending" : undefined}
              >
                <bdi>{headOf(column)}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <Row
              key={row.sku_id}
              row={row}
              n={n}
              columns={columns}
              figure={figure}
              inactive={inactive}
              cursor={cursor.row === n ? cursor.column : -1}
              opened={opened?.sku === row.sku ? opened.column : undefined}
              onOpen={onOpen}
            />
          ))}
        </tbody>
        {sums && (
          <tfoot>
            <tr>
              <th scope="row">{t("grid.all", { count: sums.skus })}</th>
              {columns.map((column) => (
                <td key={nameOf(column)}>{sumOfColumn(sums, column, figure, inactive)}</td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

const sortedBy: Partial<Record<Column["kind"], InventoryFilter["sort"]>> = {
  total: "available",
  cover: "cover",
};

const headOf = (column: Column) => (column.kind === "location" ? column.code : t(`grid.${column.kind}`));

function sumOfColumn(sums: InventorySums, column: Column, figure: Figure, inactive: ReadonlySet<string>) {
  if (column.kind === "total") return written(sumOf(sums.locations, figure, inactive));
  if (column.kind !== "location") return null;
  return written(sums.locations.find(({ location }) => location === column.code)?.[figure] ?? 0);
}

function cellOf(target: EventTarget): Cell | undefined {
  const mark = target instanceof Element ? target.closest("[data-cell]")?.getAttribute("data-cell") : null;
  const [row, column] = (mark ?? "").split(" ").map(Number);
  return row === undefined || column === undefined ? undefined : { row, column };
}

type RowProps = Pick<Props, "columns" | "figure" | "inactive" | "onOpen"> & {
  row: InventoryRow;
  n: number;
  /** The column that the cursor is in; -1 in another row. */
  cursor: number;
  /** The column that is explained. */
  opened: string | undefined;
};

const Row = memo(function Row({ row, n, columns, figure, inactive, cursor, opened, onOpen }: RowProps) {
  const explained = columns.find((column) => nameOf(column) === opened);
  return (
    <>
      <tr data-selected={explained ? true : undefined}>
        <th scope="row" title={row.title}>
          <Link
            to="/inventory/$sku"
            params={{ sku: row.sku }}
            tabIndex={cursor === 0 ? 0 : -1}
            data-cell={`${n} 0`}
            data-row
          >
            {row.sku}
          </Link>{" "}
          <bdi className={classes.title}>{row.title}</bdi>
        </th>
        {columns.map((column, c) => (
          <td key={nameOf(column)} data-column={nameOf(column)}>
            <button
              type="button"
              className={classes.cell}
              tabIndex={cursor === c + 1 ? 0 : -1}
              data-cell={`${n} ${c + 1}`}
              aria-expanded={column === explained}
              onClick={() =>
                onOpen(column === explained ? undefined : { sku: row.sku, column: nameOf(column) })
              }
            >
              {contentOf(row, column, figure, inactive)}
            </button>
          </td>
        ))}
      </tr>
      {explained && (
        <tr>
          <td colSpan={columns.length + 1} className={classes.detail}>
            <CellDetail key={opened} row={row} column={explained} onClose={() => onOpen(undefined)} />
          </td>
        </tr>
      )}
    </>
  );
});

function contentOf(
  row: InventoryRow,
  column: Column,
  figure: Figure,
  inactive: ReadonlySet<string>,
): ReactNode {
  switch (column.kind) {
    case "sellable":
      return <strong className={classes.sellable}>{written(row.sellable)}</strong>;
    case "cover":
      return <Cover row={row} />;
    case "total":
      return units(totalOf(row, figure, inactive));
    case "location":
      return units(figureAt(row, column.code, figure));
  }
}

function Cover({ row }: { row: InventoryRow }) {
  const trouble = troubleOf(row);
  const days = row.cover_days === null ? undefined : t("grid.days", { count: row.cover_days });
  if (trouble === "out") return <Status of="stock" value="out" />;
  if (trouble === "low") return <Status of="stock" value="low" word={days} />;
  return days ?? <span className={classes.none}>–</span>;
}

function units(n: number | undefined): ReactNode {
  if (n === undefined) return <span className={classes.none}>–</span>;
  return n === 0 ? <span className={classes.none}>0</span> : written(n);
}
