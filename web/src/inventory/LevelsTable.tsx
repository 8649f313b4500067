import type { Level } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { figure as written, t } from "../text";
import classes from "./inventory.module.css";

const figures = ["on_hand", "allocated", "reserved", "unavailable", "incoming", "available"] as const;

/** The figures of a SKU at each location; a phone scrolls them in their own box. */
export function LevelsTable({ levels, label }: { levels: Level[]; label: string }) {
  return (
    // What scrolls must be reachable by keyboard.
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t("stock.table", { what: label })}>
      <table className={tableClasses.table} aria-label={label}>
        <thead>
          <tr>
            <th>{t("stock.location")}</th>
            {figures.map((figure) => (
              <th key={figure} className={tableClasses.right} title={t(`stock.${figure}Is`)}>
                {t(`stock.${figure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {levels.map((level) => (
            <tr key={`${level.sku_id} ${level.location_id}`}>
              <td className={tableClasses.quiet}>{level.location}</td>
              {figures.map((figure) => (
                <td key={figure} className={tableClasses.right} data-figure={figure}>
                  {level[figure] === 0 && figure !== "available" ? (
                    <span className={classes.none}>0</span>
                  ) : (
                    written(level[figure])
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
