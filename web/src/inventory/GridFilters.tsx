import { NativeSelect } from "@mantine/core";
import type { InventoryFilter } from "../api/inventory";
import { LocationChoice } from "../parts/LocationChoice";
import { SearchBox } from "../parts/SearchBox";
import { t } from "../text";
import { figures } from "./grid";
import classes from "./inventory.module.css";
import type { InventoryView } from "./InventoryPage";

export const troubles = ["low", "out", "negative", "waiting"] as const;
export const sorts = ["available", "cover"] as const;

type Props = { view: InventoryView; categories: string[]; onChange: (view: InventoryView) => void };

/** Narrows the inventory, sorts it, and says which figure its locations show. */
export function GridFilters({ view, categories, onChange }: Props) {
  const one = <T extends string>(all: readonly T[], value: string) => all.find((known) => known === value);
  const set = (next: Partial<InventoryFilter>) => onChange({ ...view, ...next });
  return (
    <SearchBox
      name={t("inventory.filter")}
      label={t("inventory.search")}
      q={view.q}
      onSearch={(q) => set({ q })}
    >
      {(categories.length > 0 || view.category) && (
        <NativeSelect
          className={classes.choice}
          aria-label={t("inventory.category")}
          value={view.category ?? ""}
          onChange={({ currentTarget: { value } }) => set({ category: value || undefined })}
          data={[
            { value: "", label: t("inventory.anyCategory") },
            ...[...new Set([...categories, view.category ?? ""])].filter(Boolean),
          ]}
        />
      )}
      <LocationChoice
        any={t("inventory.anyLocation")}
        className={classes.choice}
        value={view.location}
        onChange={(location) => set({ location })}
      />
      <NativeSelect
        className={classes.choice}
        aria-label={t("inventory.only")}
        value={view.only ?? ""}
        onChange={({ currentTarget: { value } }) => set({ only: one(troubles, value) })}
        data={[
          { value: "", label: t("inventory.only.any") },
          ...troubles.map((value) => ({ value, label: t(`inventory.only.${value}`) })),
        ]}
      />
      <NativeSelect
        className={classes.choice}
        aria-label={t("inventory.sort")}
        value={view.sort ?? ""}
        onChange={({ currentTarget: { value } }) => set({ sort: one(sorts, value) })}
        data={[
          { value: "", label: t("inventory.sort.sku") },
          ...sorts.map((value) => ({ value, label: t(`inventory.sort.${value}`) })),
        ]}
      />
      <NativeSelect
        className={classes.choice}
        aria-label={t("inventory.figure")}
        value={view.figure ?? "available"}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...view, figure: value === "available" ? undefined : one(figures, value) })
        }
        data={figures.map((value) => ({
          value,
          label: t(`stock.${value}`),
        }))}
      />
    </SearchBox>
  );
}
