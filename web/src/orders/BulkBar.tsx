import { Button, CloseButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../act/useAct";
import { orderCountQuery } from "../api/orders";
import { useCommands } from "../keys/commands";
import { figure, t } from "../text";
import { bulkVerbs, keyOf, needs, verbName, type BulkVerb } from "./bulk/verbs";
import classes from "./orders.module.css";
import type { Select, Selection } from "./selection";

type Props = {
  selection: Selection;
  /** What all matches are; undefined where they can't be said. */
  filter: string | undefined;
  select: (act: Select) => void;
  onVerb: (verb: BulkVerb) => void;
};

/** What can be done to the selected orders; it floats over the list while there are any. */
export function BulkBar({ selection, filter, select, onVerb }: Props) {
  const may = useMay();
  const verbs = bulkVerbs.filter((verb) => may(needs[verb]));
  const some = selection.all || selection.ids.size > 0;
  const { data } = useQuery({ ...orderCountQuery(filter ?? ""), enabled: some && filter !== undefined });
  const matches = data && `${figure(data.count)}${data.capped ? "+" : ""}`;
  useCommands(
    some
      ? [
          ...verbs.map((verb) => ({
            name: t("bulk.command", { verb: t(verbName(verb)) }),
            keys: keyOf[verb],
            group: "page" as const,
            run: () => onVerb(verb),
          })),
          {
            name: t("bulk.clear"),
            keys: "c",
            group: "list" as const,
            run: () => select({ do: "none" }),
          },
        ]
      : [],
  );
  if (!some) return null;
  return (
    <div className={classes.bulk} role="region" aria-label={t("bulk.title")}>
      <span role="status">
        {selection.all
          ? t("bulk.allSelected", { all: matches ?? "" })
          : t("bulk.selected", { count: selection.ids.size })}
      </span>
      {!selection.all && filter !== undefined && data && data.count > selection.ids.size && (
        <button type="button" className={classes.bulkAll} onClick={() => select({ do: "all" })}>
          {t("bulk.all", { all: matches ?? "" })}
        </button>
      )}
      <span className={classes.bulkVerbs}>
        {verbs.map((verb) => (
          <Button
            key={verb}
            size="compact-sm"
            variant="transparent"
            c="var(--sy-on-inverse)"
            onClick={() => onVerb(verb)}
          >
            {t(verbName(verb))}
            {keyOf[verb] && (
              <kbd className={classes.bulkKey} aria-hidden="true">
                {keyOf[verb]}
              </kbd>
            )}
          </Button>
        ))}
      </span>
      <CloseButton
        aria-label={t("bulk.clear")}
        c="var(--sy-on-inverse)"
        variant="transparent"
        onClick={() => select({ do: "none" })}
      />
    </div>
  );
}
