import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { payloadQuery } from "../api/order";
import { ApiError } from "../api/problem";
import type { Order } from "../api/types";
import { Failure } from "../parts/Message";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { t } from "../text";
import { Json } from "./Json";
import classes from "./order.module.css";
import { pretty } from "./pretty";

/** What the channel sent, as it came; asked for when it is wanted. */
export function Payload({ order }: { order: Order }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={partClasses.panel} onToggle={(change) => setOpen(change.currentTarget.open)}>
      <summary className={classes.summary}>{t("order.payload")}</summary>
      {open && <Received order={order} />}
    </details>
  );
}

function Received({ order }: { order: Order }) {
  const payload = useQuery(payloadQuery(order.id));
  if (payload.isPending) return <Skeleton label={t("orders.loading")} rows={4} />;
  if (payload.error instanceof ApiError && payload.error.status === 404) {
    return <p className={classes.note}>{t("order.noPayload")}</p>;
  }
  if (payload.error) return <Failure error={payload.error} onRetry={() => void payload.refetch()} />;
  return <Json label={t("order.payload")} text={pretty(payload.data)} />;
}

/** The order as the API gives it. */
export function RawOrder({ order }: { order: Order }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={partClasses.panel} onToggle={(change) => setOpen(change.currentTarget.open)}>
      <summary className={classes.summary}>{t("order.raw")}</summary>
      {open && <Json label={t("order.raw")} text={JSON.stringify(order, null, 2)} />}
    </details>
  );
}
