import type { ReactNode } from "react";
import { t } from "../text";
import classes from "./parts.module.css";

/** A box for a table that may be wider than a phone; by keyboard it can be reached and scrolled. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t("stock.table", { what: label })}>
      {children}
    </div>
  );
}
