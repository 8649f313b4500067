import { Button, NumberInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { reoptimizeRunsQuery, reoptimizeScheduleQuery } from "../api/routing";
import type { Reoptimized } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Empty, Failure } from "../parts/Message";
import { PagedTable } from "../parts/PagedTable";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Skeleton } from "../parts/Skeleton";
import { figure, t } from "../text";
import { dateTime } from "../text/time";
import { amount } from "./minor";
import classes from "./routing.module.css";
import { useDesk } from "./useDraft";

/** Looks for cheaper plans while nothing is released: now, or by itself every few hours. */
export function CheaperPage() {
  const { mayWrite } = useDesk();
  return (
    <div className={partClasses.stack}>
      {mayWrite && <RunNow />}
      <Schedule />
      <Panel title={t("cheaper.runs")} hint={t("cheaper.runsWhat")} flush>
        <Runs />
      </Panel>
    </div>
  );
}

function RunNow() {
  const { act, busy } = useAct();
  const [preview, setPreview] = useState<Reoptimized | null>(null);
  const look = (dryRun: boolean) =>
    act<Reoptimized>({
      call: (headers) => api.POST("/api/v1/routing/reoptimize", { body: { dry_run: dryRun }, headers }),
      done: (answer) => t(dryRun ? "cheaper.looked" : "cheaper.moved", { count: answer.moved }),
      then: (answer) => setPreview(dryRun ? answer : null),
    });
  return (
    <Panel
      title={t("cheaper.now")}
      hint={t("cheaper.nowWhat")}
      aside={
        <Button loading={busy} onClick={() => look(true)}>
          {t("cheaper.preview")}
        </Button>
      }
    >
      {preview ? (
        <Preview preview={preview} busy={busy} onRun={() => look(false)} />
      ) : (
        <p className={classes.quiet}>{t("cheaper.previewWhat")}</p>
      )}
    </Panel>
  );
}

function Preview({ preview, busy, onRun }: { preview: Reoptimized; busy: boolean; onRun: () => void }) {
  const { looked, moved, saved, currency, orders } = preview;
  if (moved === 0) return <p role="status">{t("cheaper.none", { looked })}</p>;
  return (
    <>
      <p className={classes.lead} role="status">
        {t("cheaper.would", { count: moved, looked, saved: amount(saved, currency) })}
      </p>
      <Scroll label={t("cheaper.orders")}>
        <table className={tableClasses.table} aria-label={t("cheaper.orders")}>
          <thead>
            <tr>
              <th>{t("replay.order")}</th>
              <th>{t("cheaper.from")}</th>
              <th>{t("cheaper.to")}</th>
              <th className={tableClasses.right}>{t("cheaper.saves")}</th>
            </tr>
          </thead>
          <tbody>
            {orders.map((one) => (
              <tr key={one.order_id}>
                <td>
                  <Link to="/orders/$id" params={{ id: one.order_id }}>
                    {one.order}
                  </Link>
                </td>
                <td>{one.from.map((send) => t("replay.sends", send)).join(" + ")}</td>
                <td>{one.to.map((send) => t("replay.sends", send)).join(" + ")}</td>
                <td className={tableClasses.right}>{amount(one.saved, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <div>
        <Button variant="filled" loading={busy} onClick={onRun}>
          {t("cheaper.run", { count: moved })}
        </Button>
      </div>
    </>
  );
}

function Schedule() {
  const { mayWrite } = useDesk();
  const { data, error, isPending, refetch } = useQuery(reoptimizeScheduleQuery);
  const { act, busy, fields } = useAct();
  const [hours, setHours] = useState<number | string | null>(null);
  if (isPending) return <Skeleton label={t("cheaper.schedule")} rows={2} />;
  if (!data) return <Failure level={2} error={error} onRetry={() => void refetch()} />;
  const every = hours ?? data.every_hours;
  return (
    <Panel title={t("cheaper.schedule")} hint={t("cheaper.scheduleWhat")}>
      {mayWrite ? (
        <form
          className={classes.take}
          onSubmit={(event) => {
            event.preventDefault();
            act({
              call: (headers) =>
                api.PUT("/api/v1/routing/reoptimize/schedule", {
                  body: { every_hours: Number(every) },
                  headers,
                }),
              done: t("cheaper.scheduled"),
              then: () => setHours(null),
            });
          }}
        >
          <NumberInput
            label={t("cheaper.hours")}
            description={t("cheaper.hoursWhat")}
            min={0}
            max={168}
            allowDecimal={false}
            value={every}
            error={fields.every_hours}
            onChange={setHours}
          />
          <Button type="submit" loading={busy}>
            {t("verb.save")}
          </Button>
        </form>
      ) : (
        <p>{data.every_hours === 0 ? t("cheaper.never") : t("cheaper.every", { count: data.every_hours })}</p>
      )}
    </Panel>
  );
}

function Runs() {
  const query = useInfiniteQuery(reoptimizeRunsQuery);
  return (
    <PagedTable
      query={query}
      loading={t("cheaper.runs")}
      shown={(count) => t("cheaper.runsShown", { count })}
      empty={<Empty title={t("cheaper.empty")} what={t("cheaper.emptyWhat")} />}
      label={t("cheaper.runs")}
      columns={[
        { name: t("replay.when") },
        { name: t("cheaper.by") },
        { name: t("cheaper.lookedAt"), right: true },
        { name: t("cheaper.movedOrders"), right: true },
        { name: t("cheaper.saved"), right: true },
      ]}
    >
      {(one, n) => (
        <tr key={n}>
          <td>{dateTime(one.at)}</td>
          <td className={tableClasses.quiet}>
            <bdi>{one.by}</bdi>
          </td>
          <td className={tableClasses.right}>{figure(one.looked)}</td>
          <td className={tableClasses.right}>{figure(one.moved)}</td>
          <td className={tableClasses.right}>
            {one.currency ? amount(one.saved, one.currency) : figure(one.saved)}
          </td>
        </tr>
      )}
    </PagedTable>
  );
}
