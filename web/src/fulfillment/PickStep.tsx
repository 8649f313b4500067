import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client";
import { proposedLotsQuery } from "../api/lots";
import type { FulfillmentOrder, Sku } from "../api/types";
import { t } from "../text";
import { Lots, PickActions, Target } from "./PickParts";
import { ScanField } from "./ScanField";
import {
  add,
  leftOf,
  pickItems,
  progressOf,
  readCode,
  readLot,
  stepLines,
  tally,
  undo,
  type Session,
  type ShortReason,
  type StepLine,
} from "./session";
import { signal } from "./signal";
import { StationHead } from "./StationHead";
import classes from "./station.module.css";
import { StepLines } from "./StepLines";
import { useSession } from "./useSession";
import { useVerdict } from "./useVerdict";
import { useWorkAct } from "./useWorkAct";
import { Verdict } from "./Verdict";

type Props = { work: FulfillmentOrder; skus: Sku[] };

/** Takes units from the shelf: each scan counts one, another item is refused. */
export function PickStep({ work, skus }: Props) {
  const { session, overtaken, keep } = useSession(work, "pick");
  const { said, tell, refuse } = useVerdict(overtaken ? t("station.overtaken") : null);
  const { confirm, busy } = useWorkAct(work);
  const [chosen, setChosen] = useState<number | null>(null);
  const lines = stepLines(work, "pick", skus);
  const progress = progressOf(session, lines);
  const complete = progress.done === progress.of;
  const current = currentLine(session, lines, chosen);
  const proposed = useQuery(proposedLotsQuery(work.id, work.version)).data ?? [];
  const tracked = proposed.find(({ line }) => line === current?.line);

  function record(line: StepLine, units: number, short?: ShortReason, lot?: string) {
    const next = add(session, { line: line.line, units, short, lot });
    keep(next);
    setChosen(line.line);
    const { done } = tally(next, line.line);
    const after = progressOf(next, lines);
    tell(
      short
        ? t("station.saidShort", { count: units, item: line.title })
        : t("station.saidDone", { done, of: line.want, item: line.title }),
      after.done === after.of ? "complete" : "right",
    );
  }
  function scan(code: string) {
    const read = readCode(session, lines, code);
    if (!("refused" in read)) return record(read.line, 1);
    const other = readLot(session, lines, proposed, code);
    if (other) return record(other.line, 1, undefined, other.lot);
    refuse(
      read.refused === "enough"
        ? t("station.enough", { item: read.line!.title, count: read.line!.want })
        : t("station.wrong", { code }),
    );
  }
  function takeBack() {
    keep(undo(session));
    tell(t("station.undone"), "right");
  }
  function submit() {
    if (progress.done === 0) return refuse(t("station.nothing"));
    const items = pickItems(session, lines);
    const count = items.reduce((sum, item) => sum + item.quantity, 0);
    confirm({
      session,
      keep,
      body: items,
      call: (headers) =>
        api.POST("/api/v1/fulfillment-orders/{id}/pick", {
          params: { path: { id: work.id } },
          body: { items },
          headers,
        }),
      done: t("did.pick", { count, number: work.number }),
      then: () => signal("complete"),
    });
  }
  return (
    <>
      <StationHead
        title={work.number}
        hint={t("station.pickFor", { name: work.order?.recipient ?? "", place: work.order?.city ?? "" })}
        location={work.location.code}
        work={work}
        progress={progress}
      />
      <div className={classes.body}>
        <div className={classes.main}>
          {current && (
            <Target {...current} left={leftOf(session, current)}>
              {tracked?.tracking === "lot" && <Lots lots={tracked.lots} />}
            </Target>
          )}
          <div className={classes.card}>
            <p className={classes.lead}>{t("station.picked", progress)}</p>
            <ScanField
              label={complete ? t("station.enterConfirms") : t("station.scanItem")}
              onScan={scan}
              onEmpty={() => complete && submit()}
            />
          </div>
          <Verdict said={said} />
          <PickActions
            item={current?.title ?? ""}
            most={current ? leftOf(session, current) : 0}
            progress={progress}
            busy={busy}
            onShort={(units, reason) => record(current!, units, reason)}
            onOne={() => record(current!, 1)}
            onUndo={session.deeds.length > 0 ? takeBack : undefined}
            onConfirm={submit}
          />
        </div>
        <StepLines lines={lines} session={session} current={current?.line} onChoose={setChosen} />
      </div>
    </>
  );
}

/** The line that is looked for: the chosen one while it wants units, else the next that does. */
function currentLine(session: Session, lines: StepLine[], chosen: number | null): StepLine | undefined {
  const wanting = lines.filter((line) => leftOf(session, line) > 0);
  return wanting.find((line) => line.line === chosen) ?? wanting[0];
}
