import { Button } from "@mantine/core";
import { IconCirclePause } from "@tabler/icons-react";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import type { Hold, Order } from "../api/types";
import { OrderExceptions } from "../exceptions/OrderExceptions";
import { lookOf } from "../status/vocabulary";
import { t } from "../text";
import { dateTime } from "../text/time";
import classes from "./order.module.css";
import { openHolds } from "./units";

/** What stops the order, on top of the page: open holds and exceptions. */
export function Troubles({ order }: { order: Order }) {
  return (
    <>
      {openHolds(order).map((hold) => (
        <HoldBanner key={hold.id} order={order} hold={hold} />
      ))}
      <OrderExceptions order={order} />
    </>
  );
}

function HoldBanner({ order, hold }: { order: Order; hold: Hold }) {
  const may = useMay();
  const { act, busy } = useAct();
  const release = () =>
    act({
      call: (headers) =>
        api.POST("/api/v1/orders/{id}/release", {
          params: { path: { id: order.id } },
          body: { hold_id: hold.id },
          headers,
        }),
      done: t("did.releaseHold", { number: order.number }),
    });
  const blocks = (hold.blocks ?? []).map((what) => t(`block.${what}`)).join(", ");
  return (
    <div className={classes.banner}>
      <IconCirclePause size={20} stroke={1.75} aria-hidden="true" />
      <p>
        <strong>{t("order.hold", { type: lookOf("hold", hold.type)?.word ?? hold.type })}</strong>{" "}
        <bdi>{hold.reason}</bdi> {blocks && `· ${t("order.blocks", { what: blocks })}`}{" "}
        {hold.due_at && t("order.due", { when: dateTime(hold.due_at) })}
      </p>
      {may("orders.write") && (
        <Button loading={busy} onClick={release} style={{ marginLeft: "auto", flex: "none" }}>
          {t("verb.releaseHold")}
        </Button>
      )}
    </div>
  );
}
