import type { InventoryRow, InventorySums, Level } from "../api/types";

/** The figures of a level that the grid can show. */
export const figures = ["available", "on_hand", "allocated", "reserved", "incoming", "unavailable"] as const;
export type Figure = (typeof figures)[number];

/** A column behind that of the SKU: one of its own figures, or a location's. */
export type Column = { kind: "sellable" | "cover" | "total" } | { kind: "location"; code: string };

/** The columns of a grid over locations; on a phone, where few fit, only the one that is looked at. */
export function columnsOf(locations: string[], only: string | undefined, narrow: boolean): Column[] {
  const places = locations
    .filter((code) => (only ? code === only : !narrow))
    .map((code) => ({ kind: "location" as const, code }));
  if (narrow) return [{ kind: "sellable" }, ...(only ? places : [{ kind: "total" as const }])];
  return [{ kind: "sellable" }, { kind: "cover" }, { kind: "total" }, ...places];
}

/** Names a column in the address and in the page. */
export const nameOf = (column: Column) => (column.kind === "location" ? `@${column.code}` : column.kind);

/** What a row has at a location; undefined where the figure is not one of a bundle, or nothing ever lay there. */
export function figureAt(row: InventoryRow, code: string, figure: Figure): number | undefined {
  if (!counted(row, figure)) return undefined;
  return levelAt(row, code)?.[figure];
}

export const levelAt = (row: InventoryRow, code: string): Level | undefined =>
  row.levels.find(({ location }) => location === code);

/** All that a row has: of what is available, only where it takes part in allocation. */
export function totalOf(
  row: InventoryRow,
  figure: Figure,
  inactive: ReadonlySet<string>,
): number | undefined {
  if (!counted(row, figure)) return undefined;
  if (row.bundle) return row.sellable; // a set may come from several locations
  return sumOf(row.levels, figure, inactive);
}

/** All that a list has, in the same way. */
export const sumOf = (
  levels: InventorySums["locations"] | Level[],
  figure: Figure,
  inactive: ReadonlySet<string>,
): number =>
  levels.reduce(
    (sum, level) => (figure === "available" && inactive.has(level.location) ? sum : sum + level[figure]),
    0,
  );

// A bundle has sets and nothing else.
const counted = (row: InventoryRow, figure: Figure) => !row.bundle || figure === "available";

/** How long a SKU lasts, as a status; undefined for one that lasts. */
export function troubleOf(row: InventoryRow): "out" | "low" | undefined {
  if (row.sellable <= 0) return "out";
  return row.cover_days !== null && row.cover_days <= lowDays ? "low" : undefined;
}

const lowDays = 14; // as the server has it

/** A cell of the grid: row and column, counted from 0; column 0 is the SKU. */
export type Cell = { row: number; column: number };

const page = 10; // rows

/** Where a key leads from a cell, as in any grid; undefined for a key that leads nowhere. */
export function moved({ row, column }: Cell, key: string, ctrl: boolean, size: Cell): Cell | undefined {
  const [rows, columns] = [size.row - 1, size.column - 1];
  const to = (r: number, c: number) => ({
    row: Math.min(Math.max(r, 0), rows),
    column: Math.min(Math.max(c, 0), columns),
  });
  switch (key) {
    case "ArrowUp":
      return to(ctrl ? 0 : row - 1, column);
    case "ArrowDown":
      return to(ctrl ? rows : row + 1, column);
    case "ArrowLeft":
      return to(row, ctrl ? 0 : column - 1);
    case "ArrowRight":
      return to(row, ctrl ? columns : column + 1);
    case "Home":
      return to(ctrl ? 0 : row, 0);
    case "End":
      return to(ctrl ? rows : row, columns);
    case "PageUp":
      return to(row - page, column);
    case "PageDown":
      return to(row + page, column);
  }
  return undefined;
}
