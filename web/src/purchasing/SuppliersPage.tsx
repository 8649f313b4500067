import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { suppliersQuery } from "../api/purchasing";
import type { Supplier } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Empty, Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import classes from "./purchasing.module.css";
import { SupplierForm } from "./SupplierForm";

/** Who sells to the merchant. */
export function SuppliersPage() {
  const { add } = useSearch({ from: "/inside/purchasing/suppliers" });
  const navigate = useNavigate({ from: "/purchasing/suppliers" });
  const writes = useMay()("purchasing.write");
  const open = (form: boolean) => void navigate({ search: { add: form ? "1" : undefined }, replace: true });
  return (
    <>
      <PageHead
        title={t("suppliers.title")}
        hint={t("suppliers.hint")}
        aside={
          writes && (
            <Button variant="filled" aria-expanded={add === "1"} onClick={() => open(add !== "1")}>
              {t("suppliers.new")}
            </Button>
          )
        }
      />
      {add && writes && <SupplierForm onClose={() => open(false)} />}
      <div className={partClasses.panel}>
        <List />
      </div>
    </>
  );
}

function List() {
  const query = useQuery(suppliersQuery);
  if (query.isPending) return <Skeleton label={t("suppliers.loading")} rows={6} />;
  if (!query.data) return <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0)
    return <Empty level={2} title={t("suppliers.empty")} what={t("suppliers.emptyWhat")} />;
  return (
    <Scroll label={t("suppliers.title")}>
      <table className={tableClasses.table} aria-label={t("suppliers.title")}>
        <thead>
          <tr>
            <th>{t("suppliers.code")}</th>
            <th>{t("customers.name")}</th>
            <th>{t("purchasing.status")}</th>
            <th>{t("customers.email")}</th>
            <th className={tableClasses.right}>{t("suppliers.lead")}</th>
            <th className={tableClasses.right}>{t("suppliers.sells")}</th>
          </tr>
        </thead>
        <tbody>
          {query.data.map((one) => (
            <Row key={one.id} supplier={one} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Row({ supplier: { id, code, name, active, email, lead_days, items } }: { supplier: Supplier }) {
  return (
    <tr>
      <td className={classes.code}>
        <Link to="/purchasing/suppliers/$id" params={{ id }}>
          <bdi>{code}</bdi>
        </Link>
      </td>
      <td>
        <bdi>{name}</bdi>
      </td>
      <td>
        <Status of="switch" value={active ? "on" : "off"} />
      </td>
      <td className={tableClasses.quiet}>
        <bdi>{email}</bdi>
      </td>
      <td className={tableClasses.right}>{lead_days ? t("suppliers.days", { count: lead_days }) : "–"}</td>
      <td className={tableClasses.right}>{figure(items.length)}</td>
    </tr>
  );
}
