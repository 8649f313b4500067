import { expect, test } from "vitest";
import type { View } from "../api/types";
import { differs, renumbered, searchOf } from "./views";

const view = (id: string, more: Partial<View> = {}) =>
  ({ id, filter: "", sort: "", columns: [] as string[], position: 0, ...more }) as View;

test("a view that is shown as it was saved doesn't differ", () => {
  const saved = view("v", { filter: "status:open", sort: "-total", columns: ["channel", "total"] });
  expect(differs(searchOf(saved), saved)).toBe(false);
  expect(differs({ ...searchOf(saved), filter: "status:closed" }, saved)).toBe(true);
  expect(differs({}, undefined)).toBe(false);
  expect(differs({ columns: "tags" }, undefined)).toBe(true);
});

test("moving one renumbers those that need it", () => {
  const views = [view("a", { position: 1 }), view("b", { position: 2 }), view("c", { position: 3 })];
  expect(renumbered(views, 2, 1)).toEqual([
    ["c", 2],
    ["b", 3],
  ]);
});
