import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { customersQuery, type CustomerFilter } from "../api/customers";
import type { Customer } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Empty } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { SearchBox } from "../parts/SearchBox";
import { t } from "../text";
import { dateTime, dateTimeZone } from "../text/time";
import classes from "./customers.module.css";
import { NewCustomer } from "./CustomerPanels";

/** What the address of the customers holds. */
export type CustomersView = CustomerFilter & { add?: "1" };

/** Everybody who bought, or who was entered by hand. */
export function CustomersPage() {
  const view = useSearch({ from: "/inside/customers" });
  const navigate = useNavigate({ from: "/customers" });
  const may = useMay();
  const show = (next: CustomersView) => void navigate({ search: next, replace: true });
  return (
    <>
      <PageHead
        title={t("customers.title")}
        hint={t("customers.hint")}
        aside={
          may("customers.write") && (
            <Button
              variant="filled"
              aria-expanded={view.add === "1"}
              onClick={() => show({ ...view, add: view.add ? undefined : "1" })}
            >
              {t("customers.new")}
            </Button>
          )
        }
      />
      {view.add && may("customers.write") && (
        <NewCustomer onClose={() => show({ ...view, add: undefined })} />
      )}
      <SearchBox
        name={t("customers.filter")}
        label={t("customers.search")}
        q={view.q}
        onSearch={(q) => show({ ...view, q })}
      />
      <div className={partClasses.panel}>
        <List filter={{ q: view.q }} onClear={() => show({})} />
      </div>
    </>
  );
}

function List({ filter, onClear }: { filter: CustomerFilter; onClear: () => void }) {
  const query = useInfiniteQuery(customersQuery(filter));
  return (
    <PagedList
      query={query}
      loading={t("customers.loading")}
      shown={(count) => t("customers.shown", { count })}
      empty={
        filter.q ? (
          <Empty level={2} title={t("customers.noMatch")} what={t("customers.noMatchWhat")}>
            <Button onClick={onClear}>{t("orders.clear")}</Button>
          </Empty>
        ) : (
          <Empty level={2} title={t("customers.empty")} what={t("customers.emptyWhat")} />
        )
      }
    >
      {(customers) => <CustomerTable customers={customers} />}
    </PagedList>
  );
}

function CustomerTable({ customers }: { customers: Customer[] }) {
  const phones = customers.some((one) => one.phone);
  const notes = customers.some((one) => one.note);
  return (
    <Scroll label={t("customers.title")}>
      <table className={tableClasses.table} aria-label={t("customers.title")}>
        <thead>
          <tr>
            <th>{t("customers.name")}</th>
            <th>{t("customers.email")}</th>
            {phones && <th>{t("customers.phone")}</th>}
            {notes && <th>{t("customers.note")}</th>}
            <th className={tableClasses.right}>{t("customers.since")}</th>
          </tr>
        </thead>
        <tbody>
          {customers.map((one) => (
            <tr key={one.id}>
              <td className={classes.cut} title={one.name}>
                <Link to="/customers/$id" params={{ id: one.id }}>
                  <bdi>{one.name || one.email}</bdi>
                </Link>
              </td>
              <td className={classes.cut} title={one.email}>
                <bdi>{one.email}</bdi>
              </td>
              {phones && (
                <td className={tableClasses.quiet}>
                  <bdi>{one.phone}</bdi>
                </td>
              )}
              {notes && (
                <td className={`${classes.cut} ${tableClasses.quiet}`} title={one.note}>
                  <bdi>{one.note}</bdi>
                </td>
              )}
              <td className={tableClasses.right} title={dateTimeZone(one.created_at)}>
                {dateTime(one.created_at)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
