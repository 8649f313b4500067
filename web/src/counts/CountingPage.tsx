import { Button, NumberInput } from "@mantine/core";
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
import { lineOf, progressOf } from "./count";
import { useLive } from "./CountPage";
import { CountingLines } from "./CountingLines";
import { Finish } from "./Finish";
import { countedWith } from "./outbox";
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
  const [chosen, setChosen] = useState<string | null>(null);
  const [stray, setStray] = useState<string | null>(null);
  const [open, setOpen] = useState<"type" | "finish" | null>(null);
  const lines = (count.lines ?? []).filter(({ status }) => status === "open" || status === "counted");
  const current = lines.find(({ sku }) => sku === chosen) ?? lines.find(({ status }) => status === "open");
  const units = (line: CountLine) => countedWith(outbox, line.sku, line.counted ?? 0);

  function note(line: CountLine, quantity: number, more: boolean) {
    const after = more ? units(line) + quantity : quantity;
    if (after < 0) return refuse(t("counts.noFewer", { item: line.title || line.sku }));
    add({ sku: line.sku, quantity, add: more });
    setChosen(line.sku);
    setStray(null);
    tell(t("counts.said", { count: after, item: line.title || line.sku }), "right");
  }
  function scan(code: string) {
    const line = lineOf(lines, code);
    if (line) return note(line, 1, true);
    const decided = lineOf(count.lines ?? [], code);
    setStray(decided ? null : code);
    refuse(t(decided ? "counts.decided" : "counts.stray", { code }));
  }
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
          {stray && <Stray count={count} code={stray} onListed={(sku) => (setStray(null), setChosen(sku))} />}
          {failing && (
            <p className={classes.offline} role="status">
              {t("counts.unsent")}
            </p>
          )}
          {open === "type" && current && (
            <TypeForm
              key={current.sku}
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
              disabled={!current}
              onClick={() => note(current!, -1, true)}
            >
              <IconMinus size={24} stroke={1.75} aria-hidden="true" />
              {t("counts.fewer")}
            </button>
            <button
              type="button"
              className={classes.big}
              disabled={!current}
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
        <CountingLines lines={lines} outbox={outbox} current={current?.sku} onChoose={setChosen} />
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
function Stray({ count, code, onListed }: { count: Count; code: string; onListed: (sku: string) => void }) {
  const { act, busy } = useAct();
  const list = () =>
    act({
      call: (headers) =>
        api.POST("/api/v1/counts/{id}/tallies", {
          params: { path: { id: count.id } },
          body: { items: [{ sku: code, quantity: 1, add: true }], add_unlisted: true },
          headers,
        }),
      done: t("did.listCount", { code, number: count.number }),
      then: (after) => onListed(lineOf(after.lines ?? [], code)?.sku ?? code),
    });
  return (
    <Button className={classes.second} loading={busy} onClick={list}>
      {t("counts.putOn", { code })}
    </Button>
  );
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
      aria-label={t("counts.typeOf", { item: line.title || line.sku })}
      onSubmit={(event) => {
        event.preventDefault();
        onTyped(Number(typed) || 0);
      }}
    >
      <NumberInput
        label={t("counts.typeOf", { item: line.title || line.sku })}
        description={t("counts.typeWhat")}
        min={0}
        max={1_000_000_000}
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
