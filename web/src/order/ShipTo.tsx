import type { Order } from "../api/types";
import { written } from "../customers/addresses";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import classes from "./order.module.css";

/** The buyer and where the goods go. */
export function ShipTo({ order }: { order: Order }) {
  const lines = order.shipping_address ? written(order.shipping_address) : [];
  return (
    <Panel title={t("order.shipTo")} hint={<bdi>{order.customer?.email}</bdi>}>
      {lines.length === 0 && <p className={classes.quiet}>{t("order.noAddress")}</p>}
      <address className={classes.item}>
        {lines.map((line, n) => (
          <div key={n}>
            <bdi>{line}</bdi>
          </div>
        ))}
      </address>
    </Panel>
  );
}
