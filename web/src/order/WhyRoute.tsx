import { useQuery } from "@tanstack/react-query";
import { timelineQuery } from "../api/orders";
import { Panel } from "../parts/Panel";
import { Status } from "../status/Status";
import { t } from "../text";
import classes from "./order.module.css";
import { whyOf, type Candidate } from "./why";

/** Why these locations: the candidates as routing saw them, with what spoke against each. */
export function WhyRoute({ orderId }: { orderId: string }) {
  const timeline = useQuery(timelineQuery(orderId));
  const why = whyOf(timeline.data ?? []);
  if (!why) return null;
  return (
    <Panel title={t("why.title")} flush>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th>{t("why.location")}</th>
            <th className={classes.right}>{t("why.units")}</th>
            <th>{t("why.outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {why.candidates.map((candidate) => (
            <Row key={candidate.location} candidate={candidate} />
          ))}
        </tbody>
      </table>
      <div className={classes.note}>
        {why.sentence && <p>{why.sentence}</p>}
        {why.short.map((line) => (
          <p key={line.sku}>{t("why.short", { count: line.quantity, sku: line.sku })}</p>
        ))}
        <p>{t(why.optimal ? "why.ruleOptimal" : "why.rule", { rule: why.rule })}</p>
      </div>
    </Panel>
  );
}

function Row({ candidate }: { candidate: Candidate }) {
  const { location, units, of, distance_km: km, chosen, reason } = candidate;
  return (
    <tr>
      <td className={chosen ? classes.sum : undefined}>{location}</td>
      <td className={classes.right}>{t("why.has", { units, of })}</td>
      <td className={classes.item}>
        {chosen ? <Status of="route" value="chosen" /> : reason}
        {km !== undefined && <span className={classes.cause}>{t("why.distance", { km })}</span>}
      </td>
    </tr>
  );
}
