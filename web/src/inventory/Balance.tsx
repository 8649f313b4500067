import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { balanceQuery } from "../api/availability";
import tableClasses from "../orders/OrdersTable.module.css";
import { Failure } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { Scroll } from "../parts/Scroll";
import { figure, t } from "../text";
import { dateTimeZone } from "../text/time";
import classes from "./availability.module.css";

const figures = ["on_hand", "safety", "damaged", "quality_control", "incoming"] as const;

/** What lay where at an instant that the reader gives. */
export function Balance({ sku }: { sku: string }) {
  const [at, setAt] = useState("");
  const instant = at && new Date(at).toISOString();
  const query = useQuery({ ...balanceQuery(sku, instant), enabled: instant !== "" });
  return (
    <Panel title={t("balance.title")} hint={t("balance.hint")} flush>
      <div className={classes.past}>
        <TextInput
          type="datetime-local"
          label={t("balance.at")}
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
      </div>
      {query.error && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && at && (
        <Scroll label={t("balance.title")}>
          <table
            className={tableClasses.table}
            aria-label={t("balance.of", { when: dateTimeZone(query.data.at) })}
          >
            <thead>
              <tr>
                <th>{t("stock.location")}</th>
                {figures.map((one) => (
                  <th key={one} className={tableClasses.right}>
                    {t(`balance.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {query.data.locations.map((level) => (
                <tr key={level.location}>
                  <td>{level.location}</td>
                  {figures.map((one) => (
                    <td key={one} className={tableClasses.right}>
                      {figure(level[one])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Panel>
  );
}
