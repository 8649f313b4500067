import { Button, NativeSelect, TextInput } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { exportLink } from "../api/inventory";
import { movementsQuery } from "../api/stock";
import { Empty } from "../parts/Message";
import { LocationChoice } from "../parts/LocationChoice";
import { PagedList } from "../parts/PagedList";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { SearchBox } from "../parts/SearchBox";
import { t } from "../text";
import classes from "./inventory.module.css";
import { queryOf, reasons, type MovementFilter } from "./movement";
import { MovementsTable } from "./MovementsTable";

/** Every change of stock, the newest first. */
export function MovementsPage() {
  const filter = useSearch({ from: "/inside/stock/movements" });
  const navigate = useNavigate({ from: "/stock/movements" });
  const query = useInfiniteQuery(movementsQuery(queryOf(filter)));
  const show = (next: MovementFilter) => void navigate({ search: next, replace: true });
  const narrowed = Object.values(filter).some(Boolean);
  return (
    <>
      <PageHead
        title={t("movements.title")}
        hint={t("movements.hint")}
        aside={
          <Button
            component="a"
            href={exportLink("/stock/movements/export", queryOf(filter))}
            leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          >
            {t("export.verb")}
          </Button>
        }
      />
      <Filters filter={filter} onChange={show} />
      <div className={partClasses.panel}>
        <PagedList
          query={query}
          loading={t("movements.loading")}
          shown={(count) => t("movements.shown", { count })}
          empty={
            narrowed ? (
              <Empty level={2} title={t("movements.noMatch")} what={t("movements.noMatchWhat")}>
                <Button onClick={() => show({})}>{t("orders.clear")}</Button>
              </Empty>
            ) : (
              <Empty level={2} title={t("sku.noMovement")} what={t("sku.noMovementWhat")} />
            )
          }
        >
          {(movements) => <MovementsTable movements={movements} />}
        </PagedList>
      </div>
    </>
  );
}

function Filters({
  filter,
  onChange,
}: {
  filter: MovementFilter;
  onChange: (filter: MovementFilter) => void;
}) {
  const set = (next: MovementFilter) => onChange({ ...filter, ...next });
  return (
    <SearchBox
      name={t("movements.filter")}
      label={t("movements.sku")}
      q={filter.sku}
      onSearch={(sku) => set({ sku })}
    >
      <LocationChoice
        any={t("inventory.anyLocation")}
        className={classes.choice}
        value={filter.location}
        onChange={(location) => set({ location })}
      />
      <NativeSelect
        className={classes.choice}
        aria-label={t("form.reason")}
        value={filter.reason ?? ""}
        onChange={({ currentTarget: { value } }) => set({ reason: reasons.find((one) => one === value) })}
        data={[
          { value: "", label: t("movements.anyReason") },
          ...reasons.map((value) => ({ value, label: t(`moved.${value}`) })),
        ]}
      />
      {(["from", "to"] as const).map((end) => (
        <TextInput
          key={end}
          className={classes.choice}
          type="date"
          aria-label={t(`movements.${end}`)}
          title={t(`movements.${end}`)}
          value={filter[end] ?? ""}
          onChange={({ currentTarget: { value } }) => set({ [end]: value || undefined })}
        />
      ))}
      {(["actor", "reference"] as const).map(
        (name) =>
          filter[name] && (
            <Button key={name} onClick={() => set({ [name]: undefined })}>
              {t(`movements.${name}Only`, { value: filter[name] })}
            </Button>
          ),
      )}
    </SearchBox>
  );
}
