import { Button } from "@mantine/core";
import { Fragment, useState } from "react";
import type { Line, Order } from "../api/types";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { figure, t } from "../text";
import { money } from "../text/money";
import classes from "./order.module.css";
import { Promised } from "./Promised";
import { UnitBar } from "./UnitBar";
import { unitLines } from "./units";

const pageOf = 50; // lines that are drawn at first
const pageMore = 200;

/** The lines with where each of their units is; a bundle's units are its components'. */
export function Lines({ order }: { order: Order }) {
  const lines = order.lines ?? [];
  const [shown, setShown] = useState(pageOf);
  const units = unitLines(lines).reduce((sum, line) => sum + line.counters.ordered, 0);
  const hint = t("order.linesHint", {
    lines: t("order.lineCount", { count: lines.length }),
    units: t("order.unitCount", { count: units }),
  });
  return (
    <Panel title={t("order.lines")} hint={hint} flush>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th>{t("order.item")}</th>
            <th>{t("order.units")}</th>
            <th className={`${classes.right} ${classes.price}`}>{t("order.price")}</th>
            <th className={classes.right}>{t("order.total")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, shown).map((line) => (
            <Fragment key={line.line}>
              <LineRow order={order.id} line={line} currency={order.currency} />
              {line.components?.map((component) => (
                <LineRow
                  key={component.line}
                  order={order.id}
                  line={component}
                  currency={order.currency}
                  isComponent
                />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
      {lines.length > shown && (
        <div className={partClasses.foot}>
          <span role="status">
            {t("order.linesShown", { shown: figure(shown), all: figure(lines.length) })}
          </span>
          <Button size="compact-sm" onClick={() => setShown(shown + pageMore)}>
            {t("order.moreLines", { count: Math.min(pageMore, lines.length - shown) })}
          </Button>
        </div>
      )}
    </Panel>
  );
}

type RowProps = { order: string; line: Line; currency: string; isComponent?: boolean };

function LineRow({ order, line, currency, isComponent }: RowProps) {
  return (
    <tr className={isComponent ? classes.component : undefined}>
      <td className={classes.item}>
        <bdi>{line.title || line.sku}</bdi>
        <span className={classes.sku}>{line.sku}</span>
      </td>
      <td>
        {line.components?.length ? (
          <span className={classes.quiet}>{t("order.unitCount", { count: line.quantity })}</span>
        ) : (
          <>
            <UnitBar counters={line.counters} />
            {line.counters.unallocated + line.counters.backordered > 0 && (
              <Promised order={order} line={line.line} />
            )}
          </>
        )}
      </td>
      <td className={`${classes.right} ${classes.price} ${classes.quiet}`}>
        {!isComponent && money(line.unit_price, currency)}
      </td>
      <td className={classes.right}>{!isComponent && money(line.subtotal, currency)}</td>
    </tr>
  );
}
