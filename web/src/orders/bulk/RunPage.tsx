import { NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import actClasses from "../../act/act.module.css";
import { bulkRowsQuery, bulkRunQuery } from "../../api/bulk";
import type { BulkRow, BulkRun } from "../../api/types";
import { Empty } from "../../parts/Message";
import { PagedTable } from "../../parts/PagedTable";
import { PageHead } from "../../parts/PageHead";
import { Panel } from "../../parts/Panel";
import partClasses from "../../parts/parts.module.css";
import { Status } from "../../status/Status";
import { t } from "../../text";
import { dateTime } from "../../text/time";
import { RunView } from "./RunView";
import { runName } from "./verbs";

const results: BulkRow["result"][] = ["changed", "unchanged", "refused", "failed", "waiting"];

/** One bulk operation: how far it is and what became of each of its orders. */
export function RunPage() {
  const { id } = useParams({ from: "/inside/orders/bulk/$id" });
  const navigate = useNavigate();
  const run = useQuery(bulkRunQuery(id)).data;
  return (
    <>
      <PageHead
        title={run ? t(runName(run.action)) : t("bulk.runs")}
        hint={run && t("bulk.by", { who: run.created_by, when: dateTime(run.created_at) })}
        aside={<Link to="/orders/bulk">{t("bulk.runs")}</Link>}
      />
      <div className={partClasses.stack}>
        <Panel title={t("bulk.result")} hint={run?.filter && <bdi>{run.filter}</bdi>}>
          <RunView
            id={id}
            onUndone={(undo) => void navigate({ to: "/orders/bulk/$id", params: { id: undo } })}
          />
        </Panel>
        {run && <Rows run={run} />}
      </div>
    </>
  );
}

function Rows({ run }: { run: BulkRun }) {
  const [result, setResult] = useState<BulkRow["result"] | undefined>();
  const query = useInfiniteQuery(bulkRowsQuery(run, result));
  return (
    <Panel title={t("bulk.rows")} flush>
      <div className={actClasses.bar} style={{ padding: "var(--sy-3) var(--sy-4) 0" }}>
        <NativeSelect
          aria-label={t("bulk.onlyResult")}
          value={result ?? ""}
          onChange={(event) =>
            setResult((event.currentTarget.value || undefined) as BulkRow["result"] | undefined)
          }
          data={[
            { value: "", label: t("bulk.anyResult") },
            ...results.map((value) => ({ value, label: t(`bulk.result.${value}`) })),
          ]}
        />
      </div>
      <PagedTable
        query={query}
        loading={t("bulk.loading")}
        shown={(count) => t("orders.shown", { count })}
        empty={<Empty title={t("bulk.noRows")} what={t("bulk.noRowsWhat")} />}
        label={t("bulk.rows")}
        columns={[{ name: t("column.order") }, { name: t("bulk.result") }, { name: t("form.reason") }]}
      >
        {(row) => (
          <tr key={row.n}>
            <td>
              <Link to="/orders/$id" params={{ id: row.order_id }}>
                {row.number || row.order_id}
              </Link>
            </td>
            <td>
              <Status of="bulkRow" value={row.result} />
            </td>
            <td>
              <bdi>{row.reason}</bdi>
            </td>
          </tr>
        )}
      </PagedTable>
    </Panel>
  );
}
