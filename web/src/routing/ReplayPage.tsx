import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { replayQuery } from "../api/routing";
import type { RoutingReplay } from "../api/types";
import { Empty, Failure } from "../parts/Message";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { t } from "../text";
import { dateTime, span } from "../text/time";
import { Comparison } from "./Comparison";
import { Differences } from "./Differences";
import { Publish } from "./Publish";
import classes from "./routing.module.css";
import { useDesk } from "./useDraft";

/** What came of a replay: history beside its variants, and which orders would change. */
export function ReplayPage() {
  const { id } = useParams({ from: "/inside/routing/replays/$id" });
  const { data: replay, error, isPending, refetch } = useQuery(replayQuery(id));
  if (isPending) return <Skeleton label={t("replay.loading")} rows={10} />;
  if (!replay) return <Failure level={2} error={error} onRetry={() => void refetch()} />;
  const report = replay.report;
  return (
    <div className={partClasses.stack}>
      <p>
        <Link to="/routing/replays">{t("replay.back")}</Link>
      </p>
      {!replay.finished_at && <Progress replay={replay} />}
      {replay.status === "stopped" && (
        <Empty level={2} title={t("replay.stopped")} what={t("replay.stoppedWhat")} />
      )}
      {replay.status === "failed" && (
        <Empty level={2} title={t("replay.failed")} what={replay.problem ?? ""} />
      )}
      {report && (
        <>
          {report.decisions === 0 ? (
            <Empty level={2} title={t("replay.nothing")} what={t("replay.nothingWhat")} />
          ) : (
            <Comparison report={report} hint={took(replay)} />
          )}
          {report.defects > 0 && (
            <p className={classes.trouble} role="alert">
              <Status of="replay" value="defects" />
              <span>{t("replay.defects", { count: report.defects })}</span>
            </p>
          )}
          {replay.variants.map(({ version }, n) =>
            version ? <Publish key={version} version={version} report={report} at={n} /> : null,
          )}
          {report.decisions > 0 && <Differences replay={replay} />}
        </>
      )}
    </div>
  );
}

function took({ report, started_at: from, finished_at: to, created_at: asked }: RoutingReplay): string {
  const ms = from && to ? new Date(to).getTime() - new Date(from).getTime() : 0;
  return t("replay.took", {
    decisions: report?.decisions ?? 0,
    at: dateTime(asked),
    span: span(Math.max(ms, 1000)),
  });
}

function Progress({ replay }: { replay: RoutingReplay }) {
  const { mayWrite } = useDesk();
  const { act, busy } = useAct();
  return (
    <Panel
      title={t("replay.runs")}
      aside={
        mayWrite && (
          <Button
            loading={busy}
            onClick={() =>
              act({
                call: (headers) =>
                  api.POST("/api/v1/routing/replays/{id}/stop", {
                    params: { path: { id: replay.id } },
                    headers,
                  }),
                done: t("replay.stopped"),
              })
            }
          >
            {t("replay.stop")}
          </Button>
        )
      }
    >
      <label className={classes.progress}>
        <span role="status">{t("replay.progress", { done: replay.done, total: replay.total })}</span>
        <progress max={Math.max(1, replay.total)} value={replay.done} />
      </label>
    </Panel>
  );
}
