import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import classes from "../../act/bulk.module.css";
import { Outcome } from "../../act/Outcome";
import { useAct } from "../../act/useAct";
import { bulkRunQuery, hasEnded } from "../../api/bulk";
import { api } from "../../api/client";
import { Failure } from "../../parts/Message";
import { Skeleton } from "../../parts/Skeleton";
import { Status } from "../../status/Status";
import { Quoted } from "../../parts/Quoted";
import { t } from "../../text";
import { runName } from "./verbs";

type Props = {
  id: string;
  /** Called with the run that undoes this one. */
  onUndone: (id: string) => void;
  onClose?: () => void;
};

/** How far a run is, what it did, and the way back. */
export function RunView({ id, onUndone, onClose }: Props) {
  const client = useQueryClient();
  const { data: run, error, refetch } = useQuery(bulkRunQuery(id));
  const { act, busy } = useAct();
  const ended = run !== undefined && hasEnded(run);
  useEffect(() => {
    if (ended) void client.invalidateQueries({ queryKey: ["orders"] });
  }, [client, ended]);
  if (error && !run) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!run) return <Skeleton label={t("bulk.loading")} rows={2} />;
  const params = { path: { id } };
  const undo = () =>
    act({
      call: (headers) => api.POST("/api/v1/bulk/{id}/undo", { params, headers }),
      done: t("bulk.undoing"),
      then: (undoing) => onUndone(undoing.id),
    });
  const stop = () =>
    act({
      call: (headers) => api.POST("/api/v1/bulk/{id}/stop", { params, headers }),
      done: t("bulk.stopped"),
    });
  return (
    <div className={classes.preview}>
      <div className={classes.line}>
        <strong>{t(runName(run.action))}</strong>
        <Status of="bulk" value={run.status} />
        <span className={classes.quiet}>{t("bulk.settled", { count: run.settled, of: run.total })}</span>
      </div>
      <Outcome
        settled={run.settled}
        total={run.total}
        results={{
          changed: run.changed,
          unchanged: run.unchanged,
          refused: run.refused,
          failed: run.failed,
        }}
      />
      {run.problem && <Quoted words={run.problem} className={classes.quiet} />}
      <div className={classes.line}>
        {!ended && (
          <Button loading={busy} onClick={stop}>
            {t("bulk.stop")}
          </Button>
        )}
        {ended && run.can_undo && (
          <Button loading={busy} onClick={undo}>
            {t("bulk.undo")}
          </Button>
        )}
        {run.undone_by && (
          <Link to="/orders/bulk/$id" params={{ id: run.undone_by }}>
            {t("bulk.undoneBy")}
          </Link>
        )}
        {run.undoes && (
          <Link to="/orders/bulk/$id" params={{ id: run.undoes }}>
            {t("bulk.undoes")}
          </Link>
        )}
        {onClose && (
          <Link to="/orders/bulk/$id" params={{ id }}>
            {t("bulk.rows")}
          </Link>
        )}
        <a href={`/api/v1/bulk/${id}/results.csv`} download>
          {t("bulk.csv")}
        </a>
        {onClose && ended && <Button onClick={onClose}>{t("bulk.close")}</Button>}
      </div>
    </div>
  );
}
