import { IconCheck, IconCircle, IconRefresh } from "@tabler/icons-react";
import type { CountLine } from "../api/types";
import classes from "../fulfillment/station.module.css";
import { t } from "../text";
import { countedWith, isUnsent, type Outbox } from "./outbox";

type Props = { lines: CountLine[]; outbox: Outbox; current?: string; onChoose: (sku: string) => void };

/** What is to be counted, with what is found of each; one can be chosen. */
export function CountingLines({ lines, outbox, current, onChoose }: Props) {
  return (
    <ul className={classes.lines} role="list" aria-label={t("counts.lines")}>
      {lines.map((line) => (
        <li key={line.sku}>
          <button
            type="button"
            className={classes.line}
            aria-current={current === line.sku || undefined}
            onClick={() => onChoose(line.sku)}
          >
            <Row line={line} outbox={outbox} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Row({ line, outbox }: { line: CountLine; outbox: Outbox }) {
  const unsent = isUnsent(outbox, line.sku);
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
      </span>
      <b>
        {counted ? countedWith(outbox, line.sku, line.counted ?? 0) : t("count.lineOpen")}
        {line.round > 1 && <span className={classes.short}>{t("counts.again")}</span>}
      </b>
    </>
  );
}
