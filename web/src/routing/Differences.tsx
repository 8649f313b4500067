import { Button, Checkbox } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { replayRowsQuery } from "../api/routing";
import type { RoutingOutcome, RoutingReplay } from "../api/types";
import { Empty } from "../parts/Message";
import { PagedTable } from "../parts/PagedTable";
import { Panel } from "../parts/Panel";
import { Status } from "../status/Status";
import { t } from "../text";
import { dateTime } from "../text/time";
import { amount } from "./minor";
import classes from "./routing.module.css";

/** The decisions side by side, those that would change or all. */
export function Differences({ replay }: { replay: RoutingReplay }) {
  const view = useSearch({ from: "/inside/routing/replays/$id" });
  const navigate = useNavigate({ from: "/routing/replays/$id" });
  const moved = view.all !== "1";
  const query = useInfiniteQuery(replayRowsQuery(replay.id, moved));
  return (
    <Panel
      title={t("replay.orders")}
      hint={t("replay.ordersWhat")}
      flush
      aside={
        <div className={classes.line}>
          <Checkbox
            label={t("replay.onlyMoved")}
            checked={moved}
            onChange={(event) =>
              void navigate({ search: { all: event.currentTarget.checked ? undefined : "1" }, replace: true })
            }
          />
          <Button
            component="a"
            href={`/api/v1/routing/replays/${replay.id}/orders/export${moved ? "?moved=true" : ""}`}
            download
          >
            {t("replay.export")}
          </Button>
        </div>
      }
    >
      <PagedTable
        query={query}
        loading={t("replay.loading")}
        shown={(count) => t("replay.rowsShown", { count })}
        empty={<Empty title={t("replay.noneMoved")} what={t("replay.noneMovedWhat")} />}
        label={t("replay.orders")}
        columns={[
          { name: t("replay.order") },
          { name: t("replay.decided") },
          { name: t("replay.history") },
          ...replay.variants.map(({ name }) => ({ name: <bdi key={name}>{name}</bdi> })),
        ]}
      >
        {(row, n) => (
          <tr key={`${row.order_id} ${n}`}>
            <td>
              {row.order > 0 ? (
                <Link to="/orders/$id" params={{ id: row.order_id }}>
                  {row.order}
                </Link>
              ) : (
                "–"
              )}
            </td>
            <td>{dateTime(row.decided_at)}</td>
            <td>
              <Outcome outcome={row.history} currency={row.currency} units={row.units} />
              {row.defect && <Status of="replay" value="defects" />}
            </td>
            {row.variants.map((one, at) => (
              <td key={at}>
                {one.moved ? (
                  <Outcome outcome={one} currency={row.currency} units={row.units} was={row.history.cost} />
                ) : (
                  <span className={classes.quiet}>{t("replay.same")}</span>
                )}
              </td>
            ))}
          </tr>
        )}
      </PagedTable>
    </Panel>
  );
}

type OutcomeProps = { outcome: RoutingOutcome; currency: string; units: number; was?: number };

function Outcome({ outcome, currency, units, was }: OutcomeProps) {
  const { sends, filled, late, cost } = outcome;
  return (
    <>
      {sends.length === 0
        ? t("replay.nobody")
        : sends.map((one) => t("replay.sends", { units: one.units, location: one.location })).join(" + ")}
      <span className={classes.cause}>
        {amount(cost, currency)}
        {was !== undefined && was !== cost && ` (${cost > was ? "+" : ""}${amount(cost - was, currency)})`}
        {filled < units && ` · ${t("replay.filled", { filled, units })}`}
        {late && ` · ${t("replay.late")}`}
      </span>
    </>
  );
}
