import type { ReactNode } from "react";
import { t } from "../text";
import classes from "./bulk.module.css";

/** Rows that a bulk change leaves as they are, for one reason. */
export type Skip = { reason: string; count: number; /** Links to some of them. */ examples: ReactNode };

type Props = {
  /** "3 of 5 orders will change". */
  figure: string;
  skipped: Skip[];
  canUndo: boolean;
};

/** What a bulk change would do: how many it changes, what is skipped and why, and whether there is a way back. */
export function WillChange({ figure, skipped, canUndo }: Props) {
  return (
    <div className={classes.preview}>
      <p className={classes.figure} role="status">
        {figure}
      </p>
      {skipped.map(({ reason, count, examples }) => (
        <div key={reason} className={classes.skip}>
          <p>
            {t("bulk.skipped", { count })} <bdi>{reason}</bdi>
          </p>
          <p className={classes.quiet}>{examples}</p>
        </div>
      ))}
      <p className={classes.quiet}>{t(canUndo ? "bulk.canUndo" : "bulk.noUndo")}</p>
    </div>
  );
}
