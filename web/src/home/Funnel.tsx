import { Panel } from "../parts/Panel";
import { useNow } from "../parts/now";
import { t } from "../text";
import { span } from "../text/time";
import type { StageCount } from "./funnel";
import classes from "./Funnel.module.css";

type Props = {
  stages: StageCount[];
  /** How many orders were counted; undefined while that is not known. */ of: number | undefined;
};

/** The road as a line of stops with what stands at each; held orders wait on a siding. */
export function Funnel({ stages, of }: Props) {
  return (
    <Panel title={t("home.funnel")} hint={of !== undefined && t("home.funnelHint", { count: of })} flush>
      <ol className={classes.funnel}>
        {stages.map((stage) => (
          <Stop key={stage.stage} stage={stage} known={of !== undefined} />
        ))}
      </ol>
    </Panel>
  );
}

function Stop({ stage: { stage, count, oldest, held }, known }: { stage: StageCount; known: boolean }) {
  const now = useNow();
  return (
    <li className={classes.stage}>
      {held > 0 && (
        <svg className={classes.siding} width="24" height="112" aria-hidden="true">
          <path d="M8 12V92q0 8 8 8h6" fill="none" stroke="var(--sy-held-solid)" strokeWidth="2" />
        </svg>
      )}
      <span className={classes.node} />
      <span className={classes.name}>{t(`stage.${stage}`)}</span>
      <span className={classes.count}>{known ? count : "–"}</span>
      <span className={classes.quiet}>
        {oldest && t("home.oldest", { age: span(now - Date.parse(oldest)) })}
      </span>
      <span className={classes.stuck} data-held={held > 0 || undefined}>
        {held > 0 ? t("home.held", { count: held }) : known && t("home.clear")}
      </span>
    </li>
  );
}
