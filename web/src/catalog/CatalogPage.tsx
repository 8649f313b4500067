import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { skusQuery, type SkuFilter } from "../api/catalog";
import type { Sku } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Empty } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { SearchBox } from "../parts/SearchBox";
import { Status } from "../status/Status";
import { t } from "../text";
import classes from "./catalog.module.css";
import { NewSku } from "./NewSku";

/** What the address of the catalog holds. */
export type CatalogView = SkuFilter & { add?: "1" };

/** Every SKU: what is counted and sold. */
export function CatalogPage() {
  const view = useSearch({ from: "/inside/catalog" });
  const navigate = useNavigate({ from: "/catalog" });
  const may = useMay();
  const show = (next: CatalogView) => void navigate({ search: next, replace: true });
  return (
    <>
      <PageHead
        title={t("catalog.title")}
        hint={t("catalog.hint")}
        aside={
          may("catalog.write") && (
            <>
              <Button renderRoot={(props) => <Link to="/catalog/import" {...props} />}>
                {t("catalog.import")}
              </Button>
              <Button
                variant="filled"
                aria-expanded={view.add === "1"}
                onClick={() => show({ ...view, add: view.add ? undefined : "1" })}
              >
                {t("catalog.newSku")}
              </Button>
            </>
          )
        }
      />
      {view.add && may("catalog.write") && <NewSku onClose={() => show({ ...view, add: undefined })} />}
      <SearchBox
        name={t("catalog.filter")}
        label={t("inventory.search")}
        q={view.q}
        onSearch={(q) => show({ ...view, q })}
      >
        <NativeSelect
          aria-label={t("catalog.activeLabel")}
          value={view.active ?? ""}
          onChange={(event) =>
            show({ ...view, active: (event.currentTarget.value || undefined) as SkuFilter["active"] })
          }
          data={[
            { value: "", label: t("catalog.anyActive") },
            { value: "true", label: t("catalog.onlyActive") },
            { value: "false", label: t("catalog.onlyInactive") },
          ]}
        />
      </SearchBox>
      <div className={partClasses.panel}>
        <Skus filter={{ q: view.q, active: view.active }} onClear={() => show({})} />
      </div>
    </>
  );
}

function Skus({ filter, onClear }: { filter: SkuFilter; onClear: () => void }) {
  const query = useInfiniteQuery(skusQuery(filter));
  const narrowed = Boolean(filter.q || filter.active);
  return (
    <PagedList
      query={query}
      loading={t("catalog.loading")}
      shown={(count) => t("catalog.shown", { count })}
      empty={
        narrowed ? (
          <Empty level={2} title={t("catalog.noMatch")} what={t("inventory.noMatchWhat")}>
            <Button onClick={onClear}>{t("orders.clear")}</Button>
          </Empty>
        ) : (
          <Empty level={2} title={t("catalog.empty")} what={t("catalog.emptyWhat")}>
            <Button renderRoot={(props) => <Link to="/catalog/import" {...props} />}>
              {t("catalog.import")}
            </Button>
          </Empty>
        )
      }
    >
      {(skus) => <SkuTable skus={skus} />}
    </PagedList>
  );
}

function SkuTable({ skus }: { skus: Sku[] }) {
  return (
    <Scroll label={t("catalog.title")}>
      <table className={tableClasses.table} aria-label={t("catalog.title")}>
        <thead>
          <tr>
            <th>{t("stock.sku")}</th>
            <th>{t("sku.title")}</th>
            <th>{t("sku.barcode")}</th>
            <th>{t("sku.category")}</th>
            <th className={tableClasses.right}>{t("sku.weight")}</th>
            <th>{t("sku.unfillable")}</th>
            <th>{t("column.status")}</th>
          </tr>
        </thead>
        <tbody>
          {skus.map((sku) => (
            <tr key={sku.id}>
              <td className={partClasses.code}>
                <Link to="/catalog/$sku" params={{ sku: sku.code }}>
                  {sku.code}
                </Link>
              </td>
              <td className={classes.title} title={sku.title}>
                <bdi>{sku.title}</bdi>
              </td>
              <td className={partClasses.code}>{sku.barcode}</td>
              <td className={tableClasses.quiet}>
                <bdi>{sku.category}</bdi>
              </td>
              <td className={tableClasses.right}>
                {sku.weight_grams > 0 && t("sku.grams", { count: sku.weight_grams })}
              </td>
              <td className={tableClasses.quiet}>{t(`sku.${sku.unfillable}`)}</td>
              <td>
                <Status of="catalog" value={!sku.active ? "inactive" : sku.bundle ? "bundle" : "active"} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
