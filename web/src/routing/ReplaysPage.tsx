import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { replaysQuery } from "../api/routing";
import tableClasses from "../orders/OrdersTable.module.css";
import { Empty } from "../parts/Message";
import { PagedTable } from "../parts/PagedTable";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { dateTime } from "../text/time";
import classes from "./routing.module.css";
import { StartReplay } from "./StartReplay";
import { useDesk } from "./useDraft";

/** Replays of history under other policies, and how to start one. */
export function ReplaysPage() {
  const { mayWrite } = useDesk();
  const query = useInfiniteQuery(replaysQuery);
  return (
    <div className={partClasses.stack}>
      {mayWrite && <StartReplay />}
      <Panel title={t("routing.replays")} flush>
        <PagedTable
          query={query}
          loading={t("replay.loading")}
          shown={(count) => t("replay.shown", { count })}
          empty={<Empty title={t("replay.empty")} what={t("replay.emptyWhat")} />}
          label={t("routing.replays")}
          columns={[
            { name: t("replay.when") },
            { name: t("replay.status") },
            { name: t("replay.decisions"), right: true },
            { name: t("replay.tries") },
          ]}
        >
          {(one) => (
            <tr key={one.id}>
              <td>
                <Link to="/routing/replays/$id" params={{ id: one.id }}>
                  {dateTime(one.created_at)}
                </Link>
              </td>
              <td>
                <Status of="replay" value={one.report?.defects ? "defects" : one.status} />
              </td>
              <td className={tableClasses.right}>{figure(one.total)}</td>
              <td className={classes.names}>
                <bdi>{one.variants.map(({ name }) => name).join(", ")}</bdi>
              </td>
            </tr>
          )}
        </PagedTable>
      </Panel>
    </div>
  );
}
