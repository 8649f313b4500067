import { Button } from "@mantine/core";
import { tellFailure } from "../act/toasts";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { FulfillmentOrder } from "../api/types";
import { t } from "../text";
import { isHeld } from "./board";
import classes from "./board.module.css";

type Props = {
  selected: FulfillmentOrder[];
  /** How many could be selected. */
  of: number;
  onAll: () => void;
  onClear: () => void;
};

const shownSkips = 3;

/** Releases what is selected, says before what will be skipped and after what was. */
export function BulkRelease({ selected, of, onAll, onClear }: Props) {
  const { act, busy } = useAct();
  const held = selected.filter(isHeld).length;
  const release = () =>
    act({
      call: (headers) =>
        api.POST("/api/v1/fulfillment-orders/release", {
          body: { ids: selected.map((work) => work.id) },
          headers,
        }),
      done: (answer) => t("did.releaseMany", { count: answer.items.filter((row) => row.done).length }),
      then: (answer) => {
        const numbers = new Map(selected.map((work) => [work.id, work.number]));
        const skipped = answer.items.filter((row) => !row.done);
        for (const row of skipped.slice(0, shownSkips)) {
          tellFailure(`${numbers.get(row.id) ?? row.id}: ${row.problem?.detail ?? ""}`);
        }
        onClear();
      },
    });
  return (
    <div className={classes.bulk} role="region" aria-label={t("board.selection")}>
      <b role="status">{t("board.selected", { count: selected.length })}</b>
      {held > 0 && <span>{t("board.willSkip", { count: held })}</span>}
      <Button variant="filled" loading={busy} onClick={release}>
        {t("board.release", { count: selected.length })}
      </Button>
      {selected.length < of && <Button onClick={onAll}>{t("board.selectAll", { count: of })}</Button>}
      <Button onClick={onClear}>{t("board.unselect")}</Button>
    </div>
  );
}
