import { Button, NativeSelect, Switch } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import actClasses from "../act/act.module.css";
import { exceptionsQuery, type ExceptionFilter } from "../api/exceptions";
import { useRowKeys } from "../keys/useRowKeys";
import { Empty, Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { humanize, t } from "../text";
import { ExceptionRow } from "./ExceptionRow";
import classes from "./exceptions.module.css";

/** Everything that needs a decision, with what to do about it in its row. */
export function ExceptionsPage() {
  const filter = useSearch({ from: "/inside/exceptions" });
  const navigate = useNavigate({ from: "/exceptions" });
  const narrow = (next: ExceptionFilter) => void navigate({ search: next, replace: true });
  return (
    <>
      <PageHead title={t("exceptions.title")} hint={t("exceptions.hint")} />
      <Filters filter={filter} onChange={narrow} />
      <div className={partClasses.panel}>
        <Queue filter={filter} onClear={() => narrow({})} />
      </div>
    </>
  );
}

type FiltersProps = { filter: ExceptionFilter; onChange: (filter: ExceptionFilter) => void };

const kinds = ["unfillable", "refund_due", "unknown_sku", "total_mismatch", "short_pick", "late_change"];

function Filters({ filter, onChange }: FiltersProps) {
  const known = filter.kind && !kinds.includes(filter.kind) ? [...kinds, filter.kind] : kinds;
  return (
    <div className={actClasses.bar} role="search" aria-label={t("exceptions.filter")}>
      <NativeSelect
        aria-label={t("exceptions.kind")}
        value={filter.kind ?? ""}
        onChange={(event) => onChange({ ...filter, kind: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t("exceptions.anyKind") },
          ...known.map((value) => ({ value, label: humanize(value) })),
        ]}
      />
      <NativeSelect
        aria-label={t("exceptions.severity")}
        value={filter.severity ?? ""}
        onChange={(event) =>
          onChange({ ...filter, severity: (event.currentTarget.value || undefined) as "low" | undefined })
        }
        data={[
          { value: "", label: t("exceptions.anySeverity") },
          { value: "high", label: t("exceptions.high") },
          { value: "low", label: t("exceptions.low") },
        ]}
      />
      <Switch
        label={t("exceptions.mine")}
        checked={filter.owner === "me"}
        onChange={(event) => onChange({ ...filter, owner: event.currentTarget.checked ? "me" : undefined })}
      />
      <Switch
        label={t("exceptions.overdue")}
        checked={filter.overdue === "1"}
        onChange={(event) => onChange({ ...filter, overdue: event.currentTarget.checked ? "1" : undefined })}
      />
      <Switch
        label={t("exceptions.solved")}
        checked={filter.solved === "1"}
        onChange={(event) => onChange({ ...filter, solved: event.currentTarget.checked ? "1" : undefined })}
      />
    </div>
  );
}

function Queue({ filter, onClear }: { filter: ExceptionFilter; onClear: () => void }) {
  const query = useInfiniteQuery(exceptionsQuery(filter));
  const rows = useRowKeys<HTMLUListElement>();
  const items = (query.data?.pages ?? []).flatMap((page) => page.items);
  if (query.isPending) return <Skeleton label={t("exceptions.loading")} />;
  if (query.error && items.length === 0) {
    return <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (items.length === 0)
    return (
      <Clear
        narrowed={Boolean(filter.kind || filter.severity || filter.owner || filter.overdue)}
        onClear={onClear}
      />
    );
  return (
    <>
      <ul ref={rows} className={classes.list} role="list" aria-label={t("exceptions.title")}>
        {items.map((item) => (
          <ExceptionRow key={item.id} item={item} />
        ))}
      </ul>
      <div className={classes.foot}>
        <span role="status">{t("exceptions.shown", { count: items.length })}</span>
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

function Clear({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  if (!narrowed) return <Empty level={2} title={t("exceptions.clear")} what={t("exceptions.clearWhat")} />;
  return (
    <Empty level={2} title={t("exceptions.noMatch")} what={t("exceptions.noMatchWhat")}>
      <Button onClick={onClear}>{t("orders.clear")}</Button>
    </Empty>
  );
}
