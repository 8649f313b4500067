import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { nextWorkQuery, scanned } from "../api/fulfillment";
import { locationsQuery } from "../api/stock";
import type { FulfillmentOrder } from "../api/types";
import { useEvents } from "../live/context";
import { adviceFor, Empty, Failure } from "../parts/Message";
import { Skeleton } from "../parts/Skeleton";
import { Due } from "../status/Due";
import { Status } from "../status/Status";
import { t } from "../text";
import { ClaimMark } from "./ClaimMark";
import { rememberLocation, locationOf } from "./location";
import { ScanField } from "./ScanField";
import { StationHead } from "./StationHead";
import classes from "./station.module.css";
import { useVerdict } from "./useVerdict";
import { Verdict } from "./Verdict";

const shown = 8;

/** Where a shift begins: choose the location, take the next work or scan any. */
export function StationPage() {
  const search = useSearch({ from: "/inside/fulfillment/station" });
  const navigate = useNavigate();
  const locations = useQuery(locationsQuery);
  const location = locationOf(search.location, locations.data);
  const { said, tell, refuse } = useVerdict(null);
  const [busy, setBusy] = useState(false);

  async function scan(code: string) {
    if (busy) return;
    if (/^wv-\d+$/i.test(code))
      return void navigate({ to: "/fulfillment/waves/$id/walk", params: { id: code } });
    setBusy(true);
    const found = await scanned(code, location || undefined)
      .catch((error: unknown) => refuse(adviceFor(error)))
      .finally(() => setBusy(false));
    if (!found) return;
    const work = found.find((one) => one.status !== "canceled");
    if (!work) return refuse(t("station.notFound", { code }));
    tell(work.number, "right");
    void navigate({ to: "/fulfillment/station/$id", params: { id: work.id } });
  }
  if (locations.isPending) return <Skeleton label={t("board.loading")} />;
  if (!locations.data) {
    return <Failure level={1} error={locations.error} onRetry={() => void locations.refetch()} />;
  }
  if (locations.data.length === 0) {
    return <Empty level={1} title={t("board.noLocation")} what={t("board.noLocationWhat")} />;
  }
  return (
    <div className={classes.station}>
      <StationHead title={t("station.title")} location={location} />
      <div className={classes.body}>
        <div className={classes.main}>
          <NativeSelect
            label={t("order.location")}
            value={location}
            onChange={(event) => {
              rememberLocation(event.currentTarget.value);
              void navigate({
                to: "/fulfillment/station",
                search: { location: event.currentTarget.value },
                replace: true,
              });
            }}
            data={locations.data.map(({ code, name }) => ({ value: code, label: name || code }))}
          />
          <div className={classes.card}>
            <ScanField label={t("station.scanAny")} onScan={(code) => void scan(code)} />
            <p className={classes.quiet}>{t("station.scanHint")}</p>
          </div>
          <Verdict said={said} />
        </div>
        <NextWork location={location} />
      </div>
    </div>
  );
}

function NextWork({ location }: { location: string }) {
  const query = useQuery(nextWorkQuery(location));
  const [stale, setStale] = useState(false);
  // The list stays as it is under a finger that is about to touch it.
  useEvents((events) => {
    if (events.some((event) => event.type.startsWith("fulfillment_order."))) setStale(true);
  });
  if (query.isPending) return <Skeleton label={t("board.loading")} rows={4} />;
  if (!query.data) return <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <section className={classes.side} aria-label={t("station.work")}>
      <div className={classes.sideHead}>
        <h2>{t("station.waiting", { count: query.data.length })}</h2>
        {stale && (
          <button
            type="button"
            className={classes.link}
            onClick={() => {
              setStale(false);
              void query.refetch();
            }}
          >
            {t("board.refresh")}
          </button>
        )}
      </div>
      {query.data.length === 0 ? (
        <Empty title={t("station.clear")} what={t("station.clearWhat")} />
      ) : (
        <ul className={classes.lines} role="list">
          {query.data.slice(0, shown).map((work) => (
            <li key={work.id}>
              <WorkLink work={work} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function WorkLink({ work }: { work: FulfillmentOrder }) {
  const units = work.lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <Link to="/fulfillment/station/$id" params={{ id: work.id }} className={classes.line}>
      <span className={classes.lineText}>
        <b>{work.number}</b>
        <span className={classes.quiet}>
          <bdi>{work.order?.recipient}</bdi>, {t("order.unitCount", { count: units })}
        </span>
      </span>
      <span className={classes.marks}>
        <Status of="fulfillmentOrder" value={work.stage || work.status} />
        {work.ship_by && <Due at={work.ship_by} what={t("board.shipBy")} />}
        <ClaimMark claim={work.claim} />
      </span>
    </Link>
  );
}
