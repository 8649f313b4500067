import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { availabilityQuery } from "../api/availability";
import type { ChannelAvailability, Walk } from "../api/types";
import { Empty, Failure } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import classes from "./availability.module.css";
import { WalkRows } from "./WalkRows";

/** What of a SKU each channel may sell, with the way from on hand to it. */
export function Availability({ sku }: { sku: string }) {
  const query = useQuery(availabilityQuery(sku));
  const [chosen, setChosen] = useState(0);
  const all = query.data;
  const one = all?.channels[Math.min(chosen, all.channels.length - 1)];
  return (
    <Panel title={t("avail.title")} hint={t("avail.hint")}>
      {query.isPending && <Skeleton label={t("inventory.loading")} rows={6} />}
      {query.error && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {all?.channels.length === 0 && (
        <Empty title={t("avail.noChannel")} what={t("avail.noChannelWhat")}>
          <Button component={Link} to="/channels">
            {t("avail.toChannels")}
          </Button>
        </Empty>
      )}
      {all && one && (
        <div className={classes.two}>
          <section aria-label={t("avail.byChannel")}>
            <h3>{t("avail.byChannel")}</h3>
            <ul role="list" className={classes.channels}>
              {all.channels.map((row, n) => (
                <ChannelRow
                  key={row.listing_id ?? row.channel}
                  row={row}
                  chosen={row === one}
                  onChoose={() => setChosen(n)}
                />
              ))}
            </ul>
          </section>
          <Way walk={one.walk} name={one.channel_name || one.channel} />
        </div>
      )}
    </Panel>
  );
}

type RowProps = { row: ChannelAvailability; chosen: boolean; onChoose: () => void };

function ChannelRow({ row, chosen, onChoose }: RowProps) {
  const { act, busy } = useAct();
  const may = useMay();
  const id = row.listing_id;
  const push = (listing: string) =>
    act({
      call: (headers) =>
        api.POST("/api/v1/listings/{id}/push", { params: { path: { id: listing } }, headers }),
      done: t("avail.pushed", { channel: row.channel }),
    });
  return (
    <li className={chosen ? classes.chosen : undefined}>
      <button type="button" className={classes.channel} aria-pressed={chosen} onClick={onChoose}>
        <bdi>{row.channel_name || row.channel}</bdi>
        <strong>{figure(row.sellable)}</strong>
      </button>
      <span className={classes.state}>
        {!id && t("avail.notListed")}
        {id && !row.sync.state && <span title={t("avail.asksIs")}>{t("avail.asks")}</span>}
        {id && <Status of="listing" value={row.sync.state} />}
        {row.drift != null && row.drift !== 0 && (
          <span title={t("avail.driftIs")}>{t("avail.drift", { units: signed(row.drift) })}</span>
        )}
      </span>
      {id && row.sync.state && may("catalog.write") && (
        <Button
          size="compact-sm"
          loading={busy}
          aria-label={t("avail.pushTo", { channel: row.channel })}
          onClick={() => push(id)}
        >
          {t("avail.push")}
        </Button>
      )}
    </li>
  );
}

const signed = (n: number) => (n < 0 ? `−${figure(-n)}` : `+${figure(n)}`);

/** The walk of one channel; of a bundle, what limits it, and the walks of its components. */
function Way({ walk, name }: { walk: Walk; name: string }) {
  return (
    <section aria-label={t("avail.walk", { channel: name })}>
      <h3>{t("avail.walk", { channel: name })}</h3>
      <WalkRows walk={walk} />
      {walk.components?.map((part) => (
        <details key={part.sku} className={classes.part}>
          <summary>
            <Link to="/inventory/$sku" params={{ sku: part.sku }}>
              {part.sku}
            </Link>{" "}
            {t("avail.part", { count: part.sellable })}
          </summary>
          <WalkRows walk={part} />
        </details>
      ))}
    </section>
  );
}
