import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import actClasses from "../act/act.module.css";
import { useMay } from "../act/useAct";
import { countsQuery, type CountFilter } from "../api/counts";
import type { Count } from "../api/types";
import { useCommands } from "../keys/commands";
import tableClasses from "../orders/OrdersTable.module.css";
import { Age } from "../parts/Age";
import { LocationChoice } from "../parts/LocationChoice";
import { Empty } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { progressOf, signed } from "./count";
import { FourEyes } from "./FourEyes";
import { NewCount } from "./NewCount";
import { Progress } from "./Progress";

/** What the address of the counts holds. */
export type CountsView = CountFilter & { add?: "1" };

const states = ["active", "open", "counting", "review", "closed", "canceled"] as const;

/** Sheets by which stock is counted. */
export function CountsPage() {
  const view = useSearch({ from: "/inside/counts" });
  const navigate = useNavigate({ from: "/counts" });
  const plans = useMay()("counts.manage");
  const show = (next: CountsView) => void navigate({ search: next, replace: true });
  const add = () => show({ ...view, add: view.add ? undefined : "1" });
  useCommands(plans ? [{ name: t("counts.new"), group: "create" as const, run: add }] : []);
  return (
    <>
      <PageHead
        title={t("counts.title")}
        hint={t("counts.hint")}
        aside={
          plans && (
            <Button variant="filled" aria-expanded={view.add === "1"} onClick={add}>
              {t("counts.new")}
            </Button>
          )
        }
      />
      {view.add && plans && <NewCount onClose={() => show({ ...view, add: undefined })} />}
      <Filters view={view} onChange={show} />
      <FourEyes />
      <div className={partClasses.panel}>
        <List filter={view} onClear={() => show({})} />
      </div>
    </>
  );
}

function Filters({ view, onChange }: { view: CountsView; onChange: (view: CountsView) => void }) {
  return (
    <div className={actClasses.bar} role="search" aria-label={t("counts.filter")}>
      <NativeSelect
        aria-label={t("counts.status")}
        value={view.status ?? ""}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...view, status: states.find((one) => one === value) })
        }
        data={[
          { value: "", label: t("counts.anyStatus") },
          { value: "active", label: t("counts.active") },
          { value: "open", label: t("count.open") },
          { value: "counting", label: t("count.counting") },
          { value: "review", label: t("count.review") },
          { value: "closed", label: t("status.closed") },
          { value: "canceled", label: t("status.canceled") },
        ]}
      />
      <LocationChoice
        any={t("counts.anyLocation")}
        value={view.location}
        onChange={(location) => onChange({ ...view, location })}
      />
    </div>
  );
}

function List({ filter, onClear }: { filter: CountFilter; onClear: () => void }) {
  const query = useInfiniteQuery(countsQuery(filter));
  return (
    <PagedList
      query={query}
      loading={t("counts.loading")}
      shown={(count) => t("counts.shown", { count })}
      empty={
        filter.status || filter.location ? (
          <Empty level={2} title={t("counts.noMatch")} what={t("counts.noMatchWhat")}>
            <Button onClick={onClear}>{t("orders.clear")}</Button>
          </Empty>
        ) : (
          <Empty level={2} title={t("counts.empty")} what={t("counts.emptyWhat")} />
        )
      }
    >
      {(counts) => <CountTable counts={counts} />}
    </PagedList>
  );
}

function CountTable({ counts }: { counts: Count[] }) {
  return (
    <Scroll label={t("counts.title")}>
      <table className={tableClasses.table} aria-label={t("counts.title")}>
        <thead>
          <tr>
            <th>{t("counts.number")}</th>
            <th>{t("counts.status")}</th>
            <th>{t("stock.location")}</th>
            <th>{t("counts.progress")}</th>
            <th className={tableClasses.right}>{t("counts.pending")}</th>
            <th className={tableClasses.right}>{t("counts.applied")}</th>
            <th>{t("counts.planned")}</th>
            <th className={tableClasses.slack}>{t("counts.note")}</th>
          </tr>
        </thead>
        <tbody>
          {counts.map((count) => (
            <tr key={count.id}>
              <td className={partClasses.code}>
                <Link to="/counts/$id" params={{ id: count.id }}>
                  {count.number}
                </Link>
              </td>
              <td>
                <Status of="count" value={count.status} />
              </td>
              <td className={tableClasses.quiet}>
                <bdi>{count.location}</bdi>
              </td>
              <td>
                <Progress {...progressOf(count)} />
              </td>
              <td className={tableClasses.right}>{figure(count.progress.pending)}</td>
              <td className={tableClasses.right}>{signed(count.progress.applied)}</td>
              <td className={tableClasses.quiet}>
                <Age at={count.created_at} />
              </td>
              <td className={tableClasses.slack} title={count.note}>
                <bdi>{count.note}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
