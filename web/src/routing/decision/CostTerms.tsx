import type { RoutingWhy } from "../../api/types";
import { Scroll } from "../../parts/Scroll";
import { t } from "../../text";
import { amount } from "../minor";
import classes from "./decision.module.css";
import { termNames, type Names } from "./words";

type Props = { why: RoutingWhy; names?: Names };

/** What makes up the cost of the plan, and what that of each candidate would be: a column for each term. */
export function CostTerms({ why, names }: Props) {
  const currency = why.currency ?? "";
  const rows = [
    { name: t("decision.plan"), terms: why.terms, cost: why.cost, chosen: true },
    ...why.candidates.flatMap(({ location, terms, cost = 0 }) =>
      terms ? [{ name: names?.get(location) ?? location, terms, cost, chosen: false }] : [],
    ),
  ];
  const used = termNames.filter((name) => rows.some(({ terms }) => terms[name] !== 0));
  return (
    <Scroll label={t("decision.terms")}>
      <table className={classes.table} aria-label={t("decision.terms")}>
        <thead>
          <tr>
            <th>{t("decision.location")}</th>
            {used.map((name) => (
              <th key={name} className={classes.right}>
                {t(`term.${name}`)}
              </th>
            ))}
            <th className={classes.right}>{t("decision.sum")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, terms, cost, chosen }, n) => (
            <tr key={n}>
              <th scope="row" className={chosen ? classes.chosen : undefined}>
                <bdi>{name}</bdi>
              </th>
              {used.map((term) => (
                <td key={term} className={classes.right}>
                  {amount(terms[term], currency)}
                </td>
              ))}
              <td className={`${classes.right} ${chosen ? classes.chosen : ""}`}>{amount(cost, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
