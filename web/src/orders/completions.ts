import type { FilterKey } from "../api/types";
import { partsOf, quoted, termsOf } from "./filter";

/** What the field could go on with. */
export type Completion = {
  /** How it is called in the list. */
  name: string;
  /** What it asks, for a key. */
  doc?: string;
  /** The whole text of the field afterwards. */
  text: string;
  /** Whether the term is then complete. */
  whole: boolean;
};

const most = 12; // more than that is not read, a further letter is typed

// What an instant is mostly compared with; everything else can be typed.
const instants = ["today", "yesterday", "<now", "<today", ">=today-7d", ">=now-1h"];

/** Proposes keys, and after the colon the values of the key, for the last term that is typed. */
export function completionsOf(typed: string, keys: FilterKey[]): Completion[] {
  const last = /\s$/.test(typed) ? undefined : termsOf(typed).at(-1);
  const before = typed.slice(0, last?.at ?? typed.length);
  const term = last?.text ?? "";
  const { not, key, value } = partsOf(term);
  const sign = not || term.startsWith("-") ? "-" : "";
  if (!key) {
    const wanted = term.slice(sign.length).toLowerCase();
    return keys
      .filter((one) => one.key.startsWith(wanted))
      .map((one) => ({
        name: `${sign}${one.key}:`,
        doc: one.doc,
        text: `${before}${sign}${one.key}:`,
        whole: false,
      }));
  }
  const comma = value.lastIndexOf(",") + 1;
  const wanted = value.slice(comma).replace(/^"/, "").toLowerCase();
  return valuesOf(keys.find((one) => one.key === key))
    .filter((one) => one.toLowerCase().startsWith(wanted))
    .slice(0, most)
    .map((one) => ({
      name: one,
      text: `${before}${sign}${key}:${value.slice(0, comma)}${/^[<>]/.test(one) ? one : quoted(one)}`,
      whole: true,
    }));
}

function valuesOf(key: FilterKey | undefined): string[] {
  if (!key) return [];
  return key.kind === "instant" ? instants : key.values;
}
