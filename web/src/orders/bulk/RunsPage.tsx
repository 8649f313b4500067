import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { bulkRunsQuery } from "../../api/bulk";
import { useRowKeys } from "../../keys/useRowKeys";
import { Empty } from "../../parts/Message";
import { PagedTable } from "../../parts/PagedTable";
import { PageHead } from "../../parts/PageHead";
import partClasses from "../../parts/parts.module.css";
import { Status } from "../../status/Status";
import { t } from "../../text";
import { dateTime } from "../../text/time";
import tableClasses from "../OrdersTable.module.css";
import { runName } from "./verbs";

/** What was done to many orders at once, the newest first. */
export function RunsPage() {
  const query = useInfiniteQuery(bulkRunsQuery);
  const rows = useRowKeys<HTMLTableSectionElement>();
  return (
    <>
      <PageHead
        title={t("bulk.runs")}
        hint={t("bulk.runsHint")}
        aside={<Link to="/orders">{t("order.backToList")}</Link>}
      />
      <div className={partClasses.panel}>
        <PagedTable
          query={query}
          loading={t("bulk.loading")}
          shown={(count) => t("bulk.shown", { count })}
          empty={<Empty level={2} title={t("bulk.none")} what={t("bulk.noneWhat")} />}
          label={t("bulk.runs")}
          columns={[
            { name: t("bulk.what") },
            { name: t("column.status") },
            { name: t("bulk.result.changed"), right: true },
            { name: t("bulk.result.refused"), right: true },
            { name: t("bulk.begunAt") },
            { name: t("bulk.who") },
          ]}
          rows={rows}
        >
          {(run) => (
            <tr key={run.id}>
              <td>
                <Link to="/orders/bulk/$id" params={{ id: run.id }} data-row>
                  {t(runName(run.action))}
                </Link>
              </td>
              <td>
                <Status of="bulk" value={run.status} />
              </td>
              <td className={tableClasses.right}>
                {t("bulk.settled", { count: run.changed, of: run.total })}
              </td>
              <td className={tableClasses.right}>{run.refused + run.failed}</td>
              <td>{dateTime(run.created_at)}</td>
              <td>
                <bdi>{run.created_by}</bdi>
              </td>
            </tr>
          )}
        </PagedTable>
      </div>
    </>
  );
}
