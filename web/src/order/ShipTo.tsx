import type { Order } from "../api/types";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import classes from "./order.module.css";

/** The buyer and where the goods go. */
export function ShipTo({ order }: { order: Order }) {
  const address = order.shipping_address;
  const place = [address?.postal_code, address?.city].filter(Boolean).join(" ");
  const lines = [
    address?.name,
    address?.company,
    address?.address1,
    address?.address2,
    place,
    address?.region,
    address?.country_code,
  ];
  const written = lines.filter((line) => line !== undefined && line !== "");
  return (
    <Panel title={t("order.shipTo")} hint={<bdi>{order.customer?.email}</bdi>}>
      {written.length === 0 && <p className={classes.quiet}>{t("order.noAddress")}</p>}
      <address className={classes.item}>
        {written.map((line, n) => (
          <div key={n}>
            <bdi>{line}</bdi>
          </div>
        ))}
      </address>
    </Panel>
  );
}
