import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { canariesQuery } from "../api/routing";
import type { RoutingCanary } from "../api/types";
import { Empty, Failure } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { t } from "../text";
import { say } from "../text/said";
import { dateTime } from "../text/time";
import { CanaryResult } from "./CanaryResult";
import { CanaryRunning } from "./CanaryRunning";
import { verdict } from "./canaryWords";
import classes from "./routing.module.css";
import { StartCanary } from "./StartCanary";
import { useDesk } from "./useDraft";

/** A version on a share of the orders: how the one does that runs, how to start one, and what came of the others. */
export function CanaryPage() {
  const query = useInfiniteQuery(canariesQuery);
  const { mayWrite } = useDesk();
  if (query.isPending) return <Skeleton label={t("canary.loading")} rows={8} />;
  if (!query.data) return <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />;
  const first = query.data.pages[0]?.items[0];
  const running = first?.status === "running" ? first : undefined;
  return (
    <div className={partClasses.stack}>
      {running && <CanaryRunning canary={running} />}
      {!running && mayWrite && <StartCanary />}
      <Panel title={t("canary.past")} hint={t("canary.pastWhat")} flush>
        <PagedList
          query={query}
          loading={t("canary.loading")}
          shown={(count) => t("canary.shown", { count })}
          empty={<Empty title={t("canary.empty")} what={t("canary.emptyWhat")} />}
        >
          {(all) => (
            <ol className={classes.cards} aria-label={t("canary.past")}>
              {all.map((one) => (
                <Past key={one.id} canary={one} />
              ))}
            </ol>
          )}
        </PagedList>
      </Panel>
    </div>
  );
}

/** One that was tried, or is; its figures open on demand. */
function Past({ canary }: { canary: RoutingCanary }) {
  const [open, setOpen] = useState(false);
  const { version, live, share, status, channels, reason, says } = canary;
  const why = say(says, reason);
  return (
    <li className={classes.card}>
      <div className={classes.said}>
        <h3>
          {t("canary.tried", { version, share: String(share) })}{" "}
          <Status
            of="replay"
            value={status === "promoted" ? "done" : status}
            word={t(`canary.is.${status}`)}
          />
        </h3>
        <p>{verdict(canary)}</p>
        <p className={classes.quiet}>
          {t("canary.against", { live })}
          {channels.length > 0 && ` · ${channels.join(", ")}`}
          {` · ${t("canary.began", { at: dateTime(canary.started_at), by: canary.started_by })}`}
          {canary.ended_at &&
            ` · ${t("canary.ended", { at: dateTime(canary.ended_at), by: canary.ended_by })}`}
        </p>
        {reason && (
          <p lang={why.lang}>
            <bdi>{why.text}</bdi>
          </p>
        )}
        {status !== "running" && canary.report.paired.orders > 0 && (
          <details className={classes.fold} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t("canary.figures")}</summary>
            {open && <CanaryResult canary={canary} />}
          </details>
        )}
      </div>
    </li>
  );
}
