import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { tellFailure } from "../act/toasts";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { FulfillmentOrder } from "../api/types";
import { t } from "../text";
import { canWave, isHeld } from "./board";
import classes from "./board.module.css";

type Props = {
  selected: FulfillmentOrder[];
  /** What could be selected. */
  all: FulfillmentOrder[];
  location: string;
  onChoose: (chosen: FulfillmentOrder[]) => void;
};

const shownSkips = 3;
const mostInWave = 100;

/** Releases what is selected, or makes a wave of it; says before what will be skipped and after what was. */
export function BulkBar({ selected, all, location, onChoose }: Props) {
  const toPick = selected.filter(canWave);
  const toRelease = selected.filter((work) => !canWave(work));
  // All of what somebody has begun to select: of one column, or of both.
  const like = all.filter((work) => (canWave(work) ? toPick.length > 0 : toRelease.length > 0));
  const held = selected.filter(isHeld).length;
  const clear = () => onChoose([]);
  return (
    <div className={classes.bulk} role="region" aria-label={t("board.selection")}>
      <b role="status">{t("board.selected", { count: selected.length })}</b>
      {held > 0 && <span>{t("board.willSkip", { count: held })}</span>}
      {toRelease.length > 0 && <Release selected={toRelease} onDone={clear} />}
      {toPick.length > 0 && <MakeWave selected={toPick} location={location} />}
      {selected.length < like.length && (
        <Button onClick={() => onChoose(like)}>{t("board.selectAll", { count: like.length })}</Button>
      )}
      <Button onClick={clear}>{t("board.unselect")}</Button>
    </div>
  );
}

function Release({ selected, onDone }: { selected: FulfillmentOrder[]; onDone: () => void }) {
  const { act, busy } = useAct();
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
        onDone();
      },
    });
  return (
    <Button variant="filled" loading={busy} onClick={release}>
      {t("board.release", { count: selected.length })}
    </Button>
  );
}

function MakeWave({ selected, location }: { selected: FulfillmentOrder[]; location: string }) {
  const { act, busy } = useAct();
  const navigate = useNavigate();
  const make = () =>
    act({
      call: (headers) =>
        api.POST("/api/v1/waves", {
          body: {
            location,
            fulfillment_orders: selected.slice(0, mostInWave).map((work) => work.id),
            claim: true,
          },
          headers,
        }),
      done: (made) => t("did.makeWave", { number: made.number, count: made.progress.works }),
      then: (made) => void navigate({ to: "/fulfillment/waves/$id", params: { id: made.id } }),
    });
  return (
    <Button variant="filled" loading={busy} onClick={make}>
      {t("wave.make", { count: Math.min(selected.length, mostInWave) })}
    </Button>
  );
}
