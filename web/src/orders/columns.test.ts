import { expect, test } from "vitest";
import { columnsOf, columnsText, nextSort, usual } from "./columns";

test("columns are read in their own order, unknown ones left out", () => {
  expect(columnsOf("total,nothing,channel")).toEqual(["channel", "total"]);
  expect(columnsOf("nothing")).toEqual(usual);
  expect(columnsOf(undefined)).toEqual(usual);
});
test("the usual columns need no words in the address", () => {
  expect(columnsText([...usual].reverse())).toBeUndefined();
  expect(columnsText(["tags", "channel"])).toBe("channel,tags");
});
test("a head sorts down, up, and not", () => {
  expect(nextSort(undefined, "total")).toBe("-total");
  expect(nextSort("-total", "total")).toBe("total");
  expect(nextSort("total", "total")).toBeUndefined();
});
