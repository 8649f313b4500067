import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { bulkRunsQuery } from "../../api/bulk";
import { useRowKeys } from "../../keys/useRowKeys";
import { Empty } from "../../parts/Message";
import { PagedList } from "../../parts/PagedList";
import { PageHead } from "../../parts/PageHead";
import partClasses from "../../parts/parts.module.css";
import { Scroll } from "../../parts/Scroll";
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
        <PagedList
          query={query}
          loading={t("bulk.loading")}
          shown={(count) => t("bulk.shown", { count })}
          empty={<Empty level={2} title={t("bulk.none")} what={t("bulk.noneWhat")} />}
        >
          {(runs) => (
            <Scroll label={t("bulk.runs")}>
              <table className={tableClasses.table} aria-label={t("bulk.runs")}>
                <thead>
                  <tr>
                    <th>{t("bulk.what")}</th>
                    <th>{t("column.status")}</th>
                    <th className={tableClasses.right}>{t("bulk.result.changed")}</th>
                    <th className={tableClasses.right}>{t("bulk.result.refused")}</th>
                    <th>{t("bulk.begunAt")}</th>
                    <th>{t("bulk.who")}</th>
                  </tr>
                </thead>
                <tbody ref={rows}>
                  {runs.map((run) => (
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
                  ))}
                </tbody>
              </table>
            </Scroll>
          )}
        </PagedList>
      </div>
    </>
  );
}
