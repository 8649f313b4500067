import { expect, test } from "vitest";
import type { Command } from "../keys/keyboard";
import { groupsOf, matching } from "./paletteEntries";

const command = (name: string, group: Command["group"]): Command => ({ name, group, run: () => undefined });
const all = [
  command("Go to Orders", "place"),
  command("Neuer Standort", "create"),
  command("Next row", "list"),
  command("Hold this order", "page"),
];
const names = (typed: string) => matching(all, typed).map((entry) => entry.name);

test("what belongs to the page comes first, and keys of rows are left out", () =>
  expect(names("")).toEqual(["Hold this order", "Neuer Standort", "Go to Orders"]));

test("each typed word begins a word of the name", () => {
  expect(names("ord go")).toEqual(["Go to Orders"]);
  expect(names("STAND")).toEqual(["Neuer Standort"]);
  expect(names("rders")).toEqual([]);
});

test("groups know where they begin", () =>
  expect(groupsOf(matching(all, "")).map(({ group, from }) => [group, from])).toEqual([
    ["page", 0],
    ["create", 1],
    ["place", 2],
  ]));
