import { Button, NumberInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { IconMinus, IconNumbers, IconPlus } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { countQuery } from "../api/counts";
import type { Count, CountLine } from "../api/types";
import { ScanField } from "../fulfillment/ScanField";
import { signal } from "../fulfillment/signal";
import classes from "../fulfillment/station.module.css";
import { StationHead } from "../fulfillment/StationHead";
import { useVerdict } from "../fulfillment/useVerdict";
import { Verdict } from "../fulfillment/Verdict";
import { Empty, Failure } from "../parts/Message";
import { Skeleton } from "../parts/Skeleton";
import { figure, t } from "../text";
import { day } from "../text/time";
import { lineOf, lotOf, namedOf, nameless, nameOf, progressOf } from "./count";
import { useLive } from "./CountPage";
import { CountingLines } from "./CountingLines";
import { Finish } from "./Finish";
import { countedWith, isUnsent, type Found } from "./outbox";
import { useOutbox } from "./useOutbox";

/** Where a counter works: each scan is one unit, or a figure is typed. */
export function CountingPage() {
  const { id } = useParams({ from: "/inside/counts/$id/station" });
  const query = useQuery(countQuery(id));
  const counts = useMay()("stock.write");
  useLive(id);
  if (query.isPending) return <Skeleton label={t("counts.loading")} />;
  if (!query.data) return <Failure level={1} error={query.error} onRetry={() => void query.refetch()} />;
  const { status, number, location } = query.data;
  if (!counts || (status !== "open" && status !== "counting")) {
    return (
      <div className={classes.station}>
        <StationHead title={number} location={location} count={id} />
        <Empty level={2} title={t("counts.over")} what={t("counts.overWhat")} />
      </div>
    );
  }
  return <Station count={query.data} />;
}

function Station({ count }: { count: Count }) {
  const navigate = useNavigate();
  const { said, tell, refuse } = useVerdict(null);
  const { outbox, add, failing, unsent } = useOutbox(count.id, refuse);
  const [chosen, setChosen] = useState<number | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [fresh, setFresh] = useState<Found | null>(null);
  const [stray, setStray] = useState<string | null>(null);
  const [open, setOpen] = useState<"type" | "finish" | null>(null);
  const lines = (count.lines ?? []).filter(({ status }) => status === "open" || status === "counted");
  const current = lines.find(({ line }) => line === chosen) ?? lines.find(({ status }) => status === "open");
  const units = (line: CountLine) =>
    countedWith(outbox, line, nameless(line) ? namedOf(lines, line.sku) : (line.counted ?? 0));

  function note(line: CountLine, quantity: number, more: boolean) {
    const after = more ? units(line) + quantity : quantity;
    if (after < 0) return refuse(t("counts.noFewer", { item: nameOf(line) }));
    if (line.tracking === "serial" && line.lot && after > 1) {
      return refuse(t("station.serialTwice", { code: line.lot }));
    }
    add({ sku: line.sku, lot: line.lot || undefined, quantity, add: more });
    choose(line.line);
    setAsked(line.lot ? line.sku : null);
    tell(t("counts.said", { count: after, item: nameOf(line) }), "right");
  }
  function choose(line: number) {
    setChosen(line);
    setStray(null);
    setFresh(null);
  }
  /** Wants the lot, or the number, of what was scanned. */
  function ask(line: CountLine) {
    choose(line.line);
    setAsked(line.sku);
    tell(
      t(line.tracking === "serial" ? "counts.scanSerial" : "counts.scanLot", {
        item: line.title || line.sku,
      }),
      "right",
    );
  }
  /** A lot, or a number, that the sheet does not name. */
  function name(of: CountLine, lot: string) {
    if (of.tracking === "lot") {
      setFresh({ sku: of.sku, lot, quantity: 1, add: true });
      return refuse(t("counts.newLotHere", { lot, item: of.title || of.sku }));
    }
    if (isUnsent(outbox, { sku: of.sku, lot })) return refuse(t("station.serialTwice", { code: lot }));
    add({ sku: of.sku, lot, quantity: 1, add: true });
    choose(of.line);
    tell(t("counts.said", { count: 1, item: nameOf({ ...of, lot }) }), "right");
  }
  function scan(code: string) {
    const lot = lotOf(lines, code);
    if (lot) return note(lot, 1, true);
    const line = lineOf(lines, code);
    if (line?.tracking === "none") return note(line, 1, true);
    if (line)
      return current?.sku === line.sku && current.tracking === "lot" && current.lot
        ? note(current, 1, true)
        : ask(line);
    const decided = lineOf(count.lines ?? [], code) ?? lotOf(count.lines ?? [], code);
    const wanting = lines.find(({ sku }) => sku === asked);
    if (wanting && !decided) return name(wanting, code.trim());
    setStray(decided ? null : code);
    refuse(t(decided ? "counts.decided" : "counts.stray", { code }));
  }
  function listed(line: CountLine) {
    if (line.tracking === "none") return note(line, 1, true);
    ask(line);
  }
  const countable = current && !nameless(current);
  return (
    <div className={classes.station}>
      <StationHead
        title={count.number}
        hint={count.note || t("counts.stationHint")}
        location={count.location}
        count={count.id}
        progress={progressOf(count)}
      />
      <div className={classes.body}>
        <div className={classes.main}>
          {current && <Target line={current} units={units(current)} />}
          <div className={classes.card}>
            <p className={classes.lead}>
              {t("counts.of", {
                some: figure(progressOf(count).done),
                all: figure(progressOf(count).of),
              })}
            </p>
            <ScanField label={t("counts.scan")} onScan={scan} />
          </div>
          <Verdict said={said} />
          {stray && <Stray count={count} code={stray} onListed={listed} />}
          {fresh && (
            <NewLot
              key={fresh.lot}
              found={fresh}
              onNamed={(found) => {
                add(found);
                setFresh(null);
                tell(t("counts.said", { count: found.quantity, item: found.lot ?? "" }), "right");
              }}
              onClose={() => setFresh(null)}
            />
          )}
          {failing && (
            <p className={classes.offline} role="status">
              {t("counts.unsent")}
            </p>
          )}
          {open === "type" && current && (
            <TypeForm
              key={current.line}
              line={current}
              units={units(current)}
              onTyped={(figureOf) => {
                note(current, figureOf, false);
                setOpen(null);
              }}
              onClose={() => setOpen(null)}
            />
          )}
          <div className={classes.actions}>
            <button
              type="button"
              className={classes.big}
              disabled={!countable}
              onClick={() => note(current!, -1, true)}
            >
              <IconMinus size={24} stroke={1.75} aria-hidden="true" />
              {t("counts.fewer")}
            </button>
            <button
              type="button"
              className={classes.big}
              disabled={!countable}
              onClick={() => note(current!, 1, true)}
            >
              <IconPlus size={24} stroke={1.75} aria-hidden="true" />
              {t("counts.more")}
            </button>
            <button
              type="button"
              className={classes.big}
              disabled={!current}
              aria-expanded={open === "type"}
              onClick={() => setOpen(open === "type" ? null : "type")}
            >
              <IconNumbers size={24} stroke={1.75} aria-hidden="true" />
              {t("counts.type")}
            </button>
          </div>
          {open === "finish" ? (
            <Finish
              count={count}
              onDone={() => {
                signal("complete");
                void navigate({ to: "/counts/$id", params: { id: count.id } });
              }}
              onClose={() => setOpen(null)}
            />
          ) : (
            <Button
              className={classes.confirm}
              variant={lines.every(({ status }) => status === "counted") ? "filled" : "default"}
              disabled={unsent || count.status === "open"}
              onClick={() => setOpen("finish")}
            >
              {t("counts.finish")}
            </Button>
          )}
        </div>
        <CountingLines
          lines={lines}
          outbox={outbox}
          current={current?.line}
          onChoose={(line) => {
            choose(line);
            setAsked(lines.find((one) => one.line === line && one.tracking !== "none")?.sku ?? null);
          }}
        />
      </div>
    </div>
  );
}

function Target({ line, units }: { line: CountLine; units: number }) {
  return (
    <div className={classes.target}>
      <div>
        <span>{t("counts.present")}</span>
        <p className={classes.code}>
          <bdi>{line.sku}</bdi>
        </p>
        <bdi>{line.title}</bdi>
        {line.lot && (
          <span>
            {t(line.tracking === "serial" ? "lot.serial" : "lot.lot")} <bdi>{line.lot}</bdi>
            {line.expires_on && `, ${day(line.expires_on)}`}
          </span>
        )}
        {nameless(line) && (
          <span>{t(line.tracking === "serial" ? "counts.eachNumber" : "counts.eachLot")}</span>
        )}
        {line.expected !== null && <span>{t("counts.expects", { count: line.expected })}</span>}
      </div>
      <div className={classes.take}>
        <span>{t("counts.found")}</span>
        <p>{units}</p>
      </div>
    </div>
  );
}

/** Puts what lies on the shelf and is not on the sheet on it. */
function Stray({
  count,
  code,
  onListed,
}: {
  count: Count;
  code: string;
  onListed: (line: CountLine) => void;
}) {
  const { act, busy } = useAct();
  const list = () =>
    act({
      call: (headers) =>
        api.POST("/api/v1/counts/{id}/tallies", {
          params: { path: { id: count.id } },
          body: { items: [{ sku: code, quantity: 0, add: true }], add_unlisted: true },
          headers,
        }),
      done: t("did.listCount", { code, number: count.number }),
      then: (after) => {
        const line = (after.lines ?? []).findLast((one) => lineOf([one], code)) ?? after.lines?.at(-1);
        if (line) onListed(line);
      },
    });
  return (
    <Button className={classes.second} loading={busy} onClick={list}>
      {t("counts.putOn", { code })}
    </Button>
  );
}

/** A lot that the sheet does not name: how many of it, and until when it is good. */
function NewLot({
  found,
  onNamed,
  onClose,
}: {
  found: Found;
  onNamed: (found: Found) => void;
  onClose: () => void;
}) {
  return (
    <form
      className={classes.card}
      aria-label={t("counts.newLot", { lot: found.lot ?? "" })}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const expires = String(form.get("expires_on") ?? "");
        onNamed({
          ...found,
          quantity: Number(form.get("quantity")) || 0,
          add: false,
          expires_on: expires || undefined,
        });
      }}
    >
      <p className={classes.lead}>{t("counts.newLot", { lot: found.lot ?? "" })}</p>
      <TextInput
        type="date"
        name="expires_on"
        label={t("lot.expires")}
        description={t("lot.expiresWhat")}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
      />
      <NumberInput
        name="quantity"
        label={t("counts.found")}
        min={0}
        max={1_000_000_000}
        allowDecimal={false}
        defaultValue={1}
        hideControls
        inputMode="numeric"
      />
      <Button type="submit" className={classes.second} variant="filled">
        {t("counts.keep")}
      </Button>
      <Button className={classes.second} onClick={onClose}>
        {t("counts.notThat")}
      </Button>
    </form>
  );
}

/** The most units that can be found on a line: of nothing named none, of a number one. */
function most(line: CountLine): number {
  if (nameless(line)) return 0;
  return line.tracking === "serial" ? 1 : 1_000_000_000;
}

type TypeProps = { line: CountLine; units: number; onTyped: (units: number) => void; onClose: () => void };

/** A figure instead of scans: what this counter found in all. */
function TypeForm({ line, units, onTyped, onClose }: TypeProps) {
  const [typed, setTyped] = useState<string | number>(units);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <form
      className={classes.card}
      aria-label={t("counts.typeOf", { item: nameOf(line) })}
      onSubmit={(event) => {
        event.preventDefault();
        onTyped(Number(typed) || 0);
      }}
    >
      <NumberInput
        label={t("counts.typeOf", { item: nameOf(line) })}
        description={t("counts.typeWhat")}
        min={0}
        max={most(line)}
        allowDecimal={false}
        clampBehavior="strict"
        hideControls
        inputMode="numeric"
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
        ref={field}
      />
      <Button type="submit" className={classes.second} variant="filled">
        {t("counts.keep")}
      </Button>
    </form>
  );
}
