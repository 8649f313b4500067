import { Anchor, Button, Progress } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { facts, useAct, useMay } from "../act/useAct";
import { importQuery, startImport, type ChosenFile, type ImportKind } from "../api/imports";
import type { FileImport } from "../api/types";
import { Empty, Failure } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { Skeleton } from "../parts/Skeleton";
import { NextStep } from "../start/NextStep";
import { Quoted } from "../parts/Quoted";
import { t } from "../text";
import { FileForm } from "./FileForm";
import classes from "./imports.module.css";
import { OutcomeView } from "./OutcomeView";
import { outcomeOf, progressOf, rowsRead, type Outcome } from "./report";

const needs: Record<ImportKind, string> = {
  orders: "orders.write",
  skus: "catalog.write",
  listings: "catalog.write",
  locations: "locations.write",
  stock: "stock.write",
  movements: "stock.write",
  transit: "locations.write",
};

type Props = {
  /** What may be imported here; the first is proposed. */
  kinds: ImportKind[];
  /** What is proposed instead. */
  kind?: ImportKind;
  /** The import that is looked at: the page keeps it in its address, so that a reload finds it again. */
  id: string | undefined;
  onImport: (id: string | undefined) => void;
};

/** Imports a file in two steps: a dry run says what would happen, then it happens. */
export function ImportFile({ kinds, kind, id, onImport }: Props) {
  const may = useMay();
  const { act, busy } = useAct();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const allowed = kinds.filter((kind) => may(needs[kind]));
  if (allowed.length === 0)
    return <Empty level={2} title={t("imports.mayNot")} what={t("imports.mayNotWhat")} />;

  function send(chosen: ChosenFile, dryRun: boolean) {
    setFile(chosen);
    act({
      call: (headers) => startImport(chosen, dryRun, headers),
      done: t(dryRun ? "imports.checking" : "imports.started", { name: chosen.name }),
      then: (started) => onImport(started.id),
    });
  }
  if (!id)
    return (
      <FileForm
        key={kind}
        kinds={allowed}
        kind={kind}
        busy={busy}
        onChoose={(chosen) => send(chosen, true)}
      />
    );
  return (
    <Watch
      key={id}
      id={id}
      busy={busy}
      onRun={file ? () => send(file, false) : undefined}
      onAnother={() => onImport(undefined)}
    />
  );
}

type WatchProps = { id: string; busy: boolean; onRun?: () => void; onAnother: () => void };

/** How far an import is, and what became of it. */
function Watch({ id, busy, onRun, onAnother }: WatchProps) {
  const client = useQueryClient();
  const query = useQuery(importQuery(id));
  const one = query.data;
  const ended = one?.finished_at;
  useEffect(() => {
    if (ended) void client.invalidateQueries(facts); // what it made belongs on the page around it
  }, [client, ended]);
  if (query.isPending) return <Skeleton label={t("imports.loading")} rows={3} />;
  if (!one) return <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />;
  const outcome = outcomeOf(one);
  return (
    <Panel title={titleOf(one, outcome)} hint={<bdi>{one.name}</bdi>}>
      {!one.finished_at && <Running one={one} />}
      {one.problem && (
        <p role="alert" className={classes.failed}>
          <Quoted words={one.problem} />
        </p>
      )}
      {one.finished_at && outcome && <OutcomeView outcome={outcome} />}
      {one.finished_at && (
        <div className={classes.buttons}>
          {outcome?.dryRun && onRun && <RunButton outcome={outcome} busy={busy} onRun={onRun} />}
          {outcome && !outcome.dryRun && <NextStep />}
          {one.reject_bytes > 0 && (
            <Button component="a" href={`/api/v1/imports/${one.id}/rejects.csv`} download>
              {t("imports.rejects")}
            </Button>
          )}
          <Anchor component="button" type="button" onClick={onAnother}>
            {t(outcome?.dryRun && !onRun ? "imports.again" : "imports.another")}
          </Anchor>
        </div>
      )}
    </Panel>
  );
}

function titleOf(one: FileImport, outcome: Outcome | null): string {
  if (one.status === "failed") return t("imports.failed");
  if (!one.finished_at) return t("imports.running");
  return t(outcome?.dryRun ? "imports.dryRun" : "imports.done");
}

function RunButton({ outcome, busy, onRun }: { outcome: Outcome; busy: boolean; onRun: () => void }) {
  const count = outcome.created + outcome.changed;
  if (count === 0) return <p className={classes.quiet}>{t("imports.nothing")}</p>;
  return (
    <Button variant="filled" loading={busy} onClick={onRun}>
      {t(outcome.of === "orders" ? "imports.runOrders" : "imports.runRows", { count })}
    </Button>
  );
}

function Running({ one }: { one: FileImport }) {
  const share = progressOf(one);
  return (
    <div className={classes.running}>
      <Progress
        value={(share ?? 1) * 100}
        animated={share === null}
        aria-label={t("imports.progress")}
        size="sm"
      />
      <p className={classes.quiet} role="status">
        {t(one.started_at ? "imports.read" : "imports.waiting", { count: rowsRead(one) })}
      </p>
    </div>
  );
}
