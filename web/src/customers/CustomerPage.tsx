import { Anchor, Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import actClasses from "../act/act.module.css";
import { useMay } from "../act/useAct";
import { customerQuery, ordersOfQuery, wholeOrdersOfQuery } from "../api/customers";
import type { Customer } from "../api/types";
import { usual } from "../orders/columns";
import { OrdersTable } from "../orders/OrdersTable";
import { Facts } from "../parts/Facts";
import { Empty, Failure } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { One } from "../parts/One";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { t } from "../text";
import { dateTime } from "../text/time";
import { addressesOf, written } from "./addresses";
import { EditCustomer } from "./CustomerPanels";
import classes from "./customers.module.css";

/** All are of one customer. */
const columns = usual.filter((column) => column !== "customer");

/** One customer: how to reach them, what they bought, where it went. */
export function CustomerPage() {
  const { id } = useParams({ from: "/inside/customers/$id" });
  const customer = useQuery(customerQuery(id));
  return (
    <One
      query={customer}
      loading={t("customers.loading")}
      missing={t("customers.missing")}
      missingWhat={t("customers.missingWhat")}
      back={
        <Anchor component={Link} to="/customers">
          {t("customers.back")}
        </Anchor>
      }
    >
      {(data) => <CustomerView key={data.id} customer={data} />}
    </One>
  );
}

function CustomerView({ customer }: { customer: Customer }) {
  const may = useMay();
  const orders = useInfiniteQuery(ordersOfQuery(customer.id));
  const [editing, setEditing] = useState(false);
  return (
    <>
      <PageHead
        title={customer.name || customer.email}
        hint={customer.name ? <bdi>{customer.email}</bdi> : undefined}
      />
      {may("customers.write") && (
        <div className={actClasses.bar}>
          <Button aria-expanded={editing} onClick={() => setEditing((before) => !before)}>
            {t("verb.edit")}
          </Button>
        </div>
      )}
      {editing && <EditCustomer customer={customer} onClose={() => setEditing(false)} />}
      <div className={partClasses.pair}>
        <Panel title={t("customers.orders")} flush>
          <PagedList
            query={orders}
            loading={t("orders.loading")}
            shown={(count) => t("orders.shown", { count })}
            empty={<Empty title={t("customers.noOrders")} what={t("customers.noOrdersWhat")} />}
          >
            {(all) => <OrdersTable orders={all} label={t("customers.orders")} columns={columns} />}
          </PagedList>
        </Panel>
        <div className={partClasses.stack}>
          <Contact customer={customer} />
          <Note note={customer.note} />
          <Addresses customer={customer.id} />
        </div>
      </div>
    </>
  );
}

function Contact({ customer }: { customer: Customer }) {
  const { email, phone } = customer;
  return (
    <Panel title={t("customers.contact")}>
      <Facts
        facts={[
          [
            t("customers.email"),
            email && <Anchor href={`mailto:${encodeURIComponent(email)}`}>{email}</Anchor>,
          ],
          [
            t("customers.phone"),
            phone && <Anchor href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</Anchor>,
          ],
          [t("customers.since"), dateTime(customer.created_at)],
        ]}
      />
    </Panel>
  );
}

function Note({ note }: { note: string }) {
  return (
    <Panel title={t("customers.note")} hint={t("customers.noteWhat")}>
      {note ? (
        <p className={classes.note}>
          <bdi>{note}</bdi>
        </p>
      ) : (
        <p className={partClasses.quiet}>{t("customers.noNote")}</p>
      )}
    </Panel>
  );
}

/** Where goods went, as the newest orders say. */
function Addresses({ customer }: { customer: string }) {
  const orders = useQuery(wholeOrdersOfQuery(customer));
  const known = addressesOf(orders.data?.items ?? []);
  return (
    <Panel title={t("customers.addresses")}>
      {orders.isPending && <Skeleton label={t("orders.loading")} rows={2} />}
      {orders.error && !orders.data && <Failure error={orders.error} onRetry={() => void orders.refetch()} />}
      {orders.data && known.length === 0 && <p className={partClasses.quiet}>{t("customers.noAddress")}</p>}
      <ul className={classes.addresses}>
        {known.map(({ address, orders: count, last }) => (
          <li key={written(address).join("\n")}>
            <address>
              {written(address).map((line, n) => (
                <div key={n}>
                  <bdi>{line}</bdi>
                </div>
              ))}
            </address>
            <span className={partClasses.quiet}>
              {t("customers.addressOrders", { count, when: dateTime(last) })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
