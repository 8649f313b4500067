import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../act/useAct";
import { listingsQuery } from "../api/catalog";
import { channelsQuery } from "../api/channels";
import type { Listing, Sku } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Empty } from "../parts/Message";
import { PagedList } from "../parts/PagedList";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { money } from "../text/money";
import classes from "./catalog.module.css";
import { EditListing, NewListing } from "./ListingPanels";

/** Where a SKU is offered: under which names, for how much, with which limits. */
export function Listings({ sku }: { sku: Sku }) {
  const query = useInfiniteQuery(listingsQuery({ sku: sku.code }));
  const channels = useQuery(channelsQuery);
  const may = useMay();
  const [open, setOpen] = useState<"new" | string | null>(null);
  const close = () => setOpen(null);
  const listings = (query.data?.pages ?? []).flatMap((page) => page.items);
  const edited = listings.find(({ id }) => id === open);
  const writes = may("catalog.write");
  const mayAdd = writes && (channels.data ?? []).length > 0;
  return (
    <Panel
      title={t("listings.title")}
      hint={t("listings.hint")}
      flush
      aside={
        mayAdd && (
          <Button
            size="compact-sm"
            aria-expanded={open === "new"}
            onClick={() => setOpen((before) => (before === "new" ? null : "new"))}
          >
            {t("listings.add")}
          </Button>
        )
      }
    >
      {open === "new" && (
        <div className={classes.inset}>
          <NewListing sku={sku} channels={channels.data ?? []} onClose={close} />
        </div>
      )}
      {edited && (
        <div className={classes.inset}>
          <EditListing key={edited.id} listing={edited} onClose={close} />
        </div>
      )}
      <PagedList
        query={query}
        loading={t("catalog.loading")}
        shown={(count) => t("listings.shown", { count })}
        empty={<Empty title={t("listings.empty")} what={t("listings.emptyWhat")} />}
      >
        {(all) => <ListingTable listings={all} open={open} onEdit={writes ? setOpen : undefined} />}
      </PagedList>
    </Panel>
  );
}

type TableProps = { listings: Listing[]; open: string | null; onEdit?: (id: string) => void };

function ListingTable({ listings, open, onEdit }: TableProps) {
  return (
    <Scroll label={t("listings.title")}>
      <table className={tableClasses.table} aria-label={t("listings.title")}>
        <thead>
          <tr>
            <th>{t("column.channel")}</th>
            <th>{t("listings.external_id")}</th>
            <th className={tableClasses.right}>{t("listings.price")}</th>
            <th className={tableClasses.right}>{t("listings.buffer")}</th>
            <th className={tableClasses.right}>{t("listings.cap")}</th>
            <th className={tableClasses.right}>{t("listings.confirmed")}</th>
            <th title={t("listings.syncIs")}>{t("listings.sync")}</th>
            <th>{t("column.status")}</th>
            {onEdit && <td />}
          </tr>
        </thead>
        <tbody>
          {listings.map((one) => (
            <tr key={one.id}>
              <td>
                <Link to="/channels/$id" params={{ id: one.channel }}>
                  {one.channel}
                </Link>
              </td>
              <td className={partClasses.code}>
                <bdi>{one.external_id}</bdi>
                {one.external_sku && (
                  <span className={tableClasses.quiet}>
                    {" "}
                    <bdi>{one.external_sku}</bdi>
                  </span>
                )}
              </td>
              <td className={tableClasses.right}>{one.price && money(one.price, one.currency)}</td>
              <td className={tableClasses.right}>{figure(one.buffer)}</td>
              <td className={tableClasses.right}>
                {one.cap === null ? t("listings.noCap") : figure(one.cap)}
              </td>
              <td className={tableClasses.right}>
                {one.confirmed_quantity !== null && figure(one.confirmed_quantity)}
              </td>
              <td title={one.sync.problem || undefined}>
                <Status of="listing" value={one.sync.state} />
              </td>
              <td>
                <Status of="catalog" value={one.active ? "active" : "inactive"} />
              </td>
              {onEdit && (
                <td className={tableClasses.right}>
                  <Button
                    size="compact-sm"
                    aria-label={t("listings.editOn", { channel: one.channel })}
                    aria-expanded={open === one.id}
                    onClick={() => onEdit(one.id)}
                  >
                    {t("verb.edit")}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
