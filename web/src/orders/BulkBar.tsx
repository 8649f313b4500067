import { useQuery } from "@tanstack/react-query";
import type { Select, Selection } from "../act/selection";
import { SelectAll, SelectionBar } from "../act/SelectionBar";
import { useMay } from "../act/useAct";
import { orderCountQuery } from "../api/orders";
import { figure, t } from "../text";
import { bulkVerbs, keyOf, needs, verbName, type BulkVerb } from "./bulk/verbs";

type Props = {
  selection: Selection;
  /** What all matches are; undefined where they can't be said. */
  filter: string | undefined;
  select: (act: Select) => void;
  onVerb: (verb: BulkVerb) => void;
};

/** What can be done to the selected orders. */
export function BulkBar({ selection, filter, select, onVerb }: Props) {
  const may = useMay();
  const some = selection.all || selection.ids.size > 0;
  const { data } = useQuery({ ...orderCountQuery(filter ?? ""), enabled: some && filter !== undefined });
  if (!some) return null;
  const matches = data ? `${figure(data.count)}${data.capped ? "+" : ""}` : "";
  const more = !selection.all && filter !== undefined && data && data.count > selection.ids.size;
  return (
    <SelectionBar
      label={t("bulk.title")}
      said={
        selection.all
          ? t("bulk.allSelected", { all: matches })
          : t("bulk.selected", { count: selection.ids.size })
      }
      verbs={bulkVerbs
        .filter((verb) => may(needs[verb]))
        .map((verb) => ({
          name: t(verbName(verb)),
          command: t("bulk.command", { verb: t(verbName(verb)) }),
          keys: keyOf[verb],
          run: () => onVerb(verb),
        }))}
      onClear={() => select({ do: "none" })}
    >
      {more && <SelectAll all={matches} onAll={() => select({ do: "all" })} />}
    </SelectionBar>
  );
}
