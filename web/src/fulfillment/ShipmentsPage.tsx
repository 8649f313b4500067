import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { shipmentsQuery, type ShipmentFilter } from "../api/fulfillment";
import { locationsQuery } from "../api/stock";
import type { Shipment } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Empty, Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { lookOf } from "../status/vocabulary";
import { t } from "../text";
import classes from "./board.module.css";
import { ShipmentsTable } from "./ShipmentsTable";

const statuses: Shipment["status"][] = [
  "label_purchased",
  "manifested",
  "in_transit",
  "out_for_delivery",
  "ready_for_pickup",
  "exception",
  "returned_to_sender",
  "lost",
  "delivered",
  "voided",
];

/** What was labeled and handed over, and where it is. */
export function ShipmentsPage() {
  const filter = useSearch({ from: "/inside/fulfillment/shipments" });
  const navigate = useNavigate({ from: "/fulfillment/shipments" });
  const narrow = (search: ShipmentFilter) => void navigate({ search, replace: true });
  return (
    <>
      <PageHead title={t("shipments.title")} hint={t("shipments.hint")} />
      <Filters filter={filter} onChange={narrow} />
      <div className={partClasses.panel}>
        <List filter={filter} onClear={() => narrow({})} />
      </div>
    </>
  );
}

type FiltersProps = { filter: ShipmentFilter; onChange: (filter: ShipmentFilter) => void };

function Filters({ filter, onChange }: FiltersProps) {
  const locations = useQuery(locationsQuery);
  return (
    <div className={classes.filters} role="search" aria-label={t("shipments.filter")}>
      <NativeSelect
        aria-label={t("order.location")}
        value={filter.location ?? ""}
        onChange={(event) => onChange({ ...filter, location: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t("shipments.anyLocation") },
          ...(locations.data ?? []).map(({ code, name }) => ({ value: code, label: name || code })),
        ]}
      />
      <NativeSelect
        aria-label={t("orders.status")}
        value={filter.status ?? ""}
        onChange={(event) =>
          onChange({
            ...filter,
            status: (event.currentTarget.value || undefined) as ShipmentFilter["status"],
          })
        }
        data={[
          { value: "", label: t("shipments.anyStatus") },
          ...statuses.map((value) => ({ value, label: lookOf("shipment", value)?.word ?? value })),
        ]}
      />
    </div>
  );
}

function List({ filter, onClear }: { filter: ShipmentFilter; onClear: () => void }) {
  const query = useInfiniteQuery(shipmentsQuery(filter));
  const shipments = (query.data?.pages ?? []).flatMap((page) => page.items);
  if (query.isPending) return <Skeleton label={t("shipments.loading")} rows={10} />;
  if (query.error && shipments.length === 0) {
    return <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (shipments.length === 0 && (filter.location || filter.status)) {
    return (
      <Empty level={2} title={t("shipments.noMatch")} what={t("shipments.noMatchWhat")}>
        <Button onClick={onClear}>{t("orders.clear")}</Button>
      </Empty>
    );
  }
  if (shipments.length === 0) {
    return <Empty level={2} title={t("shipments.none")} what={t("shipments.noneWhat")} />;
  }
  return (
    <>
      <div className={tableClasses.box}>
        <ShipmentsTable shipments={shipments} ofOne={filter.location !== undefined} />
      </div>
      <div className={classes.foot}>
        <span role="status">{t("shipments.shown", { count: shipments.length })}</span>
        {query.hasNextPage && (
          <Button
            size="compact-sm"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("orders.more")}
          </Button>
        )}
      </div>
    </>
  );
}
