import type { FulfillmentOrder, Order } from "../api/types";
import { Panel } from "../parts/Panel";
import { Status } from "../status/Status";
import { t } from "../text";
import classes from "./order.module.css";
import { WorkActions } from "./WorkActions";

/** A card for each location that works on the order. */
export function FulfillmentOrders({ order }: { order: Order }) {
  const work = order.fulfillment_orders ?? [];
  if (work.length === 0) {
    return (
      <Panel title={t("order.location")}>
        <p className={classes.quiet}>{t("order.noFulfillment")}</p>
      </Panel>
    );
  }
  return (
    <div className={classes.cards}>
      {work.map((one) => (
        <Card key={one.id} work={one} titles={titlesOf(order)} />
      ))}
    </div>
  );
}

function Card({ work, titles }: { work: FulfillmentOrder; titles: Map<number, string> }) {
  const status = (
    <>
      <Status of="partner" value={work.partner_status === "rejected" ? "rejected" : undefined} />
      <Status of="fulfillmentOrder" value={work.stage || work.status} />
    </>
  );
  return (
    <Panel title={work.location.name || work.location.code} hint={work.number} aside={status}>
      <ul>
        {(work.lines ?? []).map((line) => (
          <li key={line.allocation_id} className={classes.item}>
            {line.quantity} × <bdi>{titles.get(line.line) ?? line.sku}</bdi>
          </li>
        ))}
      </ul>
      <WorkActions work={work} />
    </Panel>
  );
}

function titlesOf(order: Order): Map<number, string> {
  const lines = (order.lines ?? []).flatMap((line) => [line, ...(line.components ?? [])]);
  return new Map(lines.map((line) => [line.line, line.title || line.sku]));
}
