import { IconCheck, IconCircle, IconMinus } from "@tabler/icons-react";
import { t } from "../text";
import { tally, type Session, type StepLine } from "./session";
import classes from "./station.module.css";

type Props = {
  lines: StepLine[];
  session: Session;
  current?: number;
  /** Makes a line the present one. */
  onChoose?: (line: number) => void;
};

/** All lines of a step with what is done of each; one can be chosen. */
export function StepLines({ lines, session, current, onChoose }: Props) {
  return (
    <ul className={classes.lines} role="list" aria-label={t("order.lines")}>
      {lines.map((line) => (
        <li key={line.line}>
          <button
            type="button"
            className={classes.line}
            aria-current={current === line.line || undefined}
            onClick={() => onChoose?.(line.line)}
          >
            <Row line={line} session={session} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Row({ line, session }: { line: StepLine; session: Session }) {
  const { done, short } = tally(session, line.line);
  const Icon = done + short < line.want ? IconCircle : short > 0 ? IconMinus : IconCheck;
  return (
    <>
      <Icon
        size={20}
        stroke={1.75}
        aria-hidden="true"
        className={done === line.want ? classes.ok : classes.quiet}
      />
      <span className={classes.lineText}>
        <bdi>{line.title}</bdi>
        <bdi className={classes.sku}>{line.sku}</bdi>
      </span>
      <b>
        {t("station.ofUnits", { done, of: line.want })}
        {short > 0 && <span className={classes.short}>{t("station.shortUnits", { count: short })}</span>}
      </b>
    </>
  );
}
