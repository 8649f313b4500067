import { Button, NativeSelect, TextInput } from "@mantine/core";
import { IconBarcode } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useMay } from "../act/useAct";
import { findReturns, returnCountsQuery, returnsQuery, type ReturnFilter } from "../api/returns";
import { locationsQuery } from "../api/stock";
import type { Return } from "../api/types";
import { useCommands } from "../keys/commands";
import { useRowKeys } from "../keys/useRowKeys";
import { useEvents } from "../live/context";
import tableClasses from "../orders/OrdersTable.module.css";
import { Age } from "../parts/Age";
import { Empty } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { BoxPanel } from "./BoxPanel";
import classes from "./returns.module.css";

/** What the address of the desk holds: the pile, the location, the order of a box that nobody announced. */
export type ReturnsView = ReturnFilter & { box?: string };

/** The piles, in the order of the work. */
export const queues = ["requested", "in_transit", "to_inspect", "to_resolve", "closed"] as const;

/** The returns desk: what waits for what, and where a scanned label leads. */
export function ReturnsPage() {
  const view = useSearch({ from: "/inside/returns" });
  const navigate = useNavigate({ from: "/returns" });
  const client = useQueryClient();
  const works = useMay()("returns.work");
  const queue = view.queue ?? "to_inspect";
  const [fresh, setFresh] = useState(false);
  const [said, setSaid] = useState("");
  const show = (next: ReturnsView) => void navigate({ search: next, replace: true });
  const box = () => show({ ...view, box: view.box === undefined ? "?" : undefined });
  useCommands(works ? [{ name: t("returns.box"), group: "create" as const, run: box }] : []);
  useEvents((events) => {
    if (!events.some(({ type }) => type.startsWith("return."))) return;
    void client.invalidateQueries({ queryKey: ["returns", "counts"] });
    setFresh(true);
  });
  async function find(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code")).trim();
    if (!code) return;
    setSaid(t("returns.looking", { code }));
    const found = await findReturns(code).catch(() => []);
    if (found[0]) return navigate({ to: "/returns/$id", params: { id: found[0].id } });
    setSaid(t("returns.unknown", { code }));
    if (works) show({ ...view, box: code });
  }
  async function reload() {
    await client.invalidateQueries({ queryKey: ["returns", "list"] });
    setFresh(false);
  }
  return (
    <>
      <PageHead
        title={t("returns.title")}
        hint={t("returns.hint")}
        aside={
          <>
            <Button component={Link} to="/returns/policy">
              {t("returns.policy")}
            </Button>
            {works && (
              <Button aria-expanded={view.box !== undefined} onClick={box}>
                {t("returns.box")}
              </Button>
            )}
          </>
        }
      />
      {view.box !== undefined && works ? (
        <BoxPanel
          key={view.box}
          code={view.box === "?" ? "" : view.box}
          onClose={() => show({ ...view, box: undefined })}
        />
      ) : (
        <>
          <form role="search" onSubmit={(event) => void find(event)}>
            <TextInput
              name="code"
              aria-label={t("returns.scan")}
              placeholder={t("returns.scan")}
              leftSection={<IconBarcode size={16} stroke={1.75} aria-hidden="true" />}
              maxLength={200}
              autoComplete="off"
            />
          </form>
          <p className={classes.said} role="status">
            {said}
          </p>
        </>
      )}
      <div className={classes.filters}>
        <Queues view={view} current={queue} />
        <Locations view={view} onChange={show} />
      </div>
      {fresh && (
        <p className={classes.fresh}>
          <Button size="compact-sm" onClick={() => void reload()}>
            {t("returns.fresh")}
          </Button>
        </p>
      )}
      <div className={partClasses.panel}>
        <List filter={{ queue, location: view.location }} />
      </div>
    </>
  );
}

function Queues({ view, current }: { view: ReturnsView; current: Return["queue"] }) {
  const counts = useQuery(returnCountsQuery(view.location));
  return (
    <nav className={classes.queues} aria-label={t("returns.queues")}>
      {queues.map((queue) => {
        const pile = counts.data?.find((one) => one.queue === queue);
        return (
          <Link
            key={queue}
            to="/returns"
            search={{ ...view, queue, box: undefined }}
            replace
            aria-current={queue === current ? "page" : undefined}
          >
            {t(`returns.queue.${queue}`)}
            {pile && <span className={classes.count}>{figure(pile.count)}</span>}
            {pile?.oldest && (
              <span className={classes.oldest}>
                <Age at={pile.oldest} />
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}

function Locations({ view, onChange }: { view: ReturnsView; onChange: (view: ReturnsView) => void }) {
  const locations = useQuery(locationsQuery);
  return (
    <NativeSelect
      aria-label={t("returns.location")}
      value={view.location ?? ""}
      onChange={({ currentTarget: { value } }) => onChange({ ...view, location: value || undefined })}
      data={[
        { value: "", label: t("returns.anyLocation") },
        ...(locations.data ?? []).map(({ code, name }) => ({ value: code, label: name || code })),
      ]}
    />
  );
}

function List({ filter }: { filter: Required<Pick<ReturnFilter, "queue">> & ReturnFilter }) {
  const query = useInfiniteQuery(returnsQuery(filter));
  return (
    <PagedList
      query={query}
      loading={t("returns.loading")}
      shown={(count) => t("returns.shown", { count })}
      empty={
        <Empty
          level={2}
          title={t(`returns.none.${filter.queue}`)}
          what={t(filter.location ? "returns.noneHere" : "returns.noneWhat")}
        >
          <Link to="/orders" search={{ filter: "delivery:delivered" }}>
            {t("returns.toOrders")}
          </Link>
        </Empty>
      }
    >
      {(returns) => <ReturnTable returns={returns} />}
    </PagedList>
  );
}

function ReturnTable({ returns }: { returns: Return[] }) {
  const list = useRowKeys<HTMLTableSectionElement>();
  return (
    <Scroll label={t("returns.title")}>
      <table className={tableClasses.table} aria-label={t("returns.title")}>
        <thead>
          <tr>
            <th>{t("returns.number")}</th>
            <th>{t("returns.status")}</th>
            <th>{t("returns.order")}</th>
            <th>{t("returns.customer")}</th>
            <th>{t("returns.what")}</th>
            <th className={tableClasses.right}>{t("returns.units")}</th>
            <th>{t("returns.to")}</th>
            <th className={tableClasses.right}>{t("returns.since")}</th>
          </tr>
        </thead>
        <tbody ref={list}>
          {returns.map((one) => (
            <tr key={one.id}>
              <td>
                <Link to="/returns/$id" params={{ id: one.id }} data-row>
                  {one.number}
                </Link>
              </td>
              <td>
                <Status of="rma" value={one.status} />
              </td>
              <td>
                <Link to="/orders/$id" params={{ id: one.order_id }}>
                  {one.order_number}
                </Link>
              </td>
              <td className={classes.name}>
                <bdi>{one.customer}</bdi>
              </td>
              <td
                className={tableClasses.slack}
                title={one.lines.map((line) => line.title || line.sku).join(", ")}
              >
                <bdi>{one.lines.map((line) => line.title || line.sku).join(", ")}</bdi>
              </td>
              <td className={tableClasses.right}>{figure(one.units)}</td>
              <td className={tableClasses.quiet}>
                <bdi>{one.location}</bdi>
              </td>
              <td className={tableClasses.right}>
                <Age at={one.status_since} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
