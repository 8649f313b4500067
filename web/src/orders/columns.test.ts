import { expect, test } from "vitest";
import { columnsOf, columnsText, moved, nextSort, stageOf, usual } from "./columns";

test("columns are read in the order that was chosen, each once, unknown ones left out", () => {
  expect(columnsOf("total,nothing,channel,total")).toEqual(["total", "channel"]);
  expect(columnsOf("nothing")).toEqual(usual);
  expect(columnsOf(undefined)).toEqual(usual);
});
test("the usual columns need no words in the address", () => {
  expect(columnsText(usual)).toBeUndefined();
  expect(columnsText([...usual].reverse())).toBe([...usual].reverse().join(","));
  expect(columnsText(["tags", "channel"])).toBe("tags,channel");
});
test("a column is moved a place, and stays at either end", () => {
  expect(moved(["channel", "tags", "total"], "tags", -1)).toEqual(["tags", "channel", "total"]);
  expect(moved(["channel", "tags", "total"], "tags", 1)).toEqual(["channel", "total", "tags"]);
  expect(moved(["channel", "tags"], "channel", -1)).toEqual(["channel", "tags"]);
  expect(moved(["channel", "tags"], "tags", 1)).toEqual(["channel", "tags"]);
});
test("a head sorts down, up, and not", () => {
  expect(nextSort(undefined, "total")).toBe("-total");
  expect(nextSort("-total", "total")).toBe("total");
  expect(nextSort("total", "total")).toBeUndefined();
});
test("an order of which nothing is left on the road is at its end, or has not begun", () => {
  expect(stageOf({ lifecycle: "open", stage: "picked" })).toBe("picked");
  expect(stageOf({ lifecycle: "canceled", stage: "" })).toBe("canceled");
  expect(stageOf({ lifecycle: "closed", stage: "" })).toBe("delivered");
  expect(stageOf({ lifecycle: "draft", stage: "" })).toBe("new");
});
