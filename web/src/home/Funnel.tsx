import type { Home } from "../api/types";
import { Panel } from "../parts/Panel";
import { useNow } from "../parts/now";
import { figure, t } from "../text";
import { dateTimeZone, span } from "../text/time";
import classes from "./Funnel.module.css";
import { ListLink } from "./ListLink";

type Stage = Home["funnel"][number];

/** The road as a line of stops with what stands at each; held orders wait on a siding. */
export function Funnel({ stages }: { stages: Stage[] }) {
  return (
    <Panel title={t("home.funnel")} hint={t("home.funnelHint")} flush>
      <ol className={classes.funnel}>
        {stages.map((stage) => (
          <Stop key={stage.stage} stage={stage} />
        ))}
      </ol>
    </Panel>
  );
}

function Stop({ stage: { stage, orders, held, oldest, link, held_link: siding } }: { stage: Stage }) {
  const now = useNow();
  const name = t(`stage.${stage}`);
  return (
    <li className={classes.stage}>
      {held > 0 && (
        <svg className={classes.siding} width="24" height="112" aria-hidden="true">
          <path d="M8 12V92q0 8 8 8h6" fill="none" stroke="var(--sy-held-solid)" strokeWidth="2" />
        </svg>
      )}
      <span className={classes.node} />
      <span className={classes.name}>{name}</span>
      <ListLink to={link} className={classes.count} label={t("home.open", { count: orders, stage: name })}>
        {figure(orders)}
      </ListLink>
      <span className={classes.quiet} title={oldest && dateTimeZone(oldest.placed_at)}>
        {oldest
          ? t("home.oldest", { age: span(now - Date.parse(oldest.placed_at)) })
          : stage === "delivered" && t("home.today")}
      </span>
      <span className={classes.stuck} data-held={held > 0 || undefined}>
        {held > 0 ? (
          <ListLink to={siding}>{t("home.held", { count: held })}</ListLink>
        ) : (
          stage !== "delivered" && t("home.clear")
        )}
      </span>
    </li>
  );
}
