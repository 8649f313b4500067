import { Link } from "@tanstack/react-router";
import type { Return, ReturnLine } from "../api/types";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import { money } from "../text/money";
import classes from "./returns.module.css";

/** What was asked of each line, what came, and what it was found to be. */
export function ReturnLines({ one }: { one: Return }) {
  return (
    <Panel title={t("return.lines")} flush>
      <ul className={classes.lines}>
        {one.lines.map((line) => (
          <li key={line.line}>
            <div className={classes.lineHead}>
              <b>
                <bdi>{line.title || line.sku}</bdi>
              </b>
              <span>{t(`reason.${line.reason}`)}</span>
            </div>
            <Link to="/inventory/$sku" params={{ sku: line.sku }} className={classes.code}>
              {line.sku}
            </Link>
            {line.note && (
              <p className={classes.quiet}>
                <bdi>{line.note}</bdi>
              </p>
            )}
            <p className={classes.quiet}>{countsOf(line)}</p>
            {line.found.map((found, n) => (
              <p key={n} className={classes.quiet}>
                {[
                  `${found.quantity} × ${t(`disposition.${found.disposition}`)}`,
                  found.condition && t(`condition.${found.condition}`),
                ]
                  .filter(Boolean)
                  .join(", ")}
                {found.note && (
                  <>
                    : <bdi>{found.note}</bdi>
                  </>
                )}
              </p>
            ))}
            <Given line={line} currency={one.currency} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** "2 asked · 1 received · 1 open": only what there is. */
function countsOf({ quantity, received, open, missing, kept }: ReturnLine): string {
  const parts = [
    t("return.askedUnits", { count: quantity }),
    received > 0 && t("return.receivedUnits", { count: received }),
    open > 0 && t("return.openUnits", { count: open }),
    missing > 0 && t("return.missingUnits", { count: missing }),
    kept > 0 && t("return.keptUnits", { count: kept }),
  ];
  return parts.filter(Boolean).join(" · ");
}

function Given({ line, currency }: { line: ReturnLine; currency: string }) {
  if (line.resolution === "") return null;
  const deducted = /[1-9]/.test(line.deduction);
  return (
    <p className={classes.quiet}>
      {line.resolution === "refund"
        ? t("return.refundedUnits", { count: line.credited, amount: money(line.goods, currency) })
        : t("return.rejected")}
      {deducted && ` · ${t("return.deducted", { amount: money(line.deduction, currency) })}`}
      {line.why && (
        <>
          {" · "}
          <bdi>{line.why}</bdi>
        </>
      )}
    </p>
  );
}
