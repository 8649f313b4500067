import { Link } from "@tanstack/react-router";
import type { LotStock } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { day } from "../text/time";
import { shelfLife } from "./lot";

type Props = {
  lots: LotStock[];
  label: string;
  /** Which lot or which SKU it is goes without saying. */
  without?: "sku" | "lot";
};

/** Where lots are, and how long they may be sold. */
export function LotsTable({ lots, label, without }: Props) {
  return (
    <Scroll label={label}>
      <table className={tableClasses.table} aria-label={label}>
        <thead>
          <tr>
            {without !== "lot" && <th>{t("lot.lot")}</th>}
            {without === undefined && <th>{t("stock.sku")}</th>}
            <th>{t("stock.location")}</th>
            <th>{t("lot.expires")}</th>
            <th>{t("column.status")}</th>
            <th className={tableClasses.right}>{t("stock.on_hand")}</th>
            <th className={tableClasses.right}>{t("lot.picked")}</th>
            <th className={tableClasses.right}>{t("lot.unavailable")}</th>
            <th className={tableClasses.right}>{t("lot.free")}</th>
          </tr>
        </thead>
        <tbody>
          {lots.map((lot) => (
            <tr key={`${lot.lot_id} ${lot.location}`}>
              {without !== "lot" && (
                <td className={partClasses.code}>
                  <Link to="/stock/lots/$id" params={{ id: lot.lot_id }}>
                    <bdi>{lot.lot}</bdi>
                  </Link>
                </td>
              )}
              {without === undefined && (
                <td className={partClasses.code}>
                  <Link to="/inventory/$sku" params={{ sku: lot.sku }}>
                    {lot.sku}
                  </Link>
                </td>
              )}
              <td className={tableClasses.quiet}>{lot.location}</td>
              <td>{lot.expires_on ? day(`${lot.expires_on}T12:00`) : t("lot.never")}</td>
              <td>
                <Life lot={lot} />
              </td>
              <td className={tableClasses.right}>{figure(lot.on_hand)}</td>
              <td className={tableClasses.right}>{figure(lot.picked)}</td>
              <td className={tableClasses.right}>{figure(lot.damaged + lot.quality_control)}</td>
              <td className={tableClasses.right}>{figure(lot.free)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Life({ lot }: { lot: LotStock }) {
  const life = shelfLife(lot);
  if (!life || life.value === "good") return life?.word ?? null;
  return life.value === "past" ? (
    <Status of="receipt" value="overdue" word={life.word} />
  ) : (
    <Status of="stock" value="low" word={life.word} />
  );
}
