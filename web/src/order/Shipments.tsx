import { Anchor, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import classes from "../act/act.module.css";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import type { Order, Shipment } from "../api/types";
import { Panel } from "../parts/Panel";
import { Status } from "../status/Status";
import { t } from "../text";
import { money } from "../text/money";
import { dateTime, dateTimeZone } from "../text/time";
import { canDeliver } from "./allowed";
import orderClasses from "./order.module.css";

/** The parcels that left, with their labels and where they are. */
export function Shipments({ order }: { order: Order }) {
  if (order.shipments.length === 0) return null;
  return (
    <div className={orderClasses.cards}>
      {order.shipments.map((shipment) => (
        <Card key={shipment.id} shipment={shipment} />
      ))}
    </div>
  );
}

function Card({ shipment }: { shipment: Shipment }) {
  const may = useMay();
  const { act, busy } = useAct();
  const deliver = () =>
    act({
      call: (headers) =>
        api.POST("/api/v1/shipments/{id}/deliver", { params: { path: { id: shipment.id } }, headers }),
      done: t("did.deliver"),
    });
  return (
    <Panel
      title={t("shipment.title", { service: shipment.service_name })}
      aside={<Status of="shipment" value={shipment.status} />}
    >
      <dl className={orderClasses.facts}>
        <dt>{t("shipment.from")}</dt>
        <dd>{shipment.location.name}</dd>
        {shipment.shipped_at && (
          <>
            <dt>{t("shipment.shipped")}</dt>
            <dd title={dateTimeZone(shipment.shipped_at)}>{dateTime(shipment.shipped_at)}</dd>
          </>
        )}
        <dt>{t("shipment.cost")}</dt>
        <dd>{money(shipment.cost, shipment.currency)}</dd>
        {shipment.parcels.map((parcel) => (
          <Fragment key={parcel.id}>
            <Tracking n={parcel.n} number={parcel.tracking_number} url={parcel.tracking_url} />
            <Lots items={parcel.items} />
          </Fragment>
        ))}
      </dl>
      <div className={classes.bar} style={{ margin: "var(--sy-4) 0 0" }}>
        {shipment.documents.label_pdf && (
          <Button component="a" href={shipment.documents.label_pdf} target="_blank">
            {t("shipment.label")}
          </Button>
        )}
        {shipment.documents.label_zpl && <Anchor href={shipment.documents.label_zpl}>ZPL</Anchor>}
        {may("fulfillment.work") && canDeliver(shipment) && (
          <Button loading={busy} onClick={deliver}>
            {t("shipment.deliver")}
          </Button>
        )}
      </div>
    </Panel>
  );
}

/** The lots and serial numbers in a parcel, each with its own page. */
function Lots({ items }: Pick<Shipment["parcels"][number], "items">) {
  const known = items.filter(({ lot_id: id }) => id);
  if (known.length === 0) return null;
  return (
    <>
      <dt>{t(known.every(({ serial }) => serial) ? "lot.serials" : "lots.title")}</dt>
      <dd>
        {known.map(({ line, sku, lot_id: id = "", lot, quantity, serial }) => (
          <div key={`${line} ${id}`}>
            <Link to="/stock/lots/$id" params={{ id }}>
              <bdi>{lot}</bdi>
            </Link>{" "}
            <bdi>{serial ? sku : `${quantity} × ${sku}`}</bdi>
          </div>
        ))}
      </dd>
    </>
  );
}

function Tracking({ n, number, url }: { n: number; number: string; url?: string }) {
  const isWeb = url !== undefined && /^https?:\/\//.test(url);
  return (
    <>
      <dt>{t("shipment.parcel", { n })}</dt>
      <dd>
        {isWeb ? (
          <Anchor href={url} target="_blank" rel="noreferrer">
            {number}
          </Anchor>
        ) : (
          number
        )}
      </dd>
    </>
  );
}
