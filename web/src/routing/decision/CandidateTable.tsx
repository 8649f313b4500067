import type { RoutingCandidate, RoutingWhy } from "../../api/types";
import { Status } from "../../status/Status";
import { figure, t } from "../../text";
import { dateTime } from "../../text/time";
import { amount } from "../minor";
import classes from "./decision.module.css";
import { against, type Names } from "./words";

type Props = { why: RoutingWhy; names?: Names };

/** The candidates with what they could send, what it would cost and what spoke against them. */
export function CandidateTable({ why, names }: Props) {
  const currency = why.currency ?? "";
  return (
    <table className={classes.table} aria-label={t("decision.candidates")}>
      <thead>
        <tr>
          <th>{t("decision.location")}</th>
          <th className={classes.right}>{t("decision.cost")}</th>
          <th>{t("decision.outcome")}</th>
        </tr>
      </thead>
      <tbody>
        {why.candidates.map((one) => (
          <tr key={one.location}>
            <th scope="row" className={one.chosen ? classes.chosen : undefined}>
              <bdi>{names?.get(one.location) ?? one.location}</bdi>
              <span className={classes.second}>{whatOf(one)}</span>
            </th>
            <td className={classes.right}>{one.terms ? amount(one.cost ?? 0, currency) : "–"}</td>
            <td>
              {one.chosen ? (
                <Status of="route" value="chosen" />
              ) : (
                <bdi>{against(one, why.cost, currency)}</bdi>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function whatOf({ units, of, distance_km: km, next_dispatch: at }: RoutingCandidate): string {
  const parts = [t("decision.units", { some: figure(units), all: figure(of) })];
  if (km !== undefined) parts.push(t("decision.km", { km }));
  if (at) parts.push(t("decision.handOver", { at: dateTime(at) }));
  return parts.join(" · ");
}
