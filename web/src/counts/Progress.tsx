import { figure, t } from "../text";
import classes from "./counts.module.css";

/** How many lines of a count are counted, as a bar and in words. */
export function Progress({ done, of }: { done: number; of: number }) {
  const words = t("counts.of", { some: figure(done), all: figure(of) });
  return (
    <span className={classes.progress}>
      <span
        className={classes.track}
        role="progressbar"
        aria-label={t("counts.progress")}
        aria-valuenow={done}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuetext={words}
      >
        <i style={{ width: `${of ? (100 * done) / of : 0}%` }} />
      </span>
      {words}
    </span>
  );
}
