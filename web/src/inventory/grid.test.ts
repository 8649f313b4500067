import { expect, test } from "vitest";
import type { InventoryRow, Level } from "../api/types";
import { columnsOf, figureAt, moved, nameOf, sumOf, totalOf, troubleOf } from "./grid";

const level = (location: string, on_hand: number, allocated = 0): Level => ({
  sku: "A",
  sku_id: "sku_a",
  location,
  location_id: `loc_${location}`,
  on_hand,
  allocated,
  reserved: 0,
  unavailable: 0,
  safety: 0,
  damaged: 0,
  quality_control: 0,
  incoming: 0,
  available: on_hand - allocated,
  updated_at: "2026-11-20T10:00:00Z",
});

const row: InventoryRow = {
  sku: "A",
  sku_id: "sku_a",
  title: "Tee",
  category: "",
  active: true,
  bundle: false,
  levels: [level("BER", 10, 2), level("LON", 5)],
  sellable: 8,
  waiting: 0,
  sold: 0,
  cover_days: null,
};
const set: InventoryRow = { ...row, bundle: true, levels: [level("BER", 3)], sellable: 4 };
const inactive = new Set(["LON"]);

test("what is available counts where it takes part, the rest everywhere", () => {
  expect(totalOf(row, "available", inactive)).toBe(8);
  expect(totalOf(row, "on_hand", inactive)).toBe(15);
  expect(sumOf(row.levels, "allocated", inactive)).toBe(2);
  expect(figureAt(row, "BER", "available")).toBe(8);
  expect(figureAt(row, "LEJ", "available")).toBeUndefined();
});

test("a bundle has sets and nothing else", () => {
  expect(figureAt(set, "BER", "available")).toBe(3);
  expect(totalOf(set, "available", inactive)).toBe(4);
  expect(totalOf(set, "incoming", inactive)).toBeUndefined();
  expect(figureAt(set, "BER", "on_hand")).toBeUndefined();
});

test("what is out says so before it is low", () => {
  expect(troubleOf(row)).toBeUndefined();
  expect(troubleOf({ ...row, cover_days: 14 })).toBe("low");
  expect(troubleOf({ ...row, cover_days: 15 })).toBeUndefined();
  expect(troubleOf({ ...row, sellable: 0, cover_days: 0 })).toBe("out");
});

test("a phone has one location at a time", () => {
  const names = (only: string | undefined, narrow: boolean) =>
    columnsOf(["BER", "LON"], only, narrow).map(nameOf);
  expect(names(undefined, false)).toEqual(["sellable", "cover", "total", "@BER", "@LON"]);
  expect(names("LON", false)).toEqual(["sellable", "cover", "total", "@LON"]);
  expect(names(undefined, true)).toEqual(["sellable", "total"]);
  expect(names("LON", true)).toEqual(["sellable", "@LON"]);
});

test("keys lead through the grid and not out of it", () => {
  const size = { row: 30, column: 5 };
  const from = (row: number, column: number, key: string, ctrl = false) => {
    const to = moved({ row, column }, key, ctrl, size);
    return to && [to.row, to.column];
  };
  expect(from(0, 0, "ArrowUp")).toEqual([0, 0]);
  expect(from(0, 0, "ArrowRight")).toEqual([0, 1]);
  expect(from(3, 4, "ArrowRight")).toEqual([3, 4]);
  expect(from(3, 2, "Home")).toEqual([3, 0]);
  expect(from(3, 2, "End", true)).toEqual([29, 4]);
  expect(from(25, 2, "PageDown")).toEqual([29, 2]);
  expect(from(3, 2, "ArrowUp", true)).toEqual([0, 2]);
  expect(from(3, 2, "Enter")).toBeUndefined();
});
