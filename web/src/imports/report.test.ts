import { expect, test } from "vitest";
import type { FileImport } from "../api/types";
import { outcomeOf, progressOf } from "./report";

test("a file of SKUs tells what becomes of its rows", () => {
  const outcome = outcomeOf({
    kind: "skus",
    report: {
      dry_run: true,
      created: 2,
      changed: 1,
      unchanged: 0,
      rejected: 1,
      faults: [{ row: 3, message: "code is required" }],
      columns: [{ heading: "EAN", field: "barcode" }, { heading: "Hue" }],
    },
  });
  expect(outcome).toMatchObject({ dryRun: true, of: "rows", created: 2, rejected: 1 });
  expect(outcome?.faults).toEqual([{ row: 3, reason: "code is required" }]);
  expect(outcome?.columns).toEqual([
    { heading: "EAN", field: "barcode" },
    { heading: "Hue", field: null },
  ]);
});

test("a file of orders counts orders, and names the one at fault", () => {
  const outcome = outcomeOf({
    kind: "orders",
    report: {
      created: 1,
      known: 4,
      changed: 0,
      rejected: 1,
      problems: [{ row: 7, order: "1002", reason: "SKU X is unknown" }],
      columns: [{ column: "junk", field: "ignore" }],
      notes: [{ note: "dates are in UTC", count: 5 }],
      unknown_skus: [{ sku: "X" }],
    },
  });
  expect(outcome).toMatchObject({ dryRun: false, of: "orders", unchanged: 4, unknownSkus: ["X"] });
  expect(outcome?.faults[0]).toEqual({ row: 7, about: "1002", reason: "SKU X is unknown" });
  expect(outcome?.columns).toEqual([{ heading: "junk", field: null }]);
});

test("an import that goes on has no outcome", () =>
  expect(outcomeOf({ kind: "stock", report: {} })).toBeNull());

test.each([
  ["skus", { bytes: 50 }, 0.5],
  ["skus", {}, null],
  ["orders", { bytes: 50 }, null],
  ["orders", { bytes: 100, orders: 3, orders_from: 4 }, 0.75],
] as const)("progress of %s with %o is %s", (kind, progress, share) =>
  expect(progressOf({ kind, progress, size: 100 } as unknown as FileImport)).toBe(share),
);
