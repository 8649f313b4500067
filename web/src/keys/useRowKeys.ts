import { useRef } from "react";
import { t } from "../text";
import { useCommands } from "./commands";

type Wishes = {
  /** Selects or unselects the row at a place, counted from 0; none when rows can't be selected. */
  onToggle?: (row: number) => void;
  /** Selects all rows between the last selected one and that at a place. */
  onRange?: (row: number) => void;
};

/**
 * Walks through the rows of a list: j and k move to the next and the one before,
 * x selects, ⇧x selects a range, Enter opens. The cursor is the focus itself, on
 * what is marked `data-row` in each row, so that a screen reader follows and
 * Enter needs nothing.
 */
export function useRowKeys<T extends HTMLElement>({ onToggle, onRange }: Wishes = {}) {
  const list = useRef<T>(null);
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
  const present = () => rows().findIndex((row) => rowOf(row).contains(document.activeElement));
  function move(by: 1 | -1) {
    const all = rows();
    const at = present();
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1);
    all[next]?.focus();
    all[next]?.scrollIntoView({ block: "nearest" });
  }
  function onRow(act: (row: number) => void) {
    if (present() >= 0) act(present());
  }
  useCommands([
    { name: t("keys.next"), keys: "j", group: "list", run: () => move(1) },
    { name: t("keys.before"), keys: "k", group: "list", run: () => move(-1) },
    ...(onToggle
      ? [{ name: t("keys.select"), keys: "x", group: "list" as const, run: () => onRow(onToggle) }]
      : []),
    ...(onRange
      ? [{ name: t("keys.selectRange"), keys: "X", group: "list" as const, run: () => onRow(onRange) }]
      : []),
  ]);
  return list;
}

const rowOf = (mark: HTMLElement) => mark.closest("tr, li") ?? mark;
