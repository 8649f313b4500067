import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import actClasses from "../act/act.module.css";
import { FileAct } from "../act/FileAct";
import { useMay } from "../act/useAct";
import { api } from "../api/client";
import { purchaseQuery } from "../api/purchasing";
import type { Purchase } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Facts } from "../parts/Facts";
import { One } from "../parts/One";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { money } from "../text/money";
import { dateTime, day } from "../text/time";
import { lineTotal } from "./purchase";
import { CancelPurchase, OrderPurchase, Reschedule } from "./PurchasePanels";
import { ConfirmDropShip, ShipDropShip } from "./DropShip";
import { Receive } from "./Receive";

/** One purchase order: its lines, and what can be done about it. */
export function PurchasePage() {
  const { id } = useParams({ from: "/inside/purchasing/$id" });
  const query = useQuery(purchaseQuery(id));
  return (
    <One
      query={query}
      loading={t("purchasing.loading")}
      missing={t("purchase.missing")}
      back={
        <Anchor component={Link} to="/purchasing">
          {t("purchase.back")}
        </Anchor>
      }
    >
      {(data) => <Detail purchase={data} />}
    </One>
  );
}

function Detail({ purchase }: { purchase: Purchase }) {
  return (
    <>
      <PageHead title={purchase.number} hint={<bdi>{purchase.supplier}</bdi>}>
        <Status of="purchase" value={purchase.status} />
      </PageHead>
      <Actions purchase={purchase} />
      <div className={partClasses.stack}>
        <Panel title={t("purchase.about")}>
          <Facts
            facts={[
              [
                t("purchasing.supplier"),
                <Link key="s" to="/purchasing/suppliers/$id" params={{ id: purchase.supplier }}>
                  <bdi>{purchase.supplier}</bdi>
                </Link>,
              ],
              [t("stock.to"), !purchase.drop_ship && purchase.location],
              [
                t("purchase.dropShipFor"),
                purchase.drop_ship && (
                  <Link key="d" to="/orders/$id" params={{ id: purchase.drop_ship.order_id }}>
                    {purchase.drop_ship.number}
                  </Link>
                ),
              ],
              [t("purchasing.expected"), purchase.expected_at && day(purchase.expected_at)],
              [t("purchase.orderedAt"), purchase.ordered_at && dateTime(purchase.ordered_at)],
              [t("purchase.closedAt"), purchase.closed_at && dateTime(purchase.closed_at)],
              [t("stock.reference"), purchase.reference],
              [t("purchasing.note"), purchase.note],
            ]}
          />
        </Panel>
        <Panel title={t("purchasing.lines")} flush>
          <Lines purchase={purchase} />
        </Panel>
      </div>
    </>
  );
}

type Verb = "order" | "confirm" | "ship" | "receive" | "reschedule" | "cancel";

/** What the state and the role allow, in the order of the road. */
function verbsOf({ status, drop_ship, reference }: Purchase, may: (permission: string) => boolean): Verb[] {
  const writes = may("purchasing.write");
  const coming = status === "ordered" || status === "partly_received";
  const verbs: [Verb, boolean][] = [
    ["order", writes && status === "draft"],
    ["confirm", writes && coming && drop_ship !== undefined && reference === ""],
    ["ship", may("fulfillment.work") && coming && drop_ship !== undefined],
    ["receive", may("stock.write") && coming && !drop_ship],
    ["reschedule", writes && (coming || status === "draft")],
    ["cancel", writes && (coming || status === "draft") && !drop_ship],
  ];
  return verbs.filter(([, allowed]) => allowed).map(([verb]) => verb);
}

function Actions({ purchase }: { purchase: Purchase }) {
  const may = useMay();
  const [chosen, setChosen] = useState<Verb | null>(null);
  const verbs = verbsOf(purchase, may);
  const close = () => setChosen(null);
  const open = chosen && verbs.includes(chosen) ? chosen : null;
  return (
    <>
      <div className={actClasses.bar} role="group" aria-label={t("purchase.actions")}>
        {verbs.map((verb, n) => (
          <Button
            key={verb}
            variant={n === 0 ? "filled" : "default"}
            aria-expanded={open === verb}
            onClick={() => setChosen(open === verb ? null : verb)}
          >
            {t(`purchase.${verb}`)}
          </Button>
        ))}
        {verbs.includes("order") && <ImportLines purchase={purchase} />}
        <Button
          component="a"
          href={`/api/v1/purchase-orders/${purchase.id}/document.pdf`}
          target="_blank"
          rel="noreferrer"
        >
          {t("purchase.pdf")}
        </Button>
      </div>
      {open === "order" && <OrderPurchase purchase={purchase} onClose={close} />}
      {open === "confirm" && <ConfirmDropShip purchase={purchase} onClose={close} />}
      {open === "ship" && <ShipDropShip purchase={purchase} onClose={close} />}
      {open === "receive" && (
        <Receive
          title={t("purchase.receiveTitle", { number: purchase.number })}
          lines={purchase.lines.map(({ sku, open: left }) => ({ sku, open: left }))}
          over
          done={t("did.receivePurchase", { number: purchase.number })}
          send={(body, headers) =>
            api.POST("/api/v1/purchase-orders/{id}/receive", {
              params: { path: { id: purchase.id } },
              body,
              headers,
            })
          }
          onClose={close}
        />
      )}
      {open === "reschedule" && <Reschedule purchase={purchase} onClose={close} />}
      {open === "cancel" && <CancelPurchase purchase={purchase} onClose={close} />}
    </>
  );
}

/** Takes the lines of a draft from a file. */
function ImportLines({ purchase: { id, number } }: { purchase: Purchase }) {
  return (
    <FileAct
      label={t("purchase.import")}
      title={t("purchase.importWhat")}
      done={t("did.importLines", { number })}
      send={(file) => api.POST("/api/v1/purchase-orders/{id}/lines", { params: { path: { id } }, ...file })}
    />
  );
}

function Lines({ purchase }: { purchase: Purchase }) {
  const { lines, currency } = purchase;
  return (
    <Scroll label={t("purchasing.lines")}>
      <table className={tableClasses.table} aria-label={t("purchasing.lines")}>
        <thead>
          <tr>
            <th>{t("stock.sku")}</th>
            <th className={tableClasses.right}>{t("purchasing.ordered")}</th>
            <th className={tableClasses.right}>{t("purchasing.received")}</th>
            <th className={tableClasses.right}>{t("purchasing.canceled")}</th>
            <th className={tableClasses.right}>{t("purchasing.open")}</th>
            <th>{t("purchasing.expected")}</th>
            <th className={tableClasses.right}>{t("purchasing.cost")}</th>
            <th className={tableClasses.right}>{t("purchasing.total")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.sku}>
              <td className={partClasses.code}>
                <Link to="/inventory/$sku" params={{ sku: line.sku }}>
                  {line.sku}
                </Link>
              </td>
              <td className={tableClasses.right}>{figure(line.ordered)}</td>
              <td className={tableClasses.right}>{figure(line.received)}</td>
              <td className={tableClasses.right}>{figure(line.canceled)}</td>
              <td className={tableClasses.right}>{figure(line.open)}</td>
              <td>{line.expected_at ? day(line.expected_at) : "–"}</td>
              <td className={tableClasses.right}>{line.cost === null ? "–" : money(line.cost, currency)}</td>
              <td className={tableClasses.right}>{total(line.cost, line.ordered, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function total(cost: string | null, quantity: number, currency: string): string {
  const sum = lineTotal(cost, quantity);
  return sum === undefined ? "–" : money(sum, currency);
}
