/** Which rows are selected: some, or all that match, whether they are on the screen or not. */
export type Selection = {
  /** Of which list: what was selected under another filter is not selected any more. */
  under: string;
  ids: ReadonlySet<string>;
  all: boolean;
  /** The row that a range begins at. */
  anchor: string | null;
};

export type Select =
  { do: "toggle" | "range"; id: string } | { do: "shown" } | { do: "all" } | { do: "none" };

export const nothing = (under: string): Selection => ({ under, ids: new Set(), all: false, anchor: null });

/** The selection after an act; shown are the ids of the rows, in their order. */
export function selected(before: Selection, act: Select, shown: string[], under: string): Selection {
  const now = before.under === under ? before : nothing(under);
  if (act.do === "none") return nothing(under);
  if (act.do === "all") return { ...nothing(under), all: true };
  if (act.do === "shown") return { ...nothing(under), ids: new Set(shown) };
  const ids = new Set(now.all ? shown : now.ids);
  const from = now.anchor === null ? -1 : shown.indexOf(now.anchor);
  if (act.do === "range" && from >= 0) {
    const to = shown.indexOf(act.id);
    shown.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((id) => ids.add(id));
  } else if (!ids.delete(act.id)) ids.add(act.id);
  return { under, ids, all: false, anchor: act.id };
}
