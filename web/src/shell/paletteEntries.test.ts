import { expect, test } from "vitest";
import type { Command } from "../keys/keyboard";
import { groupsOf, matching, sorted, stepped, type Entry } from "./paletteEntries";

const command = (name: string, group: Command["group"]): Command => ({ name, group, run: () => undefined });
const all = [
  command("Go to Orders", "place"),
  command("Neuer Standort", "create"),
  command("Next row", "list"),
  command("Hold this order", "page"),
];
const names = (typed: string) => sorted(matching(all, typed)).map((entry) => entry.name);

test("what belongs to the page comes first, and keys of rows are left out", () =>
  expect(names("")).toEqual(["Hold this order", "Neuer Standort", "Go to Orders"]));

test("each typed word begins a word of the name", () => {
  expect(names("ord go")).toEqual(["Go to Orders"]);
  expect(names("STAND")).toEqual(["Neuer Standort"]);
  expect(names("rders")).toEqual([]);
});

test("an exact match stands above the commands, other finds below them", () => {
  const found = (group: Entry["group"]): Entry => ({ id: group, name: group, group, run: () => undefined });
  const entries = [...matching(all, ""), found("search"), found("order"), found("exact")];
  expect(groupsOf(entries).map(({ group }) => group)).toEqual([
    "exact",
    "page",
    "create",
    "place",
    "order",
    "search",
  ]);
});

test("steps go around", () => {
  const entries = sorted(matching(all, ""));
  const [first, second, last] = entries.map(({ id }) => id);
  expect(stepped(entries, undefined, 1)).toBe(first);
  expect(stepped(entries, first, 1)).toBe(second);
  expect(stepped(entries, last, 1)).toBe(first);
  expect(stepped(entries, undefined, -1)).toBe(last);
  expect(stepped([], undefined, 1)).toBeUndefined();
});
