import type { Command } from "../keys/keyboard";

/** A line of the palette. */
export type Entry = Omit<Command, "group"> & { group: EntryGroup };

type EntryGroup = Exclude<Command["group"], "list"> | "search";

const order: EntryGroup[] = ["page", "create", "place", "app", "search"];

/** The commands that have every typed word at the beginning of one of theirs; those that walk through rows are keys only. */
export function matching(commands: Command[], typed: string): Entry[] {
  const wanted = words(typed);
  const entries = commands.filter((command): command is Entry & Command => command.group !== "list");
  return entries
    .filter(({ name }) => wanted.every((word) => words(name).some((own) => own.startsWith(word))))
    .sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
}

/** The entries under their headings, with the place of the first of each among all. */
export function groupsOf(entries: Entry[]): { group: EntryGroup; entries: Entry[]; from: number }[] {
  return order
    .map((group) => ({
      group,
      entries: entries.filter((entry) => entry.group === group),
      from: entries.findIndex((entry) => entry.group === group),
    }))
    .filter(({ entries: own }) => own.length > 0);
}

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
