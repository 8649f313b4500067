import { Anchor, Button, TextInput } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { lotOrdersQuery, lotQuery } from "../api/lots";
import { ApiError } from "../api/problem";
import type { Lot, LotUse } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Facts } from "../parts/Facts";
import { Empty, Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { PagedList } from "../parts/PagedList";
import { Panel } from "../parts/Panel";
import { Scroll } from "../parts/Scroll";
import { Skeleton } from "../parts/Skeleton";
import { figure, t } from "../text";
import { dateTime, day } from "../text/time";
import classes from "./inventory.module.css";
import { LotsTable } from "./LotsTable";

/** One lot or serial number: where it is, and which orders got it. */
export function LotPage() {
  const { id } = useParams({ from: "/inside/stock/lots/$id" });
  const lot = useQuery(lotQuery(id));
  if (lot.isPending) return <Skeleton label={t("lots.loading")} />;
  if (lot.error instanceof ApiError && lot.error.status === 404) {
    return (
      <Empty level={1} title={t("lot.missing")} what={t("lot.missingWhat")}>
        <Anchor component={Link} to="/stock/lots">
          {t("lots.all")}
        </Anchor>
      </Empty>
    );
  }
  if (!lot.data) return <Failure level={1} error={lot.error} onRetry={() => void lot.refetch()} />;
  return <Found lot={lot.data} />;
}

function Found({ lot }: { lot: Lot }) {
  const may = useMay();
  const [correcting, setCorrecting] = useState(false);
  const there = lot.levels.filter(({ on_hand }) => on_hand > 0);
  return (
    <>
      <PageHead title={lot.lot} hint={t(lot.tracking === "serial" ? "lot.serial" : "lot.lot")} />
      {may("stock.write") && lot.tracking === "lot" && (
        <div className={actClasses.bar}>
          <Button aria-expanded={correcting} onClick={() => setCorrecting(!correcting)}>
            {t("lot.correct")}
          </Button>
        </div>
      )}
      {correcting && <Correct lot={lot} onClose={() => setCorrecting(false)} />}
      <div className={classes.stack}>
        <Panel title={t(lot.tracking === "serial" ? "lot.aboutUnit" : "lot.about")}>
          <Facts
            facts={[
              [
                t("stock.sku"),
                <Link key="sku" to="/inventory/$sku" params={{ sku: lot.sku }}>
                  {lot.sku}
                </Link>,
              ],
              [t("lot.expires"), lot.expires_on ? day(`${lot.expires_on}T12:00`) : t("lot.never")],
              [t("lot.sellsUntil"), lot.sells_until && day(`${lot.sells_until}T12:00`)],
              [t("lot.received"), dateTime(lot.received_at)],
            ]}
          />
        </Panel>
        <Panel title={t("lot.where")} flush>
          {there.length > 0 ? (
            <LotsTable lots={there} label={t("lot.where")} without="lot" />
          ) : (
            <Empty title={t("lot.nowhere")} what={t("lot.nowhereWhat")} />
          )}
        </Panel>
        {may("orders.read") && <Orders lot={lot} />}
      </div>
    </>
  );
}

function Correct({ lot, onClose }: { lot: Lot; onClose: () => void }) {
  const { act, busy } = useAct();
  return (
    <ActionPanel
      title={t("lot.correctTitle", { lot: lot.lot })}
      verb={t("lot.correct")}
      busy={busy}
      onClose={onClose}
      onSubmit={(form) =>
        act({
          call: (headers) =>
            api.PATCH("/api/v1/lots/{id}", {
              params: { path: { id: lot.id } },
              body: { expires_on: String(form.get("expires_on") ?? "") },
              headers,
            }),
          done: t("lot.corrected", { lot: lot.lot }),
          then: onClose,
        })
      }
    >
      <TextInput
        type="date"
        name="expires_on"
        label={t("lot.expires")}
        description={t("lot.correctWhat")}
        defaultValue={lot.expires_on}
      />
    </ActionPanel>
  );
}

/** Who is to be told of a recall. */
function Orders({ lot }: { lot: Lot }) {
  const query = useInfiniteQuery(lotOrdersQuery(lot.id));
  return (
    <Panel
      title={t("lot.orders")}
      hint={t("lot.ordersHint")}
      flush
      aside={
        <Button
          component="a"
          size="compact-sm"
          href={`/api/v1/lots/${lot.id}/orders/export`}
          leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
        >
          {t("export.verb")}
        </Button>
      }
    >
      {lot.picked.length > 0 && <Uses uses={lot.picked} label={t("lot.onlyPicked")} />}
      <PagedList
        query={query}
        loading={t("lot.ordersLoading")}
        shown={(count) => t("lots.shown", { count })}
        empty={<Empty title={t("lot.noOrders")} what={t("lot.noOrdersWhat")} />}
      >
        {(uses) => <Uses uses={uses} label={t("lot.orders")} />}
      </PagedList>
    </Panel>
  );
}

function Uses({ uses, label }: { uses: LotUse[]; label: string }) {
  return (
    <Scroll label={label}>
      <table className={tableClasses.table} aria-label={label}>
        <thead>
          <tr>
            <th>{t("column.order")}</th>
            <th>{t("column.customer")}</th>
            <th className={tableClasses.right}>{t("stock.units")}</th>
            <th>{t("stock.location")}</th>
            <th>{t("shipment.shipped")}</th>
          </tr>
        </thead>
        <tbody>
          {uses.map((use) => (
            <tr key={`${use.shipment_id} ${use.order_id} ${use.location}`}>
              <td>
                {use.order_id ? (
                  <Link to="/orders/$id" params={{ id: use.order_id }}>
                    {use.order_number}
                  </Link>
                ) : (
                  `${use.note ?? ""} ${t("lot.archived")}`
                )}
              </td>
              <td>
                <bdi>{use.customer || use.email}</bdi>
              </td>
              <td className={tableClasses.right}>{figure(use.quantity)}</td>
              <td className={tableClasses.quiet}>{use.location}</td>
              <td>{use.shipped_at ? dateTime(use.shipped_at) : t("lot.onlyPicked")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
