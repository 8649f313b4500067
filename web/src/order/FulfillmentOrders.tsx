import { Button } from "@mantine/core";
import { useState } from "react";
import type { FulfillmentOrder, Order } from "../api/types";
import { Facts } from "../parts/Facts";
import { Panel } from "../parts/Panel";
import { Due } from "../status/Due";
import { Status } from "../status/Status";
import { t } from "../text";
import { workVerbsOf } from "./allowed";
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
  const titles = titlesOf(order);
  const toShip = work.find((one) => workVerbsOf(one).includes("ship"));
  return (
    <div className={classes.cards}>
      {work.map((one) => (
        <Card key={one.id} work={one} titles={titles} shipsByKey={one === toShip} />
      ))}
    </div>
  );
}

type CardProps = { work: FulfillmentOrder; titles: Map<number, string>; shipsByKey: boolean };

function Card({ work, titles, shipsByKey }: CardProps) {
  const status = (
    <>
      <Status of="partner" value={work.partner_status === "rejected" ? "rejected" : undefined} />
      <Status of="fulfillmentOrder" value={work.stage || work.status} />
    </>
  );
  return (
    <Panel title={work.location.name || work.location.code} hint={work.number} aside={status}>
      <WorkLines work={work} titles={titles} />
      <Facts
        facts={[
          [
            t("order.shipBy"),
            work.ship_by && isOpen(work) && <Due at={work.ship_by} what={t("order.shipByWhat")} />,
          ],
          [t("order.partner"), partnerWord(work)],
          [t("order.reason"), work.reason],
        ]}
      />
      <WorkActions work={work} shipsByKey={shipsByKey} />
    </Panel>
  );
}

const mostLines = 8; // of a card, before it is asked for more

function WorkLines({ work, titles }: Pick<CardProps, "work" | "titles">) {
  const [isWhole, setWhole] = useState(false);
  const lines = work.lines.filter(({ quantity }) => quantity > 0); // none is left of what was given back
  const more = lines.length - mostLines;
  return (
    <>
      <ul className={classes.workLines}>
        {lines.slice(0, isWhole ? undefined : mostLines).map((line) => (
          <li key={line.allocation_id} className={classes.item}>
            {line.quantity} × <bdi>{titles.get(line.line) ?? line.sku}</bdi>
          </li>
        ))}
      </ul>
      {more > 0 && !isWhole && (
        <Button size="compact-sm" onClick={() => setWhole(true)} mb="xs">
          {t("order.workMore", { count: more })}
        </Button>
      )}
    </>
  );
}

const isOpen = ({ status }: FulfillmentOrder) => !["closed", "canceled", "incomplete"].includes(status);

function partnerWord({ partner_status: status }: FulfillmentOrder): string {
  return status === "unsubmitted" ? "" : t(`partner.${status}`);
}

function titlesOf(order: Order): Map<number, string> {
  const lines = (order.lines ?? []).flatMap((line) => [line, ...(line.components ?? [])]);
  return new Map(lines.map((line) => [line.line, line.title || line.sku]));
}
