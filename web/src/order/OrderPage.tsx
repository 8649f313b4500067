import { Anchor } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useRef } from "react";
import { allocationsQuery } from "../api/order";
import { orderQuery } from "../api/orders";
import { ApiError } from "../api/problem";
import type { Order } from "../api/types";
import { useEvents } from "../live/context";
import { Empty, Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { Skeleton } from "../parts/Skeleton";
import { OrderReturns } from "../returns/OrderReturns";
import { Status } from "../status/Status";
import { t } from "../text";
import { Attributes } from "./Attributes";
import { FulfillmentOrders } from "./FulfillmentOrders";
import { Lines } from "./Lines";
import { Money } from "./Money";
import { OrderActions } from "./OrderActions";
import classes from "./order.module.css";
import { OrderMeta } from "./OrderMeta";
import { Payload, RawOrder } from "./Payload";
import { PromiseNow } from "./PromiseNow";
import { Shipments } from "./Shipments";
import { ShipTo } from "./ShipTo";
import { Timeline } from "./Timeline";
import { Troubles } from "./Troubles";
import { WhyRoute } from "./WhyRoute";

/** One order: what it is, where its units are, what happened to it. */
export function OrderPage() {
  const { id } = useParams({ from: "/inside/orders/$id" });
  const client = useQueryClient();
  const order = useQuery(orderQuery(id));
  useEvents((events) => {
    if (!events.some((event) => event.order_id === id)) return;
    void client.invalidateQueries({ queryKey: orderQuery(id).queryKey });
    void client.invalidateQueries({ queryKey: ["orders", "timeline", id] });
    void client.invalidateQueries({ queryKey: allocationsQuery(id).queryKey });
  });

  if (order.data) return <OrderView order={order.data} />;
  if (order.isPending) return <Skeleton label={t("orders.loading")} />;
  if (order.error instanceof ApiError && order.error.status === 404) return <NoSuchOrder />;
  return <Failure level={1} error={order.error} onRetry={() => void order.refetch()} />;
}

function OrderView({ order }: { order: Order }) {
  const route = useRef<HTMLDivElement>(null);
  return (
    <>
      <PageHead title={t("order.title", { number: order.number })}>
        <Status of="lifecycle" value={order.lifecycle} />
        <Status of="fulfillment" value={order.fulfillment_status} />
        <Status of="payment" value={order.payment_status} />
        <Status of="delivery" value={order.delivery_status} />
        <Status of="return" value={order.return_status} />
      </PageHead>
      <OrderMeta order={order} />
      <PromiseNow order={order} />
      <OrderActions order={order} onExplain={() => showPanel(route.current)} />
      <Troubles order={order} />
      <div className={classes.columns}>
        <div className={classes.stack}>
          <Lines order={order} />
          <FulfillmentOrders order={order} />
          <Shipments order={order} />
          <OrderReturns order={order} />
          <Timeline order={order} />
        </div>
        <div className={classes.stack}>
          <Money order={order} />
          <div ref={route} tabIndex={-1} className={classes.route}>
            <WhyRoute order={order} />
          </div>
          <ShipTo order={order} />
          <Attributes attributes={order.attributes} />
          <Payload order={order} />
          <RawOrder order={order} />
        </div>
      </div>
    </>
  );
}

function showPanel(panel: HTMLElement | null) {
  panel?.focus({ preventScroll: true });
  panel?.scrollIntoView({ block: "start" });
}

function NoSuchOrder() {
  return (
    <Empty level={1} title={t("order.missing")} what={t("order.missingWhat")}>
      <Anchor component={Link} to="/orders">
        {t("order.backToList")}
      </Anchor>
    </Empty>
  );
}
