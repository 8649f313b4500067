import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { Fragment } from "react";
import type { RoutingReport, RoutingSum } from "../api/types";
import { Formula } from "../parts/Formula";
import { Panel } from "../parts/Panel";
import { Scroll } from "../parts/Scroll";
import { figure, t } from "../text";
import { compare, locationsOf, measures, peakOf, shareOf, type Measure } from "./measures";
import { amount } from "./minor";
import classes from "./routing.module.css";
import { termNames } from "./decision/words";

/** History beside the variants, measure by measure. */
export function Comparison({ report, hint }: { report: RoutingReport; hint: string }) {
  const columns: { name: string; sum: RoutingSum }[] = [
    { name: t("replay.history"), sum: report.history },
    ...report.variants.map((sum) => ({ name: sum.name, sum })),
  ];
  return (
    <Panel title={t("replay.compared")} hint={hint} flush>
      <Scroll label={t("replay.compared")}>
        <table className={classes.comparison} aria-label={t("replay.compared")}>
          <thead>
            <tr>
              <th>{t("measure.name")}</th>
              {columns.map(({ name }, n) => (
                <th key={n}>
                  <bdi>{name}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {measures(report).map((measure) => (
              <Fragment key={measure.name}>
                <tr>
                  <th scope="row">
                    {measure.name} <Formula of={measure.name}>{measure.how}</Formula>
                  </th>
                  {columns.map(({ sum }, n) => (
                    <td key={n}>
                      <Cell
                        measure={measure}
                        sum={sum}
                        history={n === 0 ? undefined : report.history}
                        all={columns.map((one) => one.sum)}
                      />
                    </td>
                  ))}
                </tr>
                {measure.terms && <Terms report={report} columns={columns.map(({ sum }) => sum)} />}
              </Fragment>
            ))}
            {locationsOf(report).map((location) => (
              <tr key={location}>
                <th scope="row">
                  {t("measure.location", { location })}{" "}
                  <Formula of={t("measure.location", { location })}>{t("measure.locationHow")}</Formula>
                </th>
                {columns.map(({ sum }, n) => (
                  <td key={n}>
                    <Peak sum={sum} location={location} />
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{t("measure.moved")}</th>
              <td>–</td>
              {report.variants.map((variant, n) => (
                <td key={n}>{figure(variant.moved)}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}

type CellProps = { measure: Measure; sum: RoutingSum; history: RoutingSum | undefined; all: RoutingSum[] };

function Cell({ measure, sum, history, all }: CellProps) {
  const change = history && compare(measure, history, sum);
  return (
    <>
      <span className={classes.figure}>
        <b>{measure.said(sum)}</b>
        {change && (
          <span className={classes.change} data-good={change.good}>
            {change.down ? (
              <IconArrowDown size={14} aria-label={t("measure.less")} role="img" />
            ) : (
              <IconArrowUp size={14} aria-label={t("measure.more")} role="img" />
            )}
            {change.words}
            <span className={classes.unseen}>
              {change.good === undefined ? "" : t(change.good ? "measure.better" : "measure.worse")}
            </span>
          </span>
        )}
      </span>
      <span className={classes.bar} aria-hidden="true">
        <i
          style={{ width: `${shareOf(measure, sum, all) * 100}%` }}
          data-history={history ? undefined : ""}
        />
      </span>
    </>
  );
}

/** The parts of the cost, in sum. */
function Terms({ report, columns }: { report: RoutingReport; columns: RoutingSum[] }) {
  return termNames
    .filter((name) => columns.some((sum) => sum.terms[name] !== 0))
    .map((name) => (
      <tr key={name} className={classes.term}>
        <th scope="row">{t("measure.term", { term: t(`term.${name}`) })}</th>
        {columns.map((sum, n) => (
          <td key={n}>{amount(sum.terms[name], report.currency)}</td>
        ))}
      </tr>
    ));
}

function Peak({ sum, location }: { sum: RoutingSum; location: string }) {
  const { words, peak, over } = peakOf(sum, location);
  return (
    <span className={classes.figure}>
      <b>{words}</b>
      {peak && <span className={classes.quiet}>{peak}</span>}
      {over > 0 && (
        <span className={classes.change} data-good={false}>
          {t("measure.over", { count: over })}
        </span>
      )}
    </span>
  );
}
