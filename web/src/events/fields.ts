import { humanize, t } from "../text";

/** A field of the input's path syntax in words: lines[0].quantity is the quantity of line 1. */
export function fieldWord(path: string): string {
  const line = /^lines\[(\d+)\]\.?(.*)$/.exec(path);
  if (!line) return humanize(path);
  const of = line[2] ? `: ${humanize(line[2]).toLowerCase()}` : "";
  return `${t("order.lineNumber", { n: Number(line[1]) + 1 })}${of}`;
}
