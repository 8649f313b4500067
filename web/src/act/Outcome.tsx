import { Progress } from "@mantine/core";
import { figure, t } from "../text";
import classes from "./bulk.module.css";

/** What becomes of a row of a bulk change. */
export type Result = "changed" | "unchanged" | "refused" | "failed";

type Props = {
  settled: number;
  total: number;
  /** How many rows have each result. */
  results: Partial<Record<Result, number>>;
};

/** How far a bulk change is and what it did. */
export function Outcome({ settled, total, results }: Props) {
  return (
    <>
      <Progress
        value={total === 0 ? 100 : (100 * settled) / total}
        size="sm"
        aria-label={t("bulk.progress")}
      />
      <dl className={classes.results}>
        {(Object.entries(results) as [Result, number][]).map(([result, count]) => (
          <div key={result} data-result={count > 0 ? result : undefined}>
            <dt>{t(`bulk.result.${result}`)}</dt>
            <dd>{figure(count)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
