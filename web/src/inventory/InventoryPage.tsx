import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconDownload } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useMay } from "../act/useAct";
import { exportLink, inventoryQuery, inventorySumsQuery, type InventoryFilter } from "../api/inventory";
import { locationsQuery } from "../api/stock";
import { useCommands } from "../keys/commands";
import { useRowKeys } from "../keys/useRowKeys";
import { Empty } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { PagedList } from "../parts/PagedList";
import partClasses from "../parts/parts.module.css";
import { t, type TextKey } from "../text";
import { dateTime, timeOfDay } from "../text/time";
import { Grid, type Opened } from "./Grid";
import { columnsOf, type Figure } from "./grid";
import { GridFilters } from "./GridFilters";
import classes from "./inventory.module.css";
import { useChangedSkus } from "./useChangedSkus";

/** What the address of the inventory holds: the filter, the figure shown, and the cell that is explained. */
export type InventoryView = InventoryFilter & { figure?: Figure; open?: string; column?: string };

/** SKUs by location: what lies where, and what of it can still be promised. */
export function InventoryPage() {
  const { figure, open, column, ...filter } = useSearch({ from: "/inside/inventory" });
  const navigate = useNavigate({ from: "/inventory" });
  const view: InventoryView = { ...filter, figure };
  const show = (next: InventoryView) => void navigate({ search: next, replace: true });
  const sums = useQuery(inventorySumsQuery(filter)).data;
  // The same function as long as the page is there: rows are drawn anew only when they change.
  const explain = useCallback(
    (opened: Opened | undefined) =>
      void navigate({
        search: (before) => ({ ...before, open: opened?.sku, column: opened?.column }),
        replace: true,
      }),
    [navigate],
  );
  return (
    <>
      <PageHead title={t("inventory.title")} hint={t("inventory.hint")} aside={<More filter={filter} />} />
      <GridFilters view={view} categories={sums?.categories ?? []} onChange={show} />
      <div className={partClasses.panel}>
        <Skus
          filter={filter}
          figure={figure ?? "available"}
          opened={open === undefined ? undefined : { sku: open, column: column ?? "sellable" }}
          onOpen={explain}
          onClear={() => show({ figure })}
        />
      </div>
    </>
  );
}

function More({ filter }: { filter: InventoryFilter }) {
  const may = useMay();
  const navigate = useNavigate();
  const to = (path: "/stock/movements" | "/stock/lots" | "/stock/rules" | "/stock/drift", name: TextKey) => ({
    name: t(name),
    group: "page" as const,
    run: () => void navigate({ to: path }),
  });
  useCommands([
    to("/stock/movements", "movements.title"),
    to("/stock/lots", "lots.title"),
    to("/stock/rules", "rules.title"),
    ...(may("catalog.read") ? [to("/stock/drift", "drift.title")] : []),
  ]);
  return (
    <nav className={classes.more} aria-label={t("inventory.more")}>
      <Button component={Link} to="/stock/movements">
        {t("sku.movements")}
      </Button>
      <Button component={Link} to="/stock/lots">
        {t("lots.title")}
      </Button>
      <Button component={Link} to="/stock/rules">
        {t("inventory.rules")}
      </Button>
      {may("catalog.read") && (
        <Button component={Link} to="/stock/drift">
          {t("inventory.drift")}
        </Button>
      )}
      <Button
        component="a"
        href={exportLink("/inventory/export", filter)}
        leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
      >
        {t("export.verb")}
      </Button>
    </nav>
  );
}

type SkusProps = {
  filter: InventoryFilter;
  figure: Figure;
  opened: Opened | undefined;
  onOpen: (opened: Opened | undefined) => void;
  onClear: () => void;
};

const phone = "(max-width: 700px)";

function Skus({ filter, figure, opened, onOpen, onClear }: SkusProps) {
  const query = useInfiniteQuery(inventoryQuery(filter));
  const sums = useQuery(inventorySumsQuery(filter)).data;
  const { data: locations } = useQuery(locationsQuery);
  const narrow = useMediaQuery(phone, window.matchMedia(phone).matches) ?? false;
  const rows = useRowKeys<HTMLDivElement>();
  const inactive = useMemo(
    () => new Set((locations ?? []).filter(({ active }) => !active).map(({ code }) => code)),
    [locations],
  );
  // What a link explains is looked at, on a phone too.
  const explained = narrow && opened?.column.startsWith("@") ? opened.column.slice(1) : undefined;
  const only = filter.location ?? explained;
  const columns = useMemo(() => {
    // One that takes no part is shown where something still lies there.
    const holds = new Set(sums?.locations.map(({ location }) => location));
    const shown = (locations ?? []).filter(({ code, active }) => active || holds.has(code));
    return columnsOf(
      shown.map(({ code }) => code),
      only,
      narrow,
    );
  }, [locations, sums, only, narrow]);
  const end = () => {
    if (query.hasNextPage && !query.isFetchingNextPage && !query.error) void query.fetchNextPage();
  };
  return (
    <PagedList
      query={query}
      boxed
      loading={t("inventory.loading")}
      shown={(count) =>
        sums ? t("inventory.shownOf", { count: sums.skus, shown: count }) : t("inventory.shown", { count })
      }
      aside={<Fresh query={query} />}
      empty={<Nothing filter={filter} onClear={onClear} />}
    >
      {(items) => (
        <div ref={rows} className={query.isPlaceholderData ? classes.stale : undefined}>
          <Grid
            rows={items}
            columns={columns}
            figure={figure}
            inactive={inactive}
            sort={filter.sort}
            sums={sums}
            opened={opened}
            onOpen={onOpen}
            onEnd={end}
          />
        </div>
      )}
    </PagedList>
  );
}

type FreshProps = {
  query: {
    data?: { pages: { items: { sku: string }[] }[] };
    dataUpdatedAt: number;
    refetch: () => Promise<unknown>;
  };
};

/** When the figures were read, and how many rows have changed since; they move when they are asked to. */
function Fresh({ query }: FreshProps) {
  const shown = (query.data?.pages ?? []).flatMap(({ items }) => items.map(({ sku }) => sku));
  const changed = useChangedSkus(shown, query.dataUpdatedAt);
  const at = new Date(query.dataUpdatedAt).toISOString();
  if (changed === 0)
    return <span title={dateTime(at)}>{t("inventory.countedAt", { when: timeOfDay(at) })}</span>;
  return (
    <>
      <span role="status">{t("inventory.changed", { count: changed })}</span>
      <Button size="compact-sm" onClick={() => void query.refetch()}>
        {t("orders.show")}
      </Button>
    </>
  );
}

function Nothing({ filter, onClear }: { filter: InventoryFilter; onClear: () => void }) {
  const { q, category, location, only } = filter;
  if (!q && !category && !location && !only) {
    return (
      <Empty level={2} title={t("inventory.empty")} what={t("inventory.emptyWhat")}>
        <Button component={Link} to="/catalog/import">
          {t("inventory.import")}
        </Button>
      </Empty>
    );
  }
  const good = only && !q && !category && !location;
  return (
    <Empty
      level={2}
      title={good ? t(`inventory.none.${only}`) : t("inventory.noMatch")}
      what={good ? t(`inventory.none.${only}What`) : t("inventory.noMatchWhat")}
    >
      <Button onClick={onClear}>{t("orders.clear")}</Button>
    </Empty>
  );
}
