import { timeZone } from "../text/time";

/** What a file is to have. */
export type ExportWish = { rows: "orders" | "lines"; format: "csv" | "xlsx" | "jsonl"; columns: string[] };

const ofOrders =
  "order channel external_id placed_at lifecycle payment_status fulfillment_status delivery_status currency total email name city postal_code country_code tags note id";
const ofLines =
  "line sku title quantity unit_price discount tax canceled backordered unallocated allocated released picked packed shipped delivered";

/** The columns that there are, in the order of the file; their names are those of the file. */
export const exportColumns = (rows: ExportWish["rows"]) =>
  (rows === "lines" ? `${ofOrders} ${ofLines}` : ofOrders).split(" ");

/** The address of the file. */
export function exportLink(filter: string, { rows, format, columns }: ExportWish): string {
  const query = new URLSearchParams({ rows, format, timezone: timeZone });
  if (filter) query.set("filter", filter);
  const known = exportColumns(rows).filter((column) => columns.includes(column));
  if (known.length > 0) query.set("columns", known.join(","));
  return `/api/v1/orders/export?${query.toString()}`;
}
