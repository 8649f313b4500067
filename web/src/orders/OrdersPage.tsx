import { Button } from "@mantine/core";
import { IconColumns, IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useReducer, useState } from "react";
import { orderCountQuery } from "../api/orders";
import { ApiError } from "../api/problem";
import { useCommands } from "../keys/commands";
import { Empty } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import type { OrdersView } from "../routes/orders";
import { figure, t, withTexts } from "../text";
import { dateTime, zoneName } from "../text/time";
import { BulkBar } from "./BulkBar";
import type { BulkVerb } from "./bulk/verbs";
import { columnsOf } from "./columns";
import { faultyTerm } from "./filter";
import { Chip, FilterBar } from "./FilterBar";
import classes from "./orders.module.css";
import { OrdersTable } from "./OrdersTable";
import { nothing, selected, type Select, type Selection } from "../act/selection";
import { useOrderList } from "./useOrderList";
import { ViewTabs } from "./ViewTabs";

// What opens beside the list comes when it is opened.
const FirstSteps = lazy(() => withTexts(import("../start/FirstSteps")));
const SaveView = lazy(() => withTexts(import("./panels/SaveView")));
const ManageViews = lazy(() => withTexts(import("./panels/ManageViews")));
const ColumnsPanel = lazy(() => withTexts(import("./panels/ColumnsPanel")));
const ExportPanel = lazy(() => withTexts(import("./panels/ExportPanel")));
const BulkPanel = lazy(() => withTexts(import("./bulk/BulkPanel")));

type Open = "save" | "manage" | "columns" | "export" | BulkVerb | null;

/** All orders, narrowed by the filter in the address; what is selected can be changed at once. */
export function OrdersPage() {
  const shown = useSearch({ from: "/inside/orders" });
  const { filter = "", stage_from, sort } = shown;
  const navigate = useNavigate({ from: "/orders" });
  const show = (next: OrdersView) => void navigate({ search: next, replace: true });
  const list = useOrderList({ filter: filter || undefined, stage_from, sort });
  const [open, setOpen] = useState<Open>(null);
  const toggle = (what: Open) => setOpen((before) => (before === what ? null : what));
  const under = JSON.stringify([filter, stage_from]);
  const ids = list.orders.map((order) => order.id);
  const [chosen, select] = useReducer(
    (before: Selection, act: Select) => selected(before, act, ids, under),
    nothing(under),
  );
  const selection = chosen.under === under ? chosen : nothing(under);
  const fault = faultOf(list.query.error, filter);
  const close = () => setOpen(null);
  // What a link asks beyond the filter can't be said of all matches.
  const allByFilter = stage_from === undefined;

  useCommands([
    { name: t("columns.title"), group: "page", run: () => setOpen("columns") },
    { name: t("export.title"), group: "page", run: () => setOpen("export") },
    { name: t("views.saveAs"), group: "page", run: () => setOpen("save") },
    { name: t("views.manage"), group: "page", run: () => setOpen("manage") },
    { name: t("bulk.runs"), group: "page", run: () => void navigate({ to: "/orders/bulk" }) },
    {
      name: t("orders.selectAll"),
      keys: "a",
      group: "list",
      run: () => allByFilter && select({ do: "all" }),
    },
  ]);
  return (
    <>
      <PageHead
        title={t("orders.title")}
        hint={t("orders.hint", { zone: zoneName() })}
        aside={
          <>
            {list.arrived > 0 && <Arrived count={list.arrived} onShow={list.showArrived} />}
            {allByFilter && (
              <Button
                variant="subtle"
                color="gray"
                aria-expanded={open === "export"}
                onClick={() => toggle("export")}
                leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
              >
                {t("export.verb")}
              </Button>
            )}
          </>
        }
      />
      <ViewTabs shown={shown} open={open} onSave={() => toggle("save")} onManage={() => toggle("manage")} />
      <div className={classes.filter}>
        <FilterBar
          filter={filter}
          fault={fault}
          onChange={(next) => show({ ...shown, filter: next || undefined })}
        >
          {stage_from && (
            <Chip
              term={t("orders.stageSince", { when: dateTime(stage_from) })}
              onRemove={() => show({ ...shown, stage_from: undefined })}
            />
          )}
        </FilterBar>
        <Button
          aria-expanded={open === "columns"}
          onClick={() => toggle("columns")}
          leftSection={<IconColumns size={16} stroke={1.75} aria-hidden="true" />}
        >
          {t("columns.title")}
        </Button>
      </div>
      <Suspense>
        {open === "save" && <SaveView shown={shown} onClose={close} />}
        {open === "manage" && <ManageViews onClose={close} />}
        {open === "columns" && <ColumnsPanel shown={shown} onShow={show} onClose={close} />}
        {open === "export" && <ExportPanel filter={filter} onClose={close} />}
        {isVerb(open) && (
          <BulkPanel
            key={open}
            verb={open}
            choice={selection.all ? { filter } : { ids: [...selection.ids] }}
            onClose={close}
          />
        )}
      </Suspense>
      <div className={`${partClasses.panel} ${classes.frame}`}>
        {fault && list.orders.length === 0 ? (
          <Empty level={2} title={t("filter.fault")} what={fault.message}>
            <Button onClick={() => show({ ...shown, filter: undefined })}>{t("orders.clear")}</Button>
          </Empty>
        ) : (
          <PagedList
            query={list.query}
            loading={t("orders.loading")}
            empty={
              filter || stage_from ? (
                <NoMatch onClear={() => show({ columns: shown.columns })} />
              ) : (
                <FirstSteps alone />
              )
            }
            shown={(count) => <Shown count={count} filter={allByFilter ? filter : undefined} />}
            aside={<Link to="/orders/bulk">{t("bulk.runs")}</Link>}
          >
            {(orders) => (
              <div className={list.query.isPlaceholderData ? classes.stale : undefined}>
                <OrdersTable
                  orders={orders}
                  label={t("orders.title")}
                  columns={columnsOf(shown.columns)}
                  sorting={{ sort, onSort: (next) => show({ ...shown, sort: next }) }}
                  selecting={{ selection, select }}
                />
              </div>
            )}
          </PagedList>
        )}
      </div>
      <BulkBar
        selection={selection}
        filter={allByFilter ? filter : undefined}
        select={select}
        onVerb={(verb) => setOpen(verb)}
      />
    </>
  );
}

const panels = new Set<Open>(["save", "manage", "columns", "export", null]);
const isVerb = (open: Open): open is BulkVerb => !panels.has(open);

function faultOf(error: unknown, filter: string): { term: number; message: string } | undefined {
  const message = error instanceof ApiError ? error.fields.filter : undefined;
  return message === undefined ? undefined : { term: faultyTerm(filter, message), message };
}

function Shown({ count, filter }: { count: number; filter: string | undefined }) {
  const { data } = useQuery({ ...orderCountQuery(filter ?? ""), enabled: filter !== undefined });
  if (!data || filter === undefined) return t("orders.shown", { count });
  return t("orders.shownOf", {
    count,
    of: `${figure(Math.max(count, data.count))}${data.capped ? "+" : ""}`,
  });
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <Empty level={2} title={t("orders.noMatch")} what={t("orders.noMatchWhat")}>
      <Button onClick={onClear}>{t("orders.clear")}</Button>
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
