import { Link } from "@tanstack/react-router";
import type { Movement } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { figure, humanize, t, type TextKey } from "../text";
import { dateTime, dateTimeZone } from "../text/time";
import { reasons, type Reason } from "./movement";

type Props = {
  movements: Movement[];
  /** The SKU has a column of its own, unless all are of one. */
  ofOne?: boolean;
};

/** Changes of stock, each with its reason and who did it. */
export function MovementsTable({ movements, ofOne }: Props) {
  return (
    <Scroll label={t("sku.movements")}>
      <table className={tableClasses.table} aria-label={t("sku.movements")}>
        <thead>
          <tr>
            <th>{t("sku.when")}</th>
            {!ofOne && <th>{t("stock.sku")}</th>}
            <th className={tableClasses.right}>{t("sku.quantity")}</th>
            <th>{t("form.reason")}</th>
            <th>{t("stock.location")}</th>
            <th>{t("sku.state")}</th>
            <th>{t("sku.reference")}</th>
            <th>{t("movements.actor")}</th>
          </tr>
        </thead>
        <tbody>
          {movements.map((one) => (
            <tr key={one.id}>
              <td title={dateTimeZone(one.occurred_at)}>{dateTime(one.occurred_at)}</td>
              {!ofOne && (
                <td className={partClasses.code}>
                  <Link to="/inventory/$sku" params={{ sku: one.sku }}>
                    {one.sku}
                  </Link>
                </td>
              )}
              <td className={tableClasses.right}>{signed(one.quantity)}</td>
              <td>{reasonOf(one.reason)}</td>
              <td className={tableClasses.quiet}>
                <bdi>{one.location}</bdi>
              </td>
              <td className={tableClasses.quiet}>{t(`balance.${one.state}`)}</td>
              <td>
                <Reference movement={one} />
              </td>
              <td className={tableClasses.quiet}>
                <Link to="/stock/movements" search={{ actor: one.actor }}>
                  <bdi>{one.actor}</bdi>
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const signed = (n: number) => (n < 0 ? `−${figure(-n)}` : `+${figure(n)}`);

const reasonOf = (reason: string) =>
  reasons.includes(reason as Reason) ? t(`moved.${reason}` as TextKey) : humanize(reason);

/** What a movement belongs to, as a link where it has a page; else what was noted. */
function Reference({ movement: { reference = "", note = "" } }: { movement: Movement }) {
  if (reference.startsWith("trf_")) {
    return (
      <Link to="/stock/transfers/$id" params={{ id: reference }}>
        {t("movements.transfer")}
      </Link>
    );
  }
  if (reference.startsWith("pur_")) {
    return (
      <Link to="/purchasing/$id" params={{ id: reference }}>
        {t("movements.purchase")}
      </Link>
    );
  }
  if (reference.startsWith("ret_")) {
    return (
      <Link to="/returns/$id" params={{ id: reference }}>
        {t("movements.return")}
      </Link>
    );
  }
  return <bdi>{[reference, note].filter(Boolean).join(" · ")}</bdi>;
}
