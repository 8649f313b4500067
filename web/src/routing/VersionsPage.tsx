import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { livePolicyQuery, routingDiffQuery, routingVersionsQuery } from "../api/routing";
import type { RoutingDiff, RoutingVersion } from "../api/types";
import { Empty, Failure } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { t } from "../text";
import { dateTime } from "../text/time";
import { changeWords, fieldLines } from "./diffWords";
import classes from "./routing.module.css";
import { useDesk } from "./useDraft";

/** What the address of the versions holds: the two that are compared. */
export type VersionsView = { from?: string; to?: string };

/** Every version with who made it, who published it and why; two of them compared. */
export function VersionsPage() {
  const query = useInfiniteQuery(routingVersionsQuery);
  const versions = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className={partClasses.stack}>
      <Panel title={t("routing.versions")} hint={t("version.hint")} flush>
        <PagedList
          query={query}
          loading={t("version.loading")}
          shown={(count) => t("version.shown", { count })}
          empty={<Empty title={t("version.empty")} what={t("version.emptyWhat")} />}
        >
          {(all) => (
            <ol className={classes.cards} aria-label={t("routing.versions")}>
              {all.map((one) => (
                <VersionRow key={one.version} version={one} />
              ))}
            </ol>
          )}
        </PagedList>
      </Panel>
      {versions.length > 0 && <Compare versions={versions} />}
    </div>
  );
}

function VersionRow({ version: one }: { version: RoutingVersion }) {
  const {
    version,
    status,
    note,
    created_by: by,
    created_at: at,
    published_by: publisher,
    published_at: published,
  } = one;
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <div className={classes.said}>
          <h3>
            {t("version.number", { version })} <Status of="routing" value={status} />
            {one.defects > 0 && <Status of="replay" value="defects" />}
          </h3>
          <p>
            <bdi>{note}</bdi>
          </p>
          <p className={classes.quiet}>
            {at && t("version.made", { at: dateTime(at), by })}
            {published && ` · ${t("version.published", { at: dateTime(published), by: publisher })}`}
            {one.rolled_back_to !== null && ` · ${t("version.rolledBack", { version: one.rolled_back_to })}`}
          </p>
          {one.untested && <p className={classes.quiet}>{t("version.untested", { reason: one.untested })}</p>}
          <p className={classes.line}>
            {one.replay_id && (
              <Link to="/routing/replays/$id" params={{ id: one.replay_id }}>
                {t("version.replay")}
              </Link>
            )}
            <Link to="/routing/versions" search={{ to: String(version) }}>
              {t("version.diff")}
            </Link>
          </p>
        </div>
        {status === "retired" && <RollBack version={version} />}
      </div>
    </li>
  );
}

function RollBack({ version }: { version: number }) {
  const { mayWrite } = useDesk();
  const { act, busy } = useAct();
  const [asking, setAsking] = useState(false);
  if (!mayWrite) return null;
  if (!asking) return <Button onClick={() => setAsking(true)}>{t("version.rollBack")}</Button>;
  return (
    <ActionPanel
      title={t("version.rollBackTitle", { version })}
      verb={t("version.rollBack")}
      busy={busy}
      onSubmit={() =>
        act({
          call: (headers) =>
            api.POST("/api/v1/routing/versions/{id}/rollback", {
              params: { path: { id: version } },
              headers,
            }),
          done: (answer) => t("version.rolled", { version: answer.version }),
          then: () => setAsking(false),
        })
      }
      onClose={() => setAsking(false)}
    >
      <p>{t("version.rollBackWhat")}</p>
    </ActionPanel>
  );
}

function Compare({ versions }: { versions: RoutingVersion[] }) {
  const view = useSearch({ from: "/inside/routing/versions" });
  const navigate = useNavigate({ from: "/routing/versions" });
  const live = useQuery(livePolicyQuery).data?.version ?? 0;
  const to = view.to ?? String(versions[0]!.version);
  const before = versions.find(({ version }) => version < Number(to))?.version ?? 0;
  const from = view.from ?? String(Number(to) === live ? before : live);
  const choices = [
    ...versions.map(({ version, note }) => ({
      value: String(version),
      label: t("version.named", { version, note }),
    })),
    { value: "0", label: t("version.builtIn") },
  ];
  const show = (next: VersionsView) => void navigate({ search: { from, to, ...next }, replace: true });
  return (
    <Panel title={t("version.compare")}>
      <div className={classes.fields}>
        <NativeSelect
          label={t("version.from")}
          value={from}
          data={choices}
          onChange={(event) => show({ from: event.currentTarget.value })}
        />
        <NativeSelect
          label={t("version.to")}
          value={to}
          data={choices}
          onChange={(event) => show({ to: event.currentTarget.value })}
        />
      </div>
      <Diff from={Number(from)} to={Number(to)} />
    </Panel>
  );
}

function Diff({ from, to }: { from: number; to: number }) {
  const { policy } = useDesk();
  const { data, error, isPending, refetch } = useQuery(routingDiffQuery(from, to));
  if (isPending) return <Skeleton label={t("version.loading")} rows={3} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data.rules.length + data.fields.length === 0)
    return <p className={classes.quiet}>{t("version.noDifference")}</p>;
  return (
    <ul className={classes.diff} aria-label={t("version.compare")}>
      {data.rules.map((one, n) => (
        <RuleChange key={n} change={one} currency={policy.currency} />
      ))}
      {data.fields
        .flatMap((one) => fieldLines(one, policy.currency))
        .map((line) => (
          <li key={line} data-kind="changed">
            {line}
          </li>
        ))}
    </ul>
  );
}

function RuleChange({ change, currency }: { change: RoutingDiff["rules"][number]; currency: string }) {
  const { title, before, after } = changeWords(change, currency);
  return (
    <li data-kind={change.kind}>
      <b>{title}</b>
      {before && <del>{before}</del>}
      {after && <ins>{after}</ins>}
    </li>
  );
}
