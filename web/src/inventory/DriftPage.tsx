import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import actClasses from "../act/act.module.css";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { strayedQuery } from "../api/availability";
import type { Listing } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Empty } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { PagedList } from "../parts/PagedList";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Status } from "../status/Status";
import { figure, t } from "../text";

/** Listings of which a channel does not show what it should. */
export function DriftPage() {
  const { state = "drifted" } = useSearch({ from: "/inside/stock/drift" });
  const navigate = useNavigate({ from: "/stock/drift" });
  const query = useInfiniteQuery(strayedQuery(state));
  return (
    <>
      <PageHead title={t("drift.title")} hint={t("drift.hint")} />
      <div className={actClasses.bar}>
        <NativeSelect
          aria-label={t("column.status")}
          value={state}
          onChange={(event) =>
            void navigate({ search: { state: event.currentTarget.value as typeof state }, replace: true })
          }
          data={(["drifted", "failed"] as const).map((value) => ({ value, label: t(`drift.${value}`) }))}
        />
      </div>
      <div className={partClasses.panel}>
        <PagedList
          query={query}
          loading={t("drift.loading")}
          shown={(count) => t("listings.shown", { count })}
          empty={<Empty level={2} title={t("drift.empty")} what={t(`drift.${state}Empty`)} />}
        >
          {(listings) => <Table listings={listings} />}
        </PagedList>
      </div>
    </>
  );
}

function Table({ listings }: { listings: Listing[] }) {
  const may = useMay();
  const writes = may("catalog.write");
  return (
    <Scroll label={t("drift.title")}>
      <table className={tableClasses.table} aria-label={t("drift.title")}>
        <thead>
          <tr>
            <th>{t("stock.sku")}</th>
            <th>{t("column.channel")}</th>
            <th className={tableClasses.right}>{t("drift.confirmed")}</th>
            <th className={tableClasses.right}>{t("drift.shown")}</th>
            <th>{t("column.status")}</th>
            {writes && <td />}
          </tr>
        </thead>
        <tbody>
          {listings.map((one) => (
            <tr key={one.id}>
              <td className={partClasses.code}>
                <Link to="/inventory/$sku" params={{ sku: one.sku }}>
                  {one.sku}
                </Link>
              </td>
              <td>{one.channel}</td>
              <td className={tableClasses.right}>{known(one.confirmed_quantity)}</td>
              <td className={tableClasses.right}>{known(one.sync.shown_quantity)}</td>
              <td title={one.sync.problem}>
                <Status of="listing" value={one.sync.state} />
              </td>
              {writes && (
                <td>
                  <Push listing={one} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const known = (n: number | null) => (n === null ? "–" : figure(n));

function Push({ listing }: { listing: Listing }) {
  const { act, busy } = useAct();
  return (
    <Button
      size="compact-sm"
      loading={busy}
      aria-label={t("drift.push", { sku: listing.sku, channel: listing.channel })}
      onClick={() =>
        act({
          call: (headers) =>
            api.POST("/api/v1/listings/{id}/push", { params: { path: { id: listing.id } }, headers }),
          done: t("avail.pushed", { channel: listing.channel }),
        })
      }
    >
      {t("avail.push")}
    </Button>
  );
}
