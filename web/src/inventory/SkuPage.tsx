import { Anchor, Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lotsQuery } from "../api/lots";
import { levelsQuery, movementsQuery, skuQuery } from "../api/stock";
import type { Sku } from "../api/types";
import { Formula } from "../parts/Formula";
import { Empty, Failure } from "../parts/Message";
import { One } from "../parts/One";
import { PagedList } from "../parts/PagedList";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import { Skeleton } from "../parts/Skeleton";
import { Expected } from "../purchasing/Expected";
import { t } from "../text";
import { Availability } from "./Availability";
import { Balance } from "./Balance";
import classes from "./inventory.module.css";
import { LevelsTable } from "./LevelsTable";
import { LotsTable } from "./LotsTable";
import { MovementsTable } from "./MovementsTable";
import { StockActions } from "./StockActions";

/** One SKU: what lies where, how its sellable figure comes about, and what moved it. */
export function SkuPage() {
  const { sku: code } = useParams({ from: "/inside/inventory/$sku" });
  const sku = useQuery(skuQuery(code));
  return (
    <One
      query={sku}
      loading={t("inventory.loading")}
      missing={t("sku.missing")}
      back={
        <Anchor component={Link} to="/inventory">
          {t("sku.back")}
        </Anchor>
      }
    >
      {(data) => <SkuView key={data.id} sku={data} />}
    </One>
  );
}

function SkuView({ sku: { code, title, bundle, tracking } }: { sku: Sku }) {
  return (
    <>
      <PageHead title={title} hint={code} />
      {!bundle && <StockActions sku={code} />}
      <div className={classes.stack}>
        {!bundle && <Levels sku={code} />}
        {tracking !== "none" && <Lots sku={code} />}
        {!bundle && (
          <Panel
            title={t("expected.title")}
            hint={t("expected.hint")}
            flush
            aside={
              <Link to="/stock/transfers" search={{ sku: code }}>
                {t("sku.transfers")}
              </Link>
            }
          >
            <Expected sku={code} />
          </Panel>
        )}
        <Availability sku={code} />
        {!bundle && <Balance sku={code} />}
        {!bundle && <Movements sku={code} />}
      </div>
    </>
  );
}

function Levels({ sku }: { sku: string }) {
  const levels = useQuery(levelsQuery(sku));
  return (
    <Panel
      title={t("sku.levels")}
      aside={<Formula of={t("stock.available")}>{t("stock.availableIs")}</Formula>}
      flush
    >
      {levels.isPending && <Skeleton label={t("inventory.loading")} rows={3} />}
      {levels.error && <Failure error={levels.error} onRetry={() => void levels.refetch()} />}
      {levels.data?.length === 0 && <Empty title={t("sku.noStock")} what={t("sku.noStockWhat")} />}
      {levels.data && levels.data.length > 0 && <LevelsTable levels={levels.data} label={t("sku.levels")} />}
    </Panel>
  );
}

const firstLots = 20;

function Lots({ sku }: { sku: string }) {
  const query = useInfiniteQuery(lotsQuery({ sku, limit: firstLots }));
  return (
    <Panel
      title={t("lots.title")}
      flush
      aside={
        <Link to="/stock/lots" search={{ sku }}>
          {t("lots.all")}
        </Link>
      }
    >
      <PagedList
        query={query}
        boxed
        loading={t("lots.loading")}
        shown={(count) => t("lots.shown", { count })}
        empty={<Empty title={t("lots.none")} what={t("lots.noneWhat")} />}
      >
        {(lots) => <LotsTable lots={lots} label={t("lots.of", { sku })} without="sku" />}
      </PagedList>
    </Panel>
  );
}

const lastMovements = 10;

function Movements({ sku }: { sku: string }) {
  const query = useInfiniteQuery(movementsQuery({ sku, limit: lastMovements }));
  const movements = (query.data?.pages ?? []).flatMap((page) => page.items);
  return (
    <Panel
      title={t("sku.movements")}
      flush
      aside={
        <Link to="/stock/movements" search={{ sku }}>
          {t("sku.allMovements")}
        </Link>
      }
    >
      {query.isPending && <Skeleton label={t("inventory.loading")} rows={4} />}
      {query.error && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && movements.length === 0 && (
        <Empty title={t("sku.noMovement")} what={t("sku.noMovementWhat")} />
      )}
      {movements.length > 0 && <MovementsTable movements={movements} ofOne />}
      {query.hasNextPage && (
        <div className={classes.foot}>
          <Button
            size="compact-sm"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("orders.more")}
          </Button>
        </div>
      )}
    </Panel>
  );
}
