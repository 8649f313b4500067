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
  return (
    <Panel title={t("avail.title")} hint={t("avail.hint")}>
      <SellableByChannel sku={sku} />
    </Panel>
  );
}

/** The figure of each channel, and the walk to the chosen one. */
export function SellableByChannel({ sku }: { sku: string }) {
  const query = useQuery(availabilityQuery(sku));
  const [chosen, setChosen] = useState(-1); // the network, before any channel
  const all = query.data;
  const one = all?.channels[Math.min(chosen, all.channels.length - 1)];
  if (query.isPending) return <Skeleton label={t("inventory.loading")} rows={6} />;
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (all?.channels.length === 0) {
    return (
      <Empty title={t("avail.noChannel")} what={t("avail.noChannelWhat")}>
        <Button component={Link} to="/channels">
          {t("avail.toChannels")}
        </Button>
      </Empty>
    );
  }
  if (!all) return null;
  return (
    <div className={classes.two}>
      <section aria-label={t("avail.byChannel")}>
        <h3>{t("avail.byChannel")}</h3>
        <ul role="list" className={classes.channels}>
          <li className={one ? undefined : classes.chosen}>
            <Choice
              name={t("avail.network")}
              sellable={all.network.sellable}
              chosen={!one}
              onChoose={() => setChosen(-1)}
            />
          </li>
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
      {one ? (
        <Way walk={one.walk} title={t("avail.walk", { channel: one.channel_name || one.channel })} />
      ) : (
        <Way walk={all.network} title={t("avail.walkNetwork")} />
      )}
    </div>
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
      <Choice
        name={row.channel_name || row.channel}
        sellable={row.sellable}
        chosen={chosen}
        onChoose={onChoose}
      />
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

type ChoiceProps = { name: string; sellable: number; chosen: boolean; onChoose: () => void };

function Choice({ name, sellable, chosen, onChoose }: ChoiceProps) {
  return (
    <button type="button" className={classes.channel} aria-pressed={chosen} onClick={onChoose}>
      <bdi>{name}</bdi>
      <strong>{figure(sellable)}</strong>
    </button>
  );
}

const signed = (n: number) => (n < 0 ? `−${figure(-n)}` : `+${figure(n)}`);

/** One walk; of a bundle, what limits it, and the walks of its components. */
function Way({ walk, title }: { walk: Walk; title: string }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
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
