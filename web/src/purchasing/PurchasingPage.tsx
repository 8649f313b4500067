import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import actClasses from "../act/act.module.css";
import { useMay } from "../act/useAct";
import { purchasesQuery, suppliersQuery, type PurchaseFilter } from "../api/purchasing";
import type { Purchase } from "../api/types";
import { useCommands } from "../keys/commands";
import tableClasses from "../orders/OrdersTable.module.css";
import { Empty } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { day } from "../text/time";
import { Expected } from "./Expected";
import { NewPurchase } from "./NewPurchase";
import classes from "./purchasing.module.css";
import { soonest, units } from "./purchase";

/** What the address of the purchase orders holds. */
export type PurchasingView = PurchaseFilter & { add?: "1" };

/** The states by which the list is narrowed. */
export const states = ["coming", "draft", "ordered", "partly_received", "received", "canceled"] as const;

/** Purchase orders, and what they and transfers will bring. */
export function PurchasingPage() {
  const view = useSearch({ from: "/inside/purchasing" });
  const navigate = useNavigate({ from: "/purchasing" });
  const writes = useMay()("purchasing.write");
  const show = (next: PurchasingView) => void navigate({ search: next, replace: true });
  const add = () => show({ ...view, add: view.add ? undefined : "1" });
  useCommands(writes ? [{ name: t("purchasing.new"), group: "create" as const, run: add }] : []);
  return (
    <>
      <PageHead
        title={t("purchasing.title")}
        hint={t("purchasing.hint")}
        aside={
          <>
            <Button component={Link} to="/purchasing/suppliers">
              {t("suppliers.title")}
            </Button>
            {writes && (
              <Button variant="filled" aria-expanded={view.add === "1"} onClick={add}>
                {t("purchasing.new")}
              </Button>
            )}
          </>
        }
      />
      {view.add && writes && <NewPurchase onClose={() => show({ ...view, add: undefined })} />}
      <Filters view={view} onChange={show} />
      <div className={partClasses.stack}>
        <div className={partClasses.panel}>
          <List filter={view} onClear={() => show({})} />
        </div>
        <Panel title={t("expected.title")} hint={t("expected.hint")} flush>
          <Expected />
        </Panel>
      </div>
    </>
  );
}

function Filters({ view, onChange }: { view: PurchasingView; onChange: (view: PurchasingView) => void }) {
  const suppliers = useQuery(suppliersQuery);
  return (
    <div className={actClasses.bar} role="search" aria-label={t("purchasing.filter")}>
      <NativeSelect
        aria-label={t("purchasing.status")}
        value={view.status ?? ""}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...view, status: states.find((one) => one === value) })
        }
        data={[
          { value: "", label: t("purchasing.anyStatus") },
          ...states.map((value) => ({ value, label: t(`purchase.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t("purchasing.supplier")}
        value={view.supplier ?? ""}
        onChange={({ currentTarget: { value } }) => onChange({ ...view, supplier: value || undefined })}
        data={[
          { value: "", label: t("purchasing.anySupplier") },
          ...(suppliers.data ?? []).map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
    </div>
  );
}

function List({ filter, onClear }: { filter: PurchaseFilter; onClear: () => void }) {
  const query = useInfiniteQuery(purchasesQuery(filter));
  return (
    <PagedList
      query={query}
      loading={t("purchasing.loading")}
      shown={(count) => t("purchasing.shown", { count })}
      empty={
        filter.status || filter.supplier ? (
          <Empty level={2} title={t("purchasing.noMatch")} what={t("purchasing.noMatchWhat")}>
            <Button onClick={onClear}>{t("orders.clear")}</Button>
          </Empty>
        ) : (
          <Empty level={2} title={t("purchasing.empty")} what={t("purchasing.emptyWhat")} />
        )
      }
    >
      {(purchases) => <PurchaseTable purchases={purchases} />}
    </PagedList>
  );
}

function PurchaseTable({ purchases }: { purchases: Purchase[] }) {
  return (
    <Scroll label={t("purchasing.title")}>
      <table className={tableClasses.table} aria-label={t("purchasing.title")}>
        <thead>
          <tr>
            <th>{t("purchasing.number")}</th>
            <th>{t("purchasing.status")}</th>
            <th>{t("purchasing.supplier")}</th>
            <th>{t("stock.to")}</th>
            <th className={tableClasses.right}>{t("purchasing.received")}</th>
            <th>{t("purchasing.expected")}</th>
          </tr>
        </thead>
        <tbody>
          {purchases.map((one) => (
            <tr key={one.id}>
              <td className={classes.code}>
                <Link to="/purchasing/$id" params={{ id: one.id }}>
                  {one.number}
                </Link>
              </td>
              <td>
                <Status of="purchase" value={one.status} />
              </td>
              <td>
                <bdi>{one.supplier}</bdi>
              </td>
              <td className={tableClasses.quiet}>
                {one.drop_ship ? t("purchase.dropShip") : <bdi>{one.location}</bdi>}
              </td>
              <td className={tableClasses.right}>
                {t("purchasing.of", {
                  some: figure(units(one, "received")),
                  all: figure(units(one, "ordered")),
                })}
              </td>
              <td>{soonest(one) ? day(soonest(one)!) : <span className={classes.quiet}>–</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
