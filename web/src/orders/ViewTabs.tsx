import { Button } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { orderCountQuery } from "../api/orders";
import type { View } from "../api/types";
import { viewsQuery } from "../api/views";
import type { OrdersView } from "../routes/orders";
import { figure, t } from "../text";
import classes from "./orders.module.css";
import { contentOf, differs, searchOf } from "./views";

type Props = {
  shown: OrdersView;
  /** What is open beside the list, where the buttons say so. */
  open: string | null;
  onSave: () => void;
  onManage: () => void;
};

/** The saved views as tabs with their counts; what differs from its view can be saved. */
export function ViewTabs({ shown, open, onSave, onManage }: Props) {
  const views = useQuery(viewsQuery).data ?? [];
  const may = useMay();
  const { act, busy } = useAct();
  const present = views.find((view) => view.id === shown.view);
  const changed = present && differs(shown, present);
  const save = (view: View) =>
    act({
      call: (headers) =>
        api.PATCH("/api/v1/views/{id}", {
          params: { path: { id: view.id }, header: { "If-Match": `"${view.version}"` } },
          body: contentOf(shown),
          headers,
        }),
      done: t("views.saved", { name: view.name }),
    });
  return (
    <div className={classes.views}>
      <nav className={classes.tabs} aria-label={t("views.title")}>
        <Tab name={t("views.all")} search={{}} current={!shown.view} />
        {views
          .filter((view) => !view.hidden || view === present)
          .map((view) => (
            <Tab
              key={view.id}
              name={view.name}
              search={searchOf(view)}
              count={view.filter}
              current={view === present}
            />
          ))}
      </nav>
      <div className={classes.tools}>
        {changed && (!present.shared || may("views.share")) && (
          <Button size="compact-sm" loading={busy} onClick={() => save(present)}>
            {t("views.save")}
          </Button>
        )}
        {(changed || (!present && differs(shown, undefined))) && (
          <Button size="compact-sm" aria-expanded={open === "save"} onClick={onSave}>
            {t("views.saveAs")}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-expanded={open === "manage"}
          onClick={onManage}
          leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.75} aria-hidden="true" />}
        >
          {t("views.manage")}
        </Button>
      </div>
    </div>
  );
}

type TabProps = { name: string; search: OrdersView; count?: string; current: boolean };

function Tab({ name, search, count, current }: TabProps) {
  return (
    <Link
      to="/orders"
      search={search}
      className={classes.tab}
      aria-current={current ? "page" : undefined}
      activeProps={{}}
      data-current={current || undefined}
      activeOptions={{ exact: true, includeSearch: true }}
    >
      <bdi>{name}</bdi>
      {count !== undefined && <Count filter={count} />}
    </Link>
  );
}

function Count({ filter }: { filter: string }) {
  const { data } = useQuery(orderCountQuery(filter));
  if (!data) return null;
  return (
    <span className={classes.count}>
      {figure(data.count)}
      {data.capped && "+"}
    </span>
  );
}
