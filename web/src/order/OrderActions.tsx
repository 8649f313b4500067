import { Button } from "@mantine/core";
import { useState } from "react";
import classes from "../act/act.module.css";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import type { Order } from "../api/types";
import { RequestReturn } from "../returns/RequestReturn";
import { useCommands } from "../keys/commands";
import shellClasses from "../shell/Shell.module.css";
import { t } from "../text";
import { verbsOf, type OrderVerb } from "./allowed";
import { CancelPanel } from "./CancelPanel";
import { EditPanel } from "./EditPanel";
import { HoldPanel, PaymentPanel, TagsPanel } from "./smallPanels";

const needs: Record<OrderVerb, string> = {
  confirm: "orders.write",
  release: "fulfillment.work",
  hold: "orders.write",
  edit: "orders.write",
  payment: "money.record",
  tags: "orders.write",
  cancel: "orders.cancel",
  return: "returns.write",
};

const panels = {
  hold: HoldPanel,
  cancel: CancelPanel,
  edit: EditPanel,
  payment: PaymentPanel,
  tags: TagsPanel,
  return: RequestReturn,
};

type PanelVerb = keyof typeof panels;

/** The key of each verb: of its word, where it is free. */
const keys: Record<OrderVerb, string> = {
  confirm: "d",
  release: "l",
  hold: "h",
  edit: "e",
  payment: "p",
  tags: "t",
  cancel: "c",
  return: "b",
};

type Props = {
  order: Order;
  /** Leads to why routing chose as it did. */
  onExplain: () => void;
};

/** What can be done to the order, by button or key, and the form of what was chosen. */
export function OrderActions({ order, onExplain }: Props) {
  const may = useMay();
  const { act, busy } = useAct();
  const [chosen, setChosen] = useState<PanelVerb | null>(null);
  const verbs = verbsOf(order).filter((verb) => may(needs[verb]));
  const Chosen = chosen && verbs.includes(chosen) ? panels[chosen] : null;
  const params = { path: { id: order.id } };
  useCommands([
    ...verbs.map((verb) => ({
      name: t(`verb.${verb}`),
      keys: keys[verb],
      group: "page" as const,
      run: () => choose(verb),
    })),
    { name: t("order.explain"), keys: "r", group: "page", run: onExplain },
  ]);

  function choose(verb: OrderVerb) {
    if (verb === "confirm") {
      act({
        call: (headers) => api.POST("/api/v1/orders/{id}/confirm", { params, headers }),
        done: t("did.confirm", { number: order.number }),
      });
    } else if (verb === "release") {
      act({
        call: (headers) => api.POST("/api/v1/orders/{id}/fulfillment-orders/release", { params, headers }),
        done: t("did.release", { number: order.number }),
      });
    } else setChosen((before) => (before === verb ? null : verb));
  }
  return (
    <>
      <div className={classes.bar} role="group" aria-label={t("order.actions")}>
        {verbs.map((verb) => (
          <Button
            key={verb}
            variant={verb === "release" || verb === "confirm" ? "filled" : "default"}
            loading={busy && (verb === "release" || verb === "confirm")}
            aria-expanded={verb in panels ? chosen === verb : undefined}
            rightSection={
              <kbd className={shellClasses.key} aria-hidden="true">
                {keys[verb]}
              </kbd>
            }
            onClick={() => choose(verb)}
          >
            {t(`verb.${verb}`)}
          </Button>
        ))}
      </div>
      {Chosen && <Chosen key={chosen} order={order} onClose={() => setChosen(null)} />}
    </>
  );
}
