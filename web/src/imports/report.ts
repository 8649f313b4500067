import type { FieldError, FileImport } from "../api/types";

/** Why a row, or an order of several rows, was refused. */
export type Fault = { row: number; about?: string; reason: string };

/** What became of a file, or would become of it, whatever its rows are. */
export type Outcome = {
  dryRun: boolean;
  /** What the counts count. */
  of: "orders" | "rows";
  created: number;
  changed: number;
  unchanged: number;
  rejected: number;
  faults: Fault[];
  /** The columns and what they were read as; null for one that was passed over. */
  columns: { heading: string; field: string | null }[];
  notes: { note: string; count: number }[];
  unknownSkus: string[];
};

// The document leaves the report open, since its shape follows the kind.
type CatalogReport = {
  dry_run: boolean;
  created: number;
  changed: number;
  unchanged: number;
  rejected: number;
  faults: { row: number; message: string; errors?: FieldError[] }[];
  columns: { heading: string; field?: string }[];
};

type OrdersReport = {
  dry_run?: boolean;
  created: number;
  changed: number;
  known: number;
  rejected: number;
  problems: { row: number; order: string; reason: string; errors?: FieldError[] }[];
  columns: { column: string; field: string }[];
  notes: { note: string; count: number }[];
  unknown_skus: { sku: string }[];
};

/** Reads the report of an import; null until it has one. */
export function outcomeOf({ kind, report }: Pick<FileImport, "kind" | "report">): Outcome | null {
  if (!report || typeof (report as Record<string, unknown>).created !== "number") return null;
  return kind === "orders" ? ofOrders(report as OrdersReport) : ofRows(report as CatalogReport);
}

function ofRows({ dry_run, created, changed, unchanged, rejected, faults, columns }: CatalogReport): Outcome {
  return {
    dryRun: dry_run,
    of: "rows",
    created,
    changed,
    unchanged,
    rejected,
    faults: faults.map(({ row, message, errors }) => ({ row, reason: reasonOf(errors) || message })),
    columns: (columns ?? []).map(({ heading, field }) => ({ heading, field: field || null })),
    notes: [],
    unknownSkus: [],
  };
}

function ofOrders(report: OrdersReport): Outcome {
  const { dry_run, created, changed, known, rejected, problems, columns, notes, unknown_skus } = report;
  return {
    dryRun: dry_run ?? false,
    of: "orders",
    created,
    changed,
    unchanged: known,
    rejected,
    faults: problems.map(({ row, order, reason, errors }) => ({
      row,
      about: order,
      reason: reasonOf(errors) || reason,
    })),
    columns: (columns ?? []).map(({ column, field }) => ({
      heading: column,
      field: field === "ignore" ? null : field,
    })),
    notes,
    unknownSkus: unknown_skus.map(({ sku }) => sku),
  };
}

// Reports of earlier versions have one text for all that is wrong with a row.
const reasonOf = (errors: FieldError[] = []) =>
  errors.map(({ field, message }) => (field ? `${field} ${message}` : message)).join("; ");

/** How much of the work is done, 0 to 1; null while that can't be told. */
export function progressOf({ kind, size, progress }: FileImport): number | null {
  const { bytes = 0, orders = 0, orders_from = 0 } = (progress ?? {}) as Record<string, number>;
  if (kind === "orders") return orders_from > 0 ? orders / orders_from : null;
  return bytes > 0 && size > 0 ? Math.min(1, bytes / size) : null;
}

/** Rows that were read so far. */
export const rowsRead = ({ progress }: FileImport): number =>
  ((progress ?? {}) as Record<string, number>).rows ?? 0;
