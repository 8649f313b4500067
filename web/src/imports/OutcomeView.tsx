import { Fragment } from "react";
import tableClasses from "../orders/OrdersTable.module.css";
import { figure, t } from "../text";
import classes from "./imports.module.css";
import type { Fault, Outcome } from "./report";

const counts = ["created", "changed", "unchanged", "rejected"] as const;
const shownFaults = 50;

/** What became of a file: counts, how its columns were understood, why rows were refused. */
export function OutcomeView({ outcome }: { outcome: Outcome }) {
  return (
    <>
      <dl className={classes.counts}>
        {counts.map((name) => (
          <div key={name} data-alarm={name === "rejected" && outcome.rejected > 0 ? "" : undefined}>
            <dt>{t(`imports.${name}`)}</dt>
            <dd>{figure(outcome[name])}</dd>
          </div>
        ))}
      </dl>
      {outcome.notes.map(({ note, count }) => (
        <p key={note} className={classes.quiet}>
          {t("imports.note", { note, count })}
        </p>
      ))}
      {outcome.unknownSkus.length > 0 && (
        <p className={classes.quiet}>{t("imports.unknownSkus", { skus: outcome.unknownSkus.join(", ") })}</p>
      )}
      {outcome.faults.length > 0 && <Faults faults={outcome.faults} />}
      {outcome.columns.length > 0 && <Columns columns={outcome.columns} />}
    </>
  );
}

function Faults({ faults }: { faults: Fault[] }) {
  return (
    <section className={classes.part}>
      <h3>{t("imports.faults")}</h3>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t("imports.faults")}>
        <table className={tableClasses.table}>
          <thead>
            <tr>
              <th>{t("imports.row")}</th>
              <th>{t("form.reason")}</th>
            </tr>
          </thead>
          <tbody>
            {faults.slice(0, shownFaults).map(({ row, about, reason }) => (
              <tr key={`${row} ${about}`}>
                <td>{figure(row)}</td>
                <td className={classes.reason}>
                  {about && (
                    <>
                      <bdi>{about}</bdi>:{" "}
                    </>
                  )}
                  <bdi>{reason}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {faults.length > shownFaults && <p className={classes.quiet}>{t("imports.moreFaults")}</p>}
    </section>
  );
}

function Columns({ columns }: { columns: Outcome["columns"] }) {
  return (
    <section className={classes.part}>
      <h3>{t("imports.columns")}</h3>
      <dl className={classes.columns}>
        {columns.map(({ heading, field }, n) => (
          <Fragment key={n}>
            <dt>
              <bdi>{heading}</bdi>
            </dt>
            <dd>{field ? <code>{field}</code> : t("imports.ignored")}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
