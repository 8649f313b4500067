import type { SearchHit } from "../api/types";
import type { Command } from "../keys/keyboard";

/** A line of the palette or of the suggestions below the search. */
export type Entry = {
  id: string;
  name: string;
  group: EntryGroup;
  /** What the name is a code of, and what tells it from its like. */
  title?: string;
  detail?: string;
  keys?: string;
  run: () => void;
};

/** A line that the search brought. */
export type Found = Entry & { group: FoundGroup };

type CommandEntryGroup = Exclude<Command["group"], "list">;
type FoundGroup = "exact" | SearchHit["type"];
type EntryGroup = CommandEntryGroup | FoundGroup | "search";

const commandOrder: CommandEntryGroup[] = ["page", "create", "place", "app"];
const order: EntryGroup[] = [
  "exact",
  ...commandOrder,
  "order",
  "fulfillment_order",
  "shipment",
  "sku",
  "customer",
  "location",
  "channel",
  "search",
];

/** The commands that have every typed word at the beginning of one of theirs; those that walk through rows are keys only. */
export function matching(commands: Command[], typed: string): Entry[] {
  const wanted = words(typed);
  return commands
    .flatMap(({ group, ...command }, at) => (group === "list" ? [] : [{ ...command, group, id: String(at) }]))
    .filter(({ name }) => wanted.every((word) => words(name).some((own) => own.startsWith(word))));
}

/** In the order of their headings; entries of one heading stay as they come. */
export const sorted = (entries: Entry[]): Entry[] =>
  [...entries].sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));

/** The sorted entries under their headings. */
export function groupsOf(entries: Entry[]): { group: EntryGroup; entries: Entry[] }[] {
  return order
    .map((group) => ({ group, entries: entries.filter((entry) => entry.group === group) }))
    .filter(({ entries: own }) => own.length > 0);
}

/** The entry before or after another; past the end it begins again. */
export function stepped(entries: Entry[], from: string | undefined, by: 1 | -1): string | undefined {
  const at = entries.findIndex((entry) => entry.id === from);
  if (at < 0) return entries.at(by > 0 ? 0 : -1)?.id;
  return entries[(at + by + entries.length) % entries.length]?.id;
}

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
