import { Anchor, Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import type { Shipment } from "../api/types";
import { canDeliver } from "../order/allowed";
import tableClasses from "../orders/OrdersTable.module.css";
import { Status } from "../status/Status";
import { t } from "../text";
import { dateTime, dateTimeZone } from "../text/time";
import classes from "./board.module.css";
import { papers, print } from "./print";

type Props = {
  shipments: Shipment[];
  /** The location has a column of its own, unless all are from one. */
  ofOne?: boolean;
};

/** Shipments with what can be done to each in its row; where there is little room, the tracking number stands below the order's. */
export function ShipmentsTable({ shipments, ofOne }: Props) {
  return (
    // What scrolls must be reachable by keyboard.
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t("shipments.table")}>
      <table className={tableClasses.table} aria-label={t("shipments.title")}>
        <thead>
          <tr>
            <th>{t("shipments.order")}</th>
            <th>{t("orders.status")}</th>
            <th className={tableClasses.middle}>{t("shipments.tracking")}</th>
            <th className={tableClasses.wide}>{t("shipments.service")}</th>
            {!ofOne && <th className={tableClasses.middle}>{t("order.location")}</th>}
            <th className={tableClasses.wide}>{t("shipments.shipped")}</th>
            <th>{t("shipments.actions")}</th>
          </tr>
        </thead>
        <tbody>
          {shipments.map((shipment) => (
            <Row key={shipment.id} shipment={shipment} ofOne={ofOne} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ shipment, ofOne }: { shipment: Shipment; ofOne?: boolean }) {
  const tracking = shipment.parcels.map((parcel) => (
    <Tracking key={parcel.id} number={parcel.tracking_number} url={parcel.tracking_url} />
  ));
  return (
    <tr>
      <td>
        <Link to="/orders/$id" params={{ id: shipment.order_id }}>
          {shipment.order_number}
        </Link>
        <div className={tableClasses.second}>{tracking}</div>
      </td>
      <td title={shipment.reason}>
        <Status of="shipment" value={shipment.status} />
      </td>
      <td className={tableClasses.middle}>{tracking}</td>
      <td className={`${tableClasses.quiet} ${tableClasses.wide}`}>{shipment.service_name}</td>
      {!ofOne && (
        <td className={`${tableClasses.quiet} ${tableClasses.middle}`}>
          {shipment.location.name || shipment.location.code}
        </td>
      )}
      <td
        className={`${tableClasses.quiet} ${tableClasses.wide}`}
        title={shipment.shipped_at ? dateTimeZone(shipment.shipped_at) : undefined}
      >
        {shipment.shipped_at && dateTime(shipment.shipped_at)}
      </td>
      <td>
        <Verbs shipment={shipment} />
      </td>
    </tr>
  );
}

function Tracking({ number, url }: { number: string; url?: string }) {
  if (!url || !/^https?:\/\//.test(url)) return <div>{number}</div>;
  return (
    <div>
      <Anchor href={url} target="_blank" rel="noreferrer">
        {number}
      </Anchor>
    </div>
  );
}

function Verbs({ shipment }: { shipment: Shipment }) {
  const may = useMay();
  const { act, busy } = useAct();
  const [asking, setAsking] = useState(false);
  const { id, status, order_number: number } = shipment;
  const params = { path: { id } };
  const works = may("fulfillment.work");
  const fresh = status === "label_purchased";
  const handOver = () =>
    act({
      call: (headers) =>
        api.POST("/api/v1/shipments/{id}/track", { params, body: { status: "manifested" }, headers }),
      done: t("did.handOver", { number }),
    });
  const deliver = () =>
    act({
      call: (headers) => api.POST("/api/v1/shipments/{id}/deliver", { params, headers }),
      done: t("did.deliver"),
    });
  const voidLabel = () =>
    act({
      call: (headers) => api.POST("/api/v1/shipments/{id}/void", { params, headers }),
      done: t("did.void", { number }),
      then: () => setAsking(false),
    });
  return (
    <span className={classes.buttons}>
      {status !== "voided" && status !== "draft" && (
        <Button
          size="compact-sm"
          aria-label={t("shipments.label", { number })}
          onClick={() => void print(papers.label(id))}
        >
          <IconPrinter size={16} stroke={1.75} aria-hidden="true" />
        </Button>
      )}
      {works && fresh && !asking && (
        <Button size="compact-sm" loading={busy} onClick={handOver}>
          {t("shipments.handOver")}
        </Button>
      )}
      {works && canDeliver(shipment) && !asking && (
        <Button size="compact-sm" loading={busy} onClick={deliver}>
          {t("shipment.deliver")}
        </Button>
      )}
      {works && fresh && (
        <Button
          size="compact-sm"
          loading={busy && asking}
          c={asking ? "var(--sy-late-text)" : undefined}
          onClick={() => (asking ? voidLabel() : setAsking(true))}
        >
          {asking ? t("shipments.voidAsk") : t("shipments.void")}
        </Button>
      )}
      {asking && (
        <Button size="compact-sm" onClick={() => setAsking(false)}>
          {t("act.back")}
        </Button>
      )}
    </span>
  );
}
