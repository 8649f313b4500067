import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { replaysQuery } from "../api/routing";
import tableClasses from "../orders/OrdersTable.module.css";
import { Empty } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
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
        <PagedList
          query={query}
          loading={t("replay.loading")}
          shown={(count) => t("replay.shown", { count })}
          empty={<Empty title={t("replay.empty")} what={t("replay.emptyWhat")} />}
        >
          {(replays) => (
            <Scroll label={t("routing.replays")}>
              <table className={tableClasses.table} aria-label={t("routing.replays")}>
                <thead>
                  <tr>
                    <th>{t("replay.when")}</th>
                    <th>{t("replay.status")}</th>
                    <th className={tableClasses.right}>{t("replay.decisions")}</th>
                    <th>{t("replay.tries")}</th>
                  </tr>
                </thead>
                <tbody>
                  {replays.map((one) => (
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
                  ))}
                </tbody>
              </table>
            </Scroll>
          )}
        </PagedList>
      </Panel>
    </div>
  );
}
