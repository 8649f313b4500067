import { Button, NumberInput } from "@mantine/core";
import { IconArrowBackUp, IconMinus, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api } from "../api/client";
import { proposedLotsQuery } from "../api/lots";
import type { FulfillmentOrder, LotProposal, Sku } from "../api/types";
import { t } from "../text";
import { day } from "../text/time";
import { ScanField } from "./ScanField";
import {
  add,
  leftOf,
  pickItems,
  progressOf,
  readCode,
  readLot,
  shortReasons,
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
  const [shorting, setShorting] = useState(false);
  const lines = stepLines(work, "pick", skus);
  const progress = progressOf(session, lines);
  const complete = progress.done === progress.of;
  const current = currentLine(session, lines, chosen);
  const proposed = useQuery(proposedLotsQuery(work.id, work.version)).data ?? [];

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
            <Target
              line={current}
              left={leftOf(session, current)}
              proposed={proposed.find(({ line }) => line === current.line)}
            />
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
          {shorting && current && (
            <ShortForm
              item={current.title}
              most={leftOf(session, current)}
              onShort={(units, reason) => {
                record(current, units, reason);
                setShorting(false);
              }}
              onClose={() => setShorting(false)}
            />
          )}
          <div className={classes.actions}>
            <button
              type="button"
              className={classes.big}
              disabled={complete}
              aria-expanded={shorting}
              onClick={() => setShorting(!shorting)}
            >
              <IconMinus size={24} stroke={1.75} aria-hidden="true" />
              {t("station.short")}
            </button>
            <button
              type="button"
              className={classes.big}
              disabled={complete}
              onClick={() => record(current!, 1)}
            >
              <IconPlus size={24} stroke={1.75} aria-hidden="true" />
              {t("station.countOne")}
            </button>
            <button
              type="button"
              className={classes.big}
              disabled={session.deeds.length === 0}
              onClick={takeBack}
            >
              <IconArrowBackUp size={24} stroke={1.75} aria-hidden="true" />
              {t("station.undo")}
            </button>
          </div>
          <Button
            className={classes.confirm}
            variant={complete ? "filled" : "default"}
            loading={busy}
            onClick={submit}
          >
            {complete ? t("station.confirmPick") : t("station.confirmPart", progress)}
          </Button>
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

type TargetProps = { line: StepLine; left: number; proposed?: LotProposal };

function Target({ line, left, proposed }: TargetProps) {
  return (
    <div className={classes.target}>
      <div>
        <span>{t("station.lookFor")}</span>
        <p className={classes.code}>
          <bdi>{line.sku}</bdi>
        </p>
        <bdi>{line.title}</bdi>
        {line.barcode && <span>{t("station.barcode", { code: line.barcode })}</span>}
        {proposed?.tracking === "lot" && <Lots lots={proposed.lots} />}
      </div>
      <div className={classes.take}>
        <span>{t("station.take")}</span>
        <p>{left}</p>
      </div>
    </div>
  );
}

/** The lots to take, first expired first. */
export function Lots({ lots }: Pick<LotProposal, "lots">) {
  return (
    <>
      {lots.map(({ lot_id: id, lot = "", expires_on: until, quantity }) => (
        <b key={id}>
          <bdi>
            {quantity} ×{" "}
            {until
              ? t("station.fromLot", { lot, day: day(`${until}T12:00`) })
              : t("station.fromLotKeeps", { lot })}
          </bdi>
        </b>
      ))}
      <span>{t("station.otherLot")}</span>
    </>
  );
}

type ShortProps = {
  /** What is short. */
  item: string;
  most: number;
  onShort: (units: number, reason: ShortReason) => void;
  onClose: () => void;
};

/** Says how many units are not there, and why. */
export function ShortForm({ item, most, onShort, onClose }: ShortProps) {
  const [units, setUnits] = useState<string | number>(most);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const count = Math.min(most, Math.max(1, Number(units) || 0));
  return (
    // Escape is heard from every field inside, not from the group itself.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <fieldset className={classes.card} onKeyDown={(event) => event.key === "Escape" && onClose()}>
      <legend>{t("station.shortOf", { item })}</legend>
      <NumberInput
        label={t("pick.short")}
        description={t("pick.shortHint")}
        min={1}
        max={most}
        allowDecimal={false}
        clampBehavior="strict"
        value={units}
        onChange={setUnits}
        ref={field}
      />
      <div className={classes.actions}>
        {shortReasons.map((reason) => (
          <button key={reason} type="button" className={classes.big} onClick={() => onShort(count, reason)}>
            {t(`short.${reason}`)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
