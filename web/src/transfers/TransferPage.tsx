import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import actClasses from "../act/act.module.css";
import { useMay } from "../act/useAct";
import { api } from "../api/client";
import { transferQuery } from "../api/transfers";
import type { Transfer } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Facts } from "../parts/Facts";
import { One } from "../parts/One";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Receive } from "../purchasing/Receive";
import { figure, t } from "../text";
import { dateTime, day } from "../text/time";
import { nameOf } from "./transfer";
import { CancelTransfer, EditItems, RescheduleTransfer, ShipTransfer } from "./TransferPanels";
import { TransferStatus } from "./TransfersPage";

/** One transfer: what is in it, what has arrived, and what can be done about it. */
export function TransferPage() {
  const { id } = useParams({ from: "/inside/stock/transfers/$id" });
  const query = useQuery(transferQuery(id));
  return (
    <One
      query={query}
      loading={t("transfers.loading")}
      missing={t("transfer.none")}
      back={
        <Anchor component={Link} to="/stock/transfers">
          {t("transfer.back")}
        </Anchor>
      }
    >
      {(data) => <Detail transfer={data} />}
    </One>
  );
}

function Detail({ transfer }: { transfer: Transfer }) {
  const { from, to, reference } = transfer;
  return (
    <>
      <PageHead title={t("transfer.title", { name: nameOf(transfer) })} hint={<bdi>{`${from} → ${to}`}</bdi>}>
        <TransferStatus transfer={transfer} />
      </PageHead>
      <Actions transfer={transfer} />
      <div className={partClasses.stack}>
        <Panel title={t("transfer.about")}>
          <Facts
            facts={[
              [t("stock.from"), from],
              [t("stock.to"), to],
              [t("stock.reference"), reference],
              [t("transfer.made"), dateTime(transfer.created_at)],
              [t("transfer.sent"), transfer.sent_at && dateTime(transfer.sent_at)],
              [t("purchasing.expected"), transfer.expected_at && day(transfer.expected_at)],
              [t("transfer.receivedAt"), transfer.received_at && dateTime(transfer.received_at)],
            ]}
          />
        </Panel>
        <Panel
          title={t("transfer.items")}
          flush
          aside={
            <Link to="/stock/movements" search={{ reference: transfer.id }}>
              {t("sku.movements")}
            </Link>
          }
        >
          <Items transfer={transfer} />
        </Panel>
      </div>
    </>
  );
}

type Verb = "ship" | "receive" | "edit" | "reschedule" | "cancel";

const verbsOf: Record<Transfer["status"], Verb[]> = {
  draft: ["ship", "edit", "reschedule", "cancel"],
  in_transit: ["receive", "reschedule", "cancel"],
  received: [],
  canceled: [],
};

function Actions({ transfer }: { transfer: Transfer }) {
  const may = useMay();
  const [chosen, setChosen] = useState<Verb | null>(null);
  const verbs = may("stock.write") ? verbsOf[transfer.status] : [];
  const open = chosen && verbs.includes(chosen) ? chosen : null;
  const close = () => setChosen(null);
  if (verbs.length === 0) return null;
  return (
    <>
      <div className={actClasses.bar} role="group" aria-label={t("transfer.actions")}>
        {verbs.map((verb, n) => (
          <Button
            key={verb}
            variant={n === 0 ? "filled" : "default"}
            aria-expanded={open === verb}
            onClick={() => setChosen(open === verb ? null : verb)}
          >
            {t(`transfer.${verb}`)}
          </Button>
        ))}
      </div>
      {open === "ship" && <ShipTransfer transfer={transfer} onClose={close} />}
      {open === "edit" && <EditItems transfer={transfer} onClose={close} />}
      {open === "reschedule" && <RescheduleTransfer transfer={transfer} onClose={close} />}
      {open === "cancel" && <CancelTransfer transfer={transfer} onClose={close} />}
      {open === "receive" && (
        <Receive
          title={t("purchase.receiveTitle", { number: nameOf(transfer) })}
          lines={transfer.items}
          done={t("did.receivePurchase", { number: nameOf(transfer) })}
          send={(body, headers) =>
            api.POST("/api/v1/stock/transfers/{id}/receive", {
              params: { path: { id: transfer.id } },
              body,
              headers,
            })
          }
          onClose={close}
        />
      )}
    </>
  );
}

const figures = ["quantity", "received", "open", "missing", "over"] as const;

function Items({ transfer: { items } }: { transfer: Transfer }) {
  return (
    <Scroll label={t("transfer.items")}>
      <table className={tableClasses.table} aria-label={t("transfer.items")}>
        <thead>
          <tr>
            <th>{t("stock.sku")}</th>
            {figures.map((name) => (
              <th key={name} className={tableClasses.right} title={t(`transfer.${name}Is`)}>
                {t(`transfer.${name}Units`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.sku}>
              <td className={partClasses.code}>
                <Link to="/inventory/$sku" params={{ sku: item.sku }}>
                  {item.sku}
                </Link>
              </td>
              {figures.map((name) => (
                <td key={name} className={tableClasses.right}>
                  {item[name] === 0 ? <span className={partClasses.quiet}>0</span> : figure(item[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
