import { Button, NumberInput } from "@mantine/core";
import { IconPackage, IconPlus, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client";
import { proposedLotsQuery } from "../api/lots";
import type { FulfillmentOrder, Sku } from "../api/types";
import { t } from "../text";
import { papers, print } from "./print";
import { ScanField } from "./ScanField";
import {
  add,
  boxItems,
  leftOf,
  parcelsOf,
  progressOf,
  readCode,
  readSerial,
  serialLines,
  stepLines,
  undo,
  type Session,
  type StepLine,
} from "./session";
import { signal } from "./signal";
import { StationHead } from "./StationHead";
import { ConfirmButton, UndoButton } from "./StepActions";
import classes from "./station.module.css";
import { StepLines } from "./StepLines";
import { useSession } from "./useSession";
import { useVerdict } from "./useVerdict";
import { useWorkAct } from "./useWorkAct";
import { Verdict } from "./Verdict";

type Props = { work: FulfillmentOrder; skus: Sku[] };

/** Puts what was picked into boxes: each scan goes into the open one. */
export function PackStep({ work, skus }: Props) {
  const { session, overtaken, keep } = useSession(work, "pack");
  const { said, tell, refuse } = useVerdict(overtaken ? t("station.overtaken") : null);
  const { confirm, busy } = useWorkAct(work);
  const lines = stepLines(work, "pack", skus);
  const progress = progressOf(session, lines);
  const complete = progress.done === progress.of;
  const box = session.box;
  const proposed = useQuery(proposedLotsQuery(work.id, work.version)).data ?? [];
  const named = serialLines(lines, proposed);
  const [asked, setAsked] = useState<number | null>(null);

  function put(line: StepLine, serial?: string) {
    const next = add(session, { line: line.line, units: 1, box, serial });
    keep(next);
    const after = progressOf(next, lines);
    const said = serial
      ? t("station.serialPut", { code: serial, item: line.title, n: box + 1 })
      : t("station.put", { item: line.title, n: box + 1 });
    tell(said, after.done === after.of ? "complete" : "right");
  }
  function scan(code: string) {
    const read = readCode(session, lines, code);
    const wants = named.filter((line) => leftOf(session, line) > 0);
    if (!("refused" in read)) {
      if (!wants.includes(read.line)) return put(read.line);
      setAsked(read.line.line);
      return tell(t("station.scanSerial", { item: read.line.title }), "right");
    }
    const of = wants.find(({ line }) => line === asked) ?? wants[0];
    const serial = (of && readSerial(proposed, of, code.trim())) ?? code.trim();
    if (session.deeds.some((deed) => deed.serial === serial)) {
      return refuse(t("station.serialTwice", { code: serial }));
    }
    if (of && read.refused === "unknown") {
      if (readSerial(proposed, of, serial)) return put(of, serial);
      return refuse(t("station.noSuchSerial", { code: serial, item: of.title }));
    }
    refuse(
      read.refused === "enough"
        ? t("station.packedAll", { item: read.line!.title })
        : t("station.wrong", { code }),
    );
  }
  function putRest() {
    const rest = lines.filter((line) => leftOf(session, line) > 0 && !named.includes(line));
    keep(rest.reduce((now, line) => add(now, { line: line.line, units: leftOf(now, line), box }), session));
    const open = named.find((line) => leftOf(session, line) > 0);
    if (open) return tell(t("station.scanSerial", { item: open.title }), "right");
    tell(t("station.putRest", { n: box + 1 }), "complete");
  }
  function openBox() {
    keep({ ...session, boxes: [...session.boxes, 0], box: session.boxes.length });
    tell(t("station.boxOpened", { n: session.boxes.length + 1 }), "right");
  }
  function takeBack() {
    keep(undo(session));
    tell(t("station.undone"), "right");
  }
  function submit() {
    if (progress.done === 0) return refuse(t("station.nothing"));
    const parcels = parcelsOf(session);
    confirm({
      session,
      keep,
      body: parcels,
      call: (headers) =>
        api.POST("/api/v1/fulfillment-orders/{id}/pack", {
          params: { path: { id: work.id } },
          body: { parcels },
          headers,
        }),
      done: t("did.pack", { number: work.number }),
      then: () => signal("complete"),
    });
  }
  return (
    <>
      <StationHead
        title={work.number}
        hint={t("station.packFor", { name: work.order?.recipient ?? "", n: box + 1 })}
        location={work.location.code}
        work={work}
        progress={progress}
      />
      <div className={classes.body}>
        <div className={classes.main}>
          <div className={classes.card}>
            <p className={classes.lead}>{t("station.packed", progress)}</p>
            <ScanField
              label={complete ? t("station.enterConfirms") : t("station.scanPut", { n: box + 1 })}
              onScan={scan}
              onEmpty={() => complete && submit()}
            />
          </div>
          <Verdict said={said} />
          <Boxes session={session} keep={keep} />
          <div className={classes.actions}>
            <button type="button" className={classes.big} onClick={openBox}>
              <IconPlus size={24} stroke={1.75} aria-hidden="true" />
              {t("station.newBox")}
            </button>
            <button type="button" className={classes.big} disabled={complete} onClick={putRest}>
              <IconPackage size={24} stroke={1.75} aria-hidden="true" />
              {t("station.allIn")}
            </button>
            <UndoButton onUndo={session.deeds.length > 0 ? takeBack : undefined} />
          </div>
          <ConfirmButton progress={progress} whole="station.confirmPack" busy={busy} onConfirm={submit} />
        </div>
        <div className={classes.side}>
          <StepLines lines={lines} session={session} />
          <Button
            leftSection={<IconPrinter size={20} stroke={1.75} aria-hidden="true" />}
            className={classes.second}
            onClick={() => void print(papers.slip(work.id))}
          >
            {t("station.printSlip")}
          </Button>
          {work.order?.note && (
            <p className={classes.card}>
              {t("station.note")} <bdi>{work.order.note}</bdi>
            </p>
          )}
        </div>
      </div>
    </>
  );
}

/** The boxes with what lies in each; one is open, and each may be weighed. */
function Boxes({ session, keep }: { session: Session; keep: (session: Session) => void }) {
  return (
    <ul className={classes.boxes} role="list" aria-label={t("station.boxes")}>
      {session.boxes.map((grams, box) => {
        const units = boxItems(session, box).reduce((sum, item) => sum + item.quantity, 0);
        return (
          <li key={box} className={classes.box} data-open={session.box === box || undefined}>
            <button
              type="button"
              className={classes.boxName}
              aria-pressed={session.box === box}
              onClick={() => keep({ ...session, box })}
            >
              <b>{t("station.box", { n: box + 1 })}</b>
              <span>{t("order.unitCount", { count: units })}</span>
            </button>
            <NumberInput
              aria-label={t("station.weightOf", { n: box + 1 })}
              placeholder={t("station.weightAuto")}
              min={0}
              max={1_000_000}
              allowDecimal={false}
              hideControls
              value={grams || ""}
              onChange={(value) =>
                keep({
                  ...session,
                  boxes: session.boxes.map((was, n) => (n === box ? Number(value) || 0 : was)),
                })
              }
              rightSection={<span aria-hidden="true">g</span>}
            />
          </li>
        );
      })}
    </ul>
  );
}
