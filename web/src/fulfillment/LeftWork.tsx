import { IconAlertTriangle } from "@tabler/icons-react";
import type { Wave } from "../api/types";
import { t } from "../text";
import classes from "./station.module.css";

/** What left a wave while it was walked: what is in its tote belongs back on the shelf, or aside. */
export function LeftWork({ wave }: { wave: Wave }) {
  const left = (wave.works ?? []).filter(
    ({ left_because: why }) => why === "canceled" || why === "held" || why === "recalled",
  );
  if (left.length === 0) return null;
  return (
    <ul className={classes.leftWork} role="list" aria-label={t("wave.leftTitle")}>
      {left.map(({ tote, left_because: why, work }) => (
        <li key={work.id}>
          <IconAlertTriangle size={20} stroke={1.75} aria-hidden="true" />
          {t(`wave.left.${why as "canceled" | "held" | "recalled"}`, { tote, number: work.number })}
        </li>
      ))}
    </ul>
  );
}
