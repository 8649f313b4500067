import type { Wave } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { figure, t } from "../text";
import classes from "./board.module.css";

/** The stops of a walk: the sum of each SKU, and which tote gets how many. */
export function WaveStops({ wave: { stops = [] } }: { wave: Wave }) {
  if (stops.length === 0) return null;
  return (
    <Panel title={t("wave.stops")} flush>
      <Scroll label={t("wave.stops")}>
        <table className={tableClasses.table} aria-label={t("wave.stops")}>
          <thead>
            <tr>
              <th>{t("stock.sku")}</th>
              <th>{t("wave.item")}</th>
              <th className={tableClasses.right}>{t("wave.toPick")}</th>
              <th className={tableClasses.right}>{t("wave.units")}</th>
              <th className={tableClasses.slack}>{t("wave.totesGet")}</th>
            </tr>
          </thead>
          <tbody>
            {stops.map((stop) => (
              <tr key={stop.sku}>
                <td className={partClasses.code}>
                  <bdi>{stop.sku}</bdi>
                </td>
                <td>
                  <bdi>{stop.title}</bdi>
                </td>
                <td className={tableClasses.right}>
                  <b>{figure(stop.to_pick)}</b>
                </td>
                <td className={tableClasses.right}>{figure(stop.units)}</td>
                <td className={tableClasses.slack}>
                  <span className={classes.totes}>
                    {stop.totes.map((tote) => (
                      <span
                        key={`${tote.tote} ${tote.line}`}
                        className={classes.tote}
                        data-done={tote.to_pick === 0 || undefined}
                      >
                        {t("wave.toteGets", { tote: tote.tote, units: tote.units })}
                      </span>
                    ))}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}
