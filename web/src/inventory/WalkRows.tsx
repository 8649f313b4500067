import { Link } from "@tanstack/react-router";
import type { Walk } from "../api/types";
import { figure, humanize, t, type TextKey } from "../text";
import classes from "./availability.module.css";
import { walked, type Row } from "./walked";

const named: ReadonlySet<string> = new Set([
  "on_hand",
  "allocated",
  "reserved",
  "safety",
  "damaged",
  "quality_control",
  "inactive_location",
  "outside_location",
  "threshold",
  "ring_fence",
  "buffer",
  "cap",
  "floor",
  "not_offered",
]);

type Props = {
  walk: Walk;
  /** What the last row is called. */
  sum?: string;
};

/** A walk as a waterfall: each row says what it takes, why, and what is left. */
export function WalkRows({ walk, sum = t("sku.sellable") }: Props) {
  const rows = walked(walk.steps);
  const most = Math.max(1, ...rows.map(({ rest, quantity }) => Math.max(rest, rest - quantity)));
  return (
    <table className={classes.walk}>
      <tbody>
        {rows.map((row, n) => (
          <tr key={n}>
            <th scope="row">
              {nameOf(row)}
              {row.rule && (
                <>
                  {": "}
                  <Link to="/stock/rules">
                    <bdi>{row.rule}</bdi>
                  </Link>
                </>
              )}
            </th>
            <td className={classes.track} aria-hidden="true">
              <span style={span(row, most)} />
            </td>
            <td>{n === 0 ? figure(row.quantity) : signed(row.quantity)}</td>
            <td className={classes.rest}>{figure(row.rest)}</td>
          </tr>
        ))}
        <tr className={classes.sum}>
          <th scope="row">{sum}</th>
          <td className={classes.track} aria-hidden="true">
            <span style={{ width: `${(100 * walk.sellable) / most}%` }} />
          </td>
          <td />
          <td>{figure(walk.sellable)}</td>
        </tr>
      </tbody>
    </table>
  );
}

function nameOf({ term, location, why }: Row): string {
  if (!named.has(term)) return why || humanize(term);
  return t(`term.${term}` as TextKey, { location: location ?? "" });
}

const signed = (n: number) => (n < 0 ? `− ${figure(-n)}` : `+ ${figure(n)}`);

// A bar lies between what was left before and what is left after.
function span({ rest, quantity }: Row, most: number) {
  const from = Math.max(0, Math.min(rest, rest - quantity));
  return { marginLeft: `${(100 * from) / most}%`, width: `${(100 * Math.abs(quantity)) / most}%` };
}
