import { Link } from "@tanstack/react-router";
import { narrowing, viewOf, type KindGroup } from "./queue";
import type { ExceptionFilter } from "../api/exceptions";
import { Due } from "../status/Due";
import { Severity } from "./Severity";
import { figure, t } from "../text";
import classes from "./exceptions.module.css";
import { kindName } from "./kinds";

type Props = { shown: ExceptionFilter; kinds: KindGroup[] };

/** The kinds of trouble that there are, each with its count and the next deadline. */
export function Kinds({ shown, kinds }: Props) {
  const view = viewOf(shown);
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  return (
    <nav className={classes.kinds} aria-label={t("queue.kinds")}>
      <Kind view={view} name={t("queue.allKinds")} count={all} current={!shown.kind} />
      {kinds.map((group) => (
        <Kind
          key={group.kind}
          view={view}
          kind={group.kind}
          name={kindName(group.kind)}
          count={group.count}
          group={group}
          current={shown.kind === group.kind}
        />
      ))}
    </nav>
  );
}

type KindProps = {
  view: ReturnType<typeof viewOf>;
  kind?: string;
  name: string;
  count: number;
  group?: KindGroup;
  current: boolean;
};

function Kind({ view, kind, name, count, group, current }: KindProps) {
  return (
    <Link
      to="/exceptions"
      search={{ kind, ...narrowing[view] }}
      className={classes.kind}
      activeProps={{}}
      aria-current={current ? "page" : undefined}
      data-current={current || undefined}
    >
      {group && <Severity of={group.severity} />}
      <span className={classes.kindName}>{name}</span>
      {count > 0 && <span className={classes.count}>{figure(count)}</span>}
      {group?.nextDue && view !== "snoozed" && (
        <span className={classes.kindDue}>
          <Due at={group.nextDue} what={t("queue.nextDue")} />
        </span>
      )}
    </Link>
  );
}
