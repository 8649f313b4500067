import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import actClasses from "../act/act.module.css";
import { useMay } from "../act/useAct";
import { locationsQuery, stockQuery, type StockFilter } from "../api/stock";
import { Empty, Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { t } from "../text";
import classes from "./inventory.module.css";
import { LevelsTable } from "./LevelsTable";

const afterTyping = 200; // ms

/** What lies where, and what of it can still be promised. */
export function InventoryPage() {
  const filter = useSearch({ from: "/inside/inventory" });
  const navigate = useNavigate({ from: "/inventory" });
  const narrow = (next: StockFilter) => void navigate({ search: next, replace: true });
  return (
    <>
      <PageHead title={t("inventory.title")} hint={t("inventory.hint")} aside={<More />} />
      <Filters filter={filter} onChange={narrow} />
      <div className={partClasses.panel}>
        <Levels filter={filter} onClear={() => narrow({})} />
      </div>
    </>
  );
}

function More() {
  const may = useMay();
  return (
    <nav className={classes.more} aria-label={t("inventory.more")}>
      <Button component={Link} to="/stock/rules">
        {t("inventory.rules")}
      </Button>
      {may("catalog.read") && (
        <Button component={Link} to="/stock/drift">
          {t("inventory.drift")}
        </Button>
      )}
    </nav>
  );
}

type FiltersProps = { filter: StockFilter; onChange: (filter: StockFilter) => void };

function Filters({ filter, onChange }: FiltersProps) {
  const locations = useQuery(locationsQuery);
  const send = useDebouncedCallback((q: string) => onChange({ ...filter, q: q || undefined }), afterTyping);
  return (
    <form
      className={actClasses.bar}
      role="search"
      aria-label={t("inventory.filter")}
      onSubmit={(event) => event.preventDefault()}
    >
      <TextInput
        // Back and forward bring another text from outside.
        key={filter.q === undefined ? "empty" : "filled"}
        className={classes.field}
        type="search"
        aria-label={t("inventory.search")}
        placeholder={t("inventory.search")}
        maxLength={200}
        defaultValue={filter.q ?? ""}
        onChange={(event) => send(event.currentTarget.value.trim())}
      />
      <NativeSelect
        aria-label={t("stock.location")}
        value={filter.location ?? ""}
        onChange={(event) => onChange({ ...filter, location: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t("inventory.anyLocation") },
          ...(locations.data ?? []).map(({ code, name }) => ({ value: code, label: name || code })),
        ]}
      />
    </form>
  );
}

function Levels({ filter, onClear }: { filter: StockFilter; onClear: () => void }) {
  const query = useInfiniteQuery(stockQuery(filter));
  const levels = (query.data?.pages ?? []).flatMap((page) => page.items);
  if (query.isPending) return <Skeleton label={t("inventory.loading")} rows={12} />;
  if (query.error && levels.length === 0) {
    return <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (levels.length === 0 && (filter.q || filter.location)) {
    return (
      <Empty level={2} title={t("inventory.noMatch")} what={t("inventory.noMatchWhat")}>
        <Button onClick={onClear}>{t("orders.clear")}</Button>
      </Empty>
    );
  }
  if (levels.length === 0)
    return <Empty level={2} title={t("inventory.empty")} what={t("inventory.emptyWhat")} />;
  return (
    <>
      <LevelsTable levels={levels} label={t("inventory.title")} />
      <div className={classes.foot}>
        <span role="status">{t("inventory.shown", { count: levels.length })}</span>
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
