import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import actClasses from "../act/act.module.css";
import { useMay } from "../act/useAct";
import { transfersQuery, type TransferFilter } from "../api/transfers";
import type { Transfer } from "../api/types";
import { useCommands } from "../keys/commands";
import { useRowKeys } from "../keys/useRowKeys";
import tableClasses from "../orders/OrdersTable.module.css";
import { Age } from "../parts/Age";
import { LocationChoice } from "../parts/LocationChoice";
import { Empty } from "../parts/Message";
import { useNow } from "../parts/now";
import { PagedList } from "../parts/PagedList";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { day } from "../text/time";
import { NewTransfer } from "./NewTransfer";
import { nameOf, overdue, units } from "./transfer";

/** What the address of the transfers holds; from and to fill in the form of a new one. */
export type TransfersView = TransferFilter & { add?: "1" };

/** The states by which the list is narrowed. */
export const states = ["draft", "in_transit", "received", "canceled"] as const;

/** Stock on its way between locations. */
export function TransfersPage() {
  const view = useSearch({ from: "/inside/stock/transfers" });
  const navigate = useNavigate({ from: "/stock/transfers" });
  const writes = useMay()("stock.write");
  const show = (next: TransfersView) => void navigate({ search: next, replace: true });
  const add = () => show({ ...view, add: view.add ? undefined : "1" });
  const { add: open, ...filter } = view;
  useCommands(writes ? [{ name: t("transfers.new"), group: "create" as const, run: add }] : []);
  return (
    <>
      <PageHead
        title={t("transfers.title")}
        hint={t("transfers.hint")}
        aside={
          writes && (
            <Button variant="filled" aria-expanded={open === "1"} onClick={add}>
              {t("transfers.new")}
            </Button>
          )
        }
      />
      {open && writes && <NewTransfer sku={view.sku} onClose={() => show({ ...view, add: undefined })} />}
      <Filters view={view} onChange={show} />
      <div className={partClasses.panel}>
        <List filter={filter} onClear={() => show({})} />
      </div>
    </>
  );
}

function Filters({ view, onChange }: { view: TransfersView; onChange: (view: TransfersView) => void }) {
  return (
    <div className={actClasses.bar} role="search" aria-label={t("transfers.filter")}>
      <NativeSelect
        aria-label={t("column.status")}
        value={view.status ?? ""}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...view, status: states.find((one) => one === value) })
        }
        data={[
          { value: "", label: t("purchasing.anyStatus") },
          ...states.map((value) => ({ value, label: t(`transfer.${value}`) })),
        ]}
      />
      <LocationChoice
        any={t("inventory.anyLocation")}
        value={view.location}
        onChange={(location) => onChange({ ...view, location })}
      />
      {view.sku && (
        <Button onClick={() => onChange({ ...view, sku: undefined })}>
          {t("transfers.onlyOf", { sku: view.sku })}
        </Button>
      )}
    </div>
  );
}

function List({ filter, onClear }: { filter: TransferFilter; onClear: () => void }) {
  const query = useInfiniteQuery(transfersQuery(filter));
  return (
    <PagedList
      query={query}
      loading={t("transfers.loading")}
      shown={(count) => t("transfers.shown", { count })}
      empty={
        filter.status || filter.location || filter.sku ? (
          <Empty level={2} title={t("transfers.noMatch")} what={t("transfers.noMatchWhat")}>
            <Button onClick={onClear}>{t("orders.clear")}</Button>
          </Empty>
        ) : (
          <Empty level={2} title={t("transfers.empty")} what={t("transfers.emptyWhat")} />
        )
      }
    >
      {(transfers) => <TransferTable transfers={transfers} />}
    </PagedList>
  );
}

function TransferTable({ transfers }: { transfers: Transfer[] }) {
  const rows = useRowKeys<HTMLTableSectionElement>();
  return (
    <Scroll label={t("transfers.title")}>
      <table className={tableClasses.table} aria-label={t("transfers.title")}>
        <thead>
          <tr>
            <th>{t("transfers.name")}</th>
            <th>{t("column.status")}</th>
            <th>{t("transfers.route")}</th>
            <th className={tableClasses.right}>{t("transfers.arrived")}</th>
            <th>{t("purchasing.expected")}</th>
            <th className={tableClasses.right}>{t("transfers.age")}</th>
          </tr>
        </thead>
        <tbody ref={rows}>
          {transfers.map((one) => (
            <tr key={one.id}>
              <td className={partClasses.code}>
                <Link to="/stock/transfers/$id" params={{ id: one.id }} data-row>
                  <bdi>{nameOf(one)}</bdi>
                </Link>
              </td>
              <td>
                <TransferStatus transfer={one} />
              </td>
              <td>
                <bdi>{one.from}</bdi> → <bdi>{one.to}</bdi>
              </td>
              <td className={tableClasses.right}>
                {t("purchasing.of", {
                  some: figure(units(one, "received")),
                  all: figure(units(one, "quantity")),
                })}
              </td>
              <td>{one.expected_at ? day(one.expected_at) : "–"}</td>
              <td className={tableClasses.right}>
                <Age at={one.sent_at ?? one.created_at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Where a transfer is, and what is wrong with it. */
export function TransferStatus({ transfer }: { transfer: Transfer }) {
  const now = useNow();
  const missing = units(transfer, "missing");
  const over = units(transfer, "over");
  return (
    <>
      <Status of="transfer" value={transfer.status} />{" "}
      {overdue(transfer, now) && <Status of="receipt" value="overdue" />}{" "}
      {missing > 0 && <Status of="stock" value="short" word={t("transfer.missing", { count: missing })} />}{" "}
      {over > 0 && <Status of="stock" value="short" word={t("transfer.over", { count: over })} />}
    </>
  );
}
