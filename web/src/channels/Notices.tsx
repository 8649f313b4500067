import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { noticesQuery } from "../api/channels";
import type { Connection } from "../api/types";
import { Age } from "../parts/Age";
import { Failure } from "../parts/Message";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Status } from "../status/Status";
import { Quoted } from "../parts/Quoted";
import { t } from "../text";
import classes from "./channels.module.css";

/** Whether the vendor of a connection hears of shipments or cancellations. */
export const tells = ({ capabilities }: Connection): boolean =>
  capabilities.includes("shipments") || capabilities.includes("cancellations");

/** What the vendor was told last, and what it could not be told. */
export function Notices({ connection }: { connection: Connection }) {
  const notices = useQuery(noticesQuery(connection.id));
  return (
    <Panel title={t("channels.notices")} hint={t("channels.noticesHint")} flush>
      {notices.error && !notices.data && (
        <Failure error={notices.error} onRetry={() => void notices.refetch()} />
      )}
      {notices.data?.length === 0 && <p className={classes.none}>{t("channels.noNotices")}</p>}
      {notices.data && notices.data.length > 0 && (
        <ul className={classes.letters} aria-label={t("channels.notices")}>
          {notices.data.map((notice) => (
            <li key={notice.kind + notice.id} className={classes.letter}>
              <div className={classes.head}>
                <Link to="/orders/$id" params={{ id: notice.order_id }}>
                  {t(`channels.${notice.kind}`)}
                </Link>
                <Status of="notice" value={notice.state} />
                {notice.reference && (
                  <span className={partClasses.code}>
                    <bdi>{notice.reference}</bdi>
                  </span>
                )}
                <span className={classes.age}>
                  <Age at={notice.told_at ?? notice.created_at} />
                </span>
              </div>
              {notice.problem && (
                <p className={classes.problem}>
                  <Quoted words={notice.problem} />
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
