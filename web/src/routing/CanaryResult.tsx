import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { RoutingCanary } from "../api/types";
import { Formula } from "../parts/Formula";
import { Scroll } from "../parts/Scroll";
import { t } from "../text";
import { pairLines, sideLines, type Line } from "./canaryWords";
import classes from "./routing.module.css";

/** The figures of a canary: the same orders under both versions, and what either side really did. */
export function CanaryResult({ canary }: { canary: RoutingCanary }) {
  const { version, live, report } = canary;
  const columns: [string, string] = [
    t("canary.liveVersion", { version: live }),
    t("version.number", { version }),
  ];
  return (
    <>
      <Lines
        name={t("canary.paired", { count: report.paired.orders })}
        columns={columns}
        lines={pairLines(canary)}
      />
      <p className={classes.under}>
        {t("canary.differ", { count: report.paired.differ })} {t("canary.weights")}{" "}
        {report.prices_differ && t("canary.prices")}
      </p>
      <Lines name={t("canary.sides")} columns={columns} lines={sideLines(canary)} />
      <p className={classes.under}>{t("canary.sidesWhat")}</p>
    </>
  );
}

type Props = { name: string; columns: [string, string]; lines: Line[] };

function Lines({ name, columns, lines }: Props) {
  return (
    <Scroll label={name}>
      <table className={classes.comparison}>
        <caption className={classes.caption}>{name}</caption>
        <thead>
          <tr>
            <th>{t("measure.name")}</th>
            {columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.name}>
              <th scope="row">
                {line.name} <Formula of={line.name}>{line.how}</Formula>
              </th>
              <td>{line.live}</td>
              <td>
                <span className={classes.figure}>
                  <b>{line.canary}</b>
                  {line.change && <Change {...line.change} />}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Change({ down, good, words }: NonNullable<Line["change"]>) {
  const Arrow = down ? IconArrowDown : IconArrowUp;
  return (
    <span className={classes.change} data-good={good}>
      <Arrow size={14} aria-label={t(down ? "measure.less" : "measure.more")} role="img" />
      {words}
      <span className={classes.unseen}>{t(good ? "measure.better" : "measure.worse")}</span>
    </span>
  );
}
