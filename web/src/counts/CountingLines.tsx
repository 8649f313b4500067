import { IconCheck, IconCircle, IconRefresh } from "@tabler/icons-react";
import type { CountLine } from "../api/types";
import classes from "../fulfillment/station.module.css";
import { t } from "../text";
import { namedOf, nameless, together } from "./count";
import { countedWith, isUnsent, type Outbox } from "./outbox";

type Props = { lines: CountLine[]; outbox: Outbox; current?: number; onChoose: (line: number) => void };

/** What is to be counted, with what is found of each; one can be chosen. */
export function CountingLines({ lines, outbox, current, onChoose }: Props) {
  return (
    <ul className={classes.lines} role="list" aria-label={t("counts.lines")}>
      {together(lines).map((line) => (
        <li key={line.line}>
          <button
            type="button"
            className={classes.line}
            aria-current={current === line.line || undefined}
            onClick={() => onChoose(line.line)}
          >
            <Row line={line} named={namedOf(lines, line.sku)} outbox={outbox} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Row({ line, named, outbox }: { line: CountLine; named: number; outbox: Outbox }) {
  const unsent = isUnsent(outbox, line);
  const counted = unsent || line.status === "counted";
  const Icon = unsent ? IconRefresh : counted ? IconCheck : IconCircle;
  return (
    <>
      <Icon
        size={20}
        stroke={1.75}
        aria-hidden="true"
        className={counted && !unsent ? classes.ok : classes.quiet}
      />
      <span className={classes.lineText}>
        <bdi>{line.title || line.sku}</bdi>
        <bdi className={classes.sku}>{line.sku}</bdi>
        {line.lot && (
          <span className={classes.sku}>
            {t(line.tracking === "serial" ? "lot.serial" : "lot.lot")} <bdi>{line.lot}</bdi>
          </span>
        )}
      </span>
      <b>
        {counted
          ? countedWith(outbox, line, nameless(line) ? named : (line.counted ?? 0))
          : t("count.lineOpen")}
        {line.round > 1 && <span className={classes.short}>{t("counts.again")}</span>}
      </b>
    </>
  );
}
