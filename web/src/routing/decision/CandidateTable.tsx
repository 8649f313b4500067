import type { RoutingWhy } from "../../api/types";
import tableClasses from "../../orders/OrdersTable.module.css";
import { Scroll } from "../../parts/Scroll";
import { Status } from "../../status/Status";
import { figure, t } from "../../text";
import { dateTime } from "../../text/time";
import { amount } from "../minor";
import classes from "./decision.module.css";
import { against, termsOf } from "./words";

/** The candidates with what they could send, what it would cost and what spoke against them. */
export function CandidateTable({ why }: { why: RoutingWhy }) {
  const currency = why.currency ?? "";
  return (
    <Scroll label={t("decision.candidates")}>
      <table className={tableClasses.table} aria-label={t("decision.candidates")}>
        <thead>
          <tr>
            <th>{t("decision.location")}</th>
            <th className={tableClasses.right}>{t("decision.units")}</th>
            <th className={tableClasses.right}>{t("decision.distance")}</th>
            <th>{t("decision.handOver")}</th>
            <th className={tableClasses.right}>{t("decision.cost")}</th>
            <th>{t("decision.outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {why.candidates.map((one) => (
            <tr key={one.location}>
              <th scope="row" className={classes.place}>
                <bdi>{one.location}</bdi>
              </th>
              <td className={tableClasses.right}>
                {t("purchasing.of", { some: figure(one.units), all: figure(one.of) })}
              </td>
              <td className={tableClasses.right}>
                {one.distance_km === undefined ? "–" : t("decision.km", { km: one.distance_km })}
              </td>
              <td>{one.next_dispatch ? dateTime(one.next_dispatch) : "–"}</td>
              <td className={tableClasses.right}>
                {one.terms ? amount(one.cost ?? 0, currency) : "–"}
                <span className={classes.terms}>
                  {termsOf(one.terms)
                    .map(({ name, minor }) => `${t(`term.${name}`)} ${amount(minor, currency)}`)
                    .join(" + ")}
                </span>
              </td>
              <td className={classes.outcome}>
                {one.chosen ? <Status of="route" value="chosen" /> : against(one, why.cost, currency)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
