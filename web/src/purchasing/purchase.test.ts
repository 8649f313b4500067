import { expect, test } from "vitest";
import { fieldOf, lineTotal, noonOf, scanned } from "./purchase";

test("costs are multiplied exactly, in any currency", () => {
  expect(lineTotal("7.40", 3)).toBe("22.20");
  expect(lineTotal("0.05", 1)).toBe("0.05");
  expect(lineTotal("1200", 7)).toBe("8400");
  expect(lineTotal("0.001", 999_999_999)).toBe("999999.999");
  expect(lineTotal(null, 3)).toBeUndefined();
});

test("a date field keeps its day", () => {
  expect(fieldOf(noonOf("2026-12-11"))).toBe("2026-12-11");
  expect(noonOf("")).toBeUndefined();
  expect(fieldOf(null)).toBe("");
});

test("a scan counts one unit of what it names", () => {
  const skus = [
    { code: "A", barcode: "400" },
    { code: "B", barcode: "" },
  ];
  expect(scanned({ A: 1 }, "400", skus)).toEqual({ A: 2 });
  expect(scanned({}, "B", skus)).toEqual({ B: 1 });
  expect(scanned({}, "C", skus)).toBeUndefined();
});
