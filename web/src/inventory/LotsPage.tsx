import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lotsQuery } from "../api/lots";
import { locationsQuery } from "../api/stock";
import { Empty } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { SearchBox } from "../parts/SearchBox";
import { t } from "../text";
import classes from "./inventory.module.css";
import { LotsTable } from "./LotsTable";

/** What the list of lots is narrowed by. */
export type LotsView = { lot?: string; sku?: string; location?: string; within?: "7" | "30" | "90" };

/** Lots and serial numbers in stock, those first that must be sold soonest. */
export function LotsPage() {
  const view = useSearch({ from: "/inside/stock/lots" });
  const navigate = useNavigate({ from: "/stock/lots" });
  const { within, ...rest } = view;
  const query = useInfiniteQuery(lotsQuery({ ...rest, within: within ? Number(within) : undefined }));
  const show = (next: LotsView) => void navigate({ search: next, replace: true });
  const narrowed = Object.values(view).some(Boolean);
  return (
    <>
      <PageHead title={t("lots.title")} hint={t("lots.hint")} />
      <Filters view={view} onChange={show} />
      <div className={partClasses.panel}>
        <PagedList
          query={query}
          loading={t("lots.loading")}
          shown={(count) => t("lots.shown", { count })}
          empty={
            narrowed ? (
              <Empty level={2} title={t("lots.noMatch")} what={t("lots.noMatchWhat")}>
                <Button onClick={() => show({})}>{t("orders.clear")}</Button>
              </Empty>
            ) : (
              <Empty level={2} title={t("lots.none")} what={t("lots.noneWhat")} />
            )
          }
        >
          {(lots) => <LotsTable lots={lots} label={t("lots.title")} />}
        </PagedList>
      </div>
    </>
  );
}

const days = ["7", "30", "90"] as const;

function Filters({ view, onChange }: { view: LotsView; onChange: (view: LotsView) => void }) {
  const locations = useQuery(locationsQuery).data ?? [];
  const set = (next: LotsView) => onChange({ ...view, ...next });
  return (
    <SearchBox name={t("lots.filter")} label={t("lots.find")} q={view.lot} onSearch={(lot) => set({ lot })}>
      <NativeSelect
        className={classes.choice}
        aria-label={t("lots.within")}
        value={view.within ?? ""}
        onChange={(event) => set({ within: days.find((one) => one === event.currentTarget.value) })}
        data={[
          { value: "", label: t("lots.anyTime") },
          ...days.map((value) => ({ value, label: t("lots.withinDays", { count: Number(value) }) })),
        ]}
      />
      <NativeSelect
        className={classes.choice}
        aria-label={t("stock.location")}
        value={view.location ?? ""}
        onChange={(event) => set({ location: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t("inventory.anyLocation") },
          ...locations.map(({ code, name }) => ({ value: code, label: name || code })),
        ]}
      />
      <TextInput
        key={view.sku}
        className={classes.choice}
        aria-label={t("stock.sku")}
        placeholder={t("stock.sku")}
        defaultValue={view.sku}
        maxLength={100}
        onBlur={(event) => set({ sku: event.currentTarget.value.trim() || undefined })}
      />
    </SearchBox>
  );
}
