import { Button } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { OrderFilter } from "../api/orders";
import { Command, Empty, Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { t } from "../text";
import { zoneName } from "../text/time";
import { OrderFilters } from "./OrderFilters";
import classes from "./orders.module.css";
import { OrdersTable } from "./OrdersTable";
import { useOrderList } from "./useOrderList";

/** All orders, narrowed by the filter in the address. */
export function OrdersPage() {
  const filter = useSearch({ from: "/inside/orders" });
  const navigate = useNavigate({ from: "/orders" });
  const list = useOrderList(filter);
  const narrow = (next: OrderFilter) => void navigate({ search: next, replace: true });
  return (
    <>
      <PageHead
        title={t("orders.title")}
        hint={t("orders.hint", { zone: zoneName() })}
        aside={list.arrived > 0 && <Arrived count={list.arrived} onShow={list.showArrived} />}
      />
      <OrderFilters filter={filter} onChange={narrow} />
      <div className={`${partClasses.panel} ${classes.frame}`}>
        <List list={list} filtered={Boolean(filter.q || filter.status)} onClear={() => narrow({})} />
      </div>
    </>
  );
}

type ListProps = { list: ReturnType<typeof useOrderList>; filtered: boolean; onClear: () => void };

function List({ list: { query, orders }, filtered, onClear }: ListProps) {
  if (query.isPending) return <Skeleton label={t("orders.loading")} rows={12} />;
  if (query.error && orders.length === 0) {
    return <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (orders.length === 0) return filtered ? <NoMatch onClear={onClear} /> : <NoOrders />;
  return (
    <>
      <div className={query.isPlaceholderData ? classes.stale : undefined}>
        <OrdersTable orders={orders} label={t("orders.title")} />
      </div>
      <div className={classes.foot}>
        <span role="status">
          {t("orders.shown", { count: orders.length })}
          {!query.hasNextPage && `, ${t("orders.all")}`}
        </span>
        {query.hasNextPage && (
          <Button
            size="compact-sm"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("orders.more")}
          </Button>
        )}
        {query.error && <Failure level={2} error={query.error} />}
      </div>
    </>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <Empty level={2} title={t("orders.noMatch")} what={t("orders.noMatchWhat")}>
      <Button onClick={onClear}>{t("orders.clear")}</Button>
    </Empty>
  );
}

function NoOrders() {
  return (
    <Empty level={2} title={t("home.empty")} what={t("home.emptyWhat")}>
      <Command>switchyard import orders orders.csv</Command>
    </Empty>
  );
}

function Arrived({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <>
      <span className={classes.waiting} role="status">
        {t("orders.new", { count })}
      </span>
      <Button size="compact-sm" onClick={onShow}>
        {t("orders.show")}
      </Button>
    </>
  );
}
