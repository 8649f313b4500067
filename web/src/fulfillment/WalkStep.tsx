import { IconCheck, IconCircle, IconMinus } from "@tabler/icons-react";
import { useState } from "react";
import { tellFailure } from "../act/toasts";
import { newKey, useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Wave } from "../api/types";
import { t } from "../text";
import { LeftWork } from "./LeftWork";
import { Lots, PickActions, Target } from "./PickParts";
import { ScanField } from "./ScanField";
import {
  add,
  leftOf,
  progressOf,
  readCode,
  readLot,
  sending,
  tally,
  undo,
  type ShortReason,
} from "./session";
import { signal } from "./signal";
import { StationHead } from "./StationHead";
import classes from "./station.module.css";
import { useKept } from "./useSession";
import { useVerdict } from "./useVerdict";
import { Verdict } from "./Verdict";
import {
  doneAt,
  fitting,
  leftAt,
  shorts,
  walkItems,
  walkLots,
  walkStops,
  type WalkLine,
  type WalkStop,
} from "./walk";

/** Walks from stop to stop: each scan counts one unit and names the tote that it goes into. */
export function WalkStep({ wave }: { wave: Wave }) {
  const { session: kept, keep, forget } = useKept(wave.id, "walk");
  const { said, tell, refuse } = useVerdict(null);
  const { act, busy } = useAct();
  const [chosen, setChosen] = useState<string | null>(null);
  const [into, setInto] = useState<number | null>(null);
  const stops = walkStops(wave);
  const lines = stops.flatMap((stop) => stop.lines);
  const session = fitting(kept, lines);
  const progress = progressOf(session, lines);
  const complete = progress.done === progress.of;
  const wanting = stops.filter((stop) => leftAt(session, stop) > 0);
  const current = wanting.find(({ stop }) => stop.sku === chosen) ?? wanting[0];

  function put(line: WalkLine, lot?: string) {
    const next = add(session, { line: line.line, units: 1, lot });
    keep(next);
    setChosen(line.sku);
    setInto(line.tote);
    const { done } = tally(next, line.line);
    const after = progressOf(next, lines);
    tell(
      t("wave.into", { tote: line.tote, item: line.title, done, of: line.want }),
      after.done === after.of ? "complete" : "right",
    );
  }
  function scan(code: string) {
    // The present stop first: a code may stand at several.
    const inOrder = [...(current?.lines ?? []), ...lines.filter(({ sku }) => sku !== current?.stop.sku)];
    const read = readCode(session, inOrder, code);
    if (!("refused" in read)) return put(read.line as WalkLine);
    const other = readLot(session, inOrder, walkLots(stops), code);
    if (other) return put(other.line as WalkLine, other.lot);
    setInto(null);
    refuse(
      read.refused === "enough"
        ? t("wave.enough", { item: read.line!.title })
        : t("wave.wrong", { code, number: wave.number }),
    );
  }
  function lack(stop: WalkStop, units: number, reason: ShortReason) {
    keep(shorts(session, stop, units, reason).reduce(add, session));
    setInto(null);
    tell(t("station.saidShort", { count: units, item: stop.lines[0]!.title }), "right");
  }
  function takeBack() {
    keep(undo(session));
    setInto(null);
    tell(t("station.undone"), "right");
  }
  function submit() {
    const items = walkItems(session, lines);
    if (items.length === 0) return refuse(t("station.nothing"));
    const next = sending(session, items, newKey);
    keep(next);
    act({
      // The key is kept with the scans: after a lost answer they count once.
      call: () =>
        api.POST("/api/v1/waves/{id}/pick", {
          params: { path: { id: wave.id } },
          body: { items },
          headers: { "Idempotency-Key": next.sent.key },
        }),
      done: (answer) => t("did.pickWave", { count: answer.done, number: wave.number }),
      then: (answer) => {
        for (const row of answer.items) if (row.problem) tellFailure(row.problem.detail ?? row.id);
        forget();
        setInto(null);
        signal("complete");
      },
    });
  }
  return (
    <>
      <StationHead
        title={wave.number}
        hint={t("wave.walkHint", { count: wave.progress.works, place: wave.location.name })}
        wave={wave}
        progress={progress}
      />
      <div className={classes.body}>
        <div className={classes.main}>
          {current && (
            <Stop at={current} left={leftAt(session, current)} lineLeft={(line) => leftOf(session, line)} />
          )}
          <div className={classes.card}>
            <p className={classes.lead}>{t("station.picked", progress)}</p>
            <ScanField
              label={complete ? t("station.enterConfirms") : t("station.scanItem")}
              onScan={scan}
              onEmpty={() => complete && submit()}
            />
          </div>
          {into !== null && (
            <div className={classes.tote} aria-hidden="true">
              {t("wave.tote")}
              <p>{into}</p>
            </div>
          )}
          <Verdict said={said} />
          <LeftWork wave={wave} />
          <PickActions
            item={current?.lines[0]!.title ?? ""}
            most={current ? leftAt(session, current) : 0}
            progress={progress}
            busy={busy}
            onShort={(units, reason) => lack(current!, units, reason)}
            onOne={() => put(current!.lines.find((line) => leftOf(session, line) > 0)!)}
            onUndo={session.deeds.length > 0 ? takeBack : undefined}
            onConfirm={submit}
          />
        </div>
        <ul className={classes.lines} role="list" aria-label={t("wave.stops")}>
          {stops.map((one) => (
            <li key={one.stop.sku}>
              <button
                type="button"
                className={classes.line}
                aria-current={one === current || undefined}
                onClick={() => setChosen(one.stop.sku)}
              >
                <StopRow at={one} done={doneAt(session, one)} left={leftAt(session, one)} />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

type StopProps = { at: WalkStop; left: number; lineLeft: (line: WalkLine) => number };

/** What is looked for, how many of it, and where they go. */
function Stop({ at: { stop, lines }, left, lineLeft }: StopProps) {
  const wanting = lines.filter((line) => lineLeft(line) > 0);
  return (
    <Target {...stop} left={left}>
      {stop.tracking === "lot" && <Lots lots={stop.lots} />}
      <span className={classes.totes}>
        {wanting.map((line) => (
          <b key={line.line}>{t("wave.toteGets", { tote: line.tote, units: lineLeft(line) })}</b>
        ))}
      </span>
    </Target>
  );
}

function StopRow({ at: { lines, stop }, done, left }: { at: WalkStop; done: number; left: number }) {
  const of = lines.reduce((sum, line) => sum + line.want, 0);
  const Icon = left > 0 ? IconCircle : done < of ? IconMinus : IconCheck;
  const short = of - done - left;
  return (
    <>
      <Icon size={20} stroke={1.75} aria-hidden="true" className={done === of ? classes.ok : classes.quiet} />
      <span className={classes.lineText}>
        <bdi>{stop.title || stop.sku}</bdi>
        <bdi className={classes.sku}>{stop.sku}</bdi>
      </span>
      <b>
        {t("station.ofUnits", { done, of })}
        {short > 0 && <span className={classes.short}>{t("station.shortUnits", { count: short })}</span>}
      </b>
    </>
  );
}
