import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Home, ListLink as To } from "../api/types";
import { kindName } from "../exceptions/kinds";
import { useRowKeys } from "../keys/useRowKeys";
import { Age } from "../parts/Age";
import { Panel } from "../parts/Panel";
import { Due } from "../status/Due";
import { Status } from "../status/Status";
import { t } from "../text";
import classes from "./home.module.css";
import { ListLink } from "./ListLink";

type Props = { attention: Home["attention"] };

/** What needs a human, the most severe first; each line opens its list. */
export function Attention({ attention }: Props) {
  const rows = useRowKeys<HTMLUListElement>();
  const { exceptions, holds, reauth, dead_letters: letters } = attention;
  const none = exceptions.length + holds.length + reauth.length === 0 && !letters?.count;
  return (
    <Panel
      title={t("home.attention")}
      aside={
        <>
          {attention.mine > 0 && (
            <ListLink to={attention.mine_link}>{t("home.mine", { count: attention.mine })}</ListLink>
          )}
          {attention.overdue > 0 && (
            <ListLink to={attention.overdue_link}>{t("home.overdue", { count: attention.overdue })}</ListLink>
          )}
        </>
      }
      flush
    >
      {none && <p className={classes.none}>{t("home.allClear")}</p>}
      <ul ref={rows} role="list" className={classes.lines} aria-label={t("home.attention")}>
        {reauth.map((connection) => (
          <li key={connection.id}>
            <Status of="channel" value="refused" />
            <Link to="/channels" data-row className={classes.grow}>
              <bdi>{connection.name}</bdi>
            </Link>
          </li>
        ))}
        {letters !== undefined && letters.count > 0 && (
          <Line
            to={letters.link}
            status={<Status of="job" value="dead" />}
            name={t("home.deadLetters", { count: letters.count })}
            clock={letters.oldest && <Age at={letters.oldest} />}
          />
        )}
        {exceptions.map((group) => (
          <Line
            key={`${group.kind} ${group.severity}`}
            to={group.link}
            status={<Status of="exception" value={group.severity} word={kindName(group.kind)} />}
            name={t("home.exceptions", { count: group.count })}
            hint={group.unowned > 0 ? t("home.unowned", { count: group.unowned }) : undefined}
            clock={group.next_due && <Due at={group.next_due} what={t("home.due")} />}
          />
        ))}
        {holds.map((hold) => (
          <Line
            key={hold.type}
            to={hold.link}
            status={<Status of="hold" value={hold.type} />}
            name={t("home.held", { count: hold.orders })}
            clock={<Age at={hold.oldest} />}
          />
        ))}
      </ul>
    </Panel>
  );
}

type LineProps = { to: To; status: ReactNode; name: string; hint?: string; clock: ReactNode };

function Line({ to, status, name, hint, clock }: LineProps) {
  return (
    <li>
      <span className={classes.what}>{status}</span>
      <span className={classes.grow}>
        {name}
        {hint && <span className={classes.quiet}>{hint}</span>}
      </span>
      <span className={classes.clock}>{clock}</span>
      <ListLink to={to} row className={classes.review} label={t("home.reviewOf", { what: name })}>
        {t("home.review")}
      </ListLink>
    </li>
  );
}
