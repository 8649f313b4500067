import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import {
  channelOrdersQuery,
  channelsQuery,
  connectionsQuery,
  deadLettersQuery,
  mostDead,
  worksFor,
} from "../api/channels";
import type { Channel, Connection, Job } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Age } from "../parts/Age";
import { Empty, Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { span } from "../text/time";
import { ChannelHealth } from "./ChannelHealth";
import classes from "./channels.module.css";

/** Every place that sells: who feeds it, how fresh it is, what waits for a person. */
export function ChannelsPage() {
  const may = useMay();
  const channels = useQuery(channelsQuery);
  return (
    <>
      <PageHead
        title={t("channels.title")}
        hint={t("channels.hint")}
        aside={may("channels.write") && <ConnectButton />}
      />
      <div className={partClasses.panel}>
        {channels.isPending && <Skeleton label={t("channels.loading")} />}
        {channels.error && !channels.data && (
          <Failure level={2} error={channels.error} onRetry={() => void channels.refetch()} />
        )}
        {channels.data?.length === 0 && (
          <Empty level={2} title={t("channels.empty")} what={t("channels.emptyWhat")}>
            {may("channels.write") && <ConnectButton />}
          </Empty>
        )}
        {channels.data && channels.data.length > 0 && <ChannelTable channels={channels.data} />}
      </div>
    </>
  );
}

const ConnectButton = () => (
  <Button variant="filled" renderRoot={(props) => <Link to="/channels/connect" {...props} />}>
    {t("channels.connect")}
  </Button>
);

function ChannelTable({ channels }: { channels: Channel[] }) {
  const may = useMay();
  const connections = useQuery(connectionsQuery);
  const dead = useQuery({ ...deadLettersQuery, enabled: may("jobs.manage") });
  return (
    <Scroll label={t("channels.title")}>
      <table className={tableClasses.table} aria-label={t("channels.title")}>
        <thead>
          <tr>
            <th>{t("column.channel")}</th>
            <th>{t("channels.fedBy")}</th>
            <th>{t("column.status")}</th>
            <th className={tableClasses.right}>{t("channels.lastEvent")}</th>
            <th className={tableClasses.right} title={t("channels.lagIs")}>
              {t("channels.lag")}
            </th>
            <th>{t("channels.lastOrder")}</th>
            <th className={tableClasses.right}>{t("channels.deadLetters")}</th>
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <Row
              key={channel.id}
              channel={channel}
              connection={connections.data?.find(({ id }) => id === channel.connection_id)}
              dead={dead.data}
            />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

type RowProps = { channel: Channel; connection?: Connection; dead?: Job[] };

function Row({ channel, connection, dead }: RowProps) {
  // Until its connection is read there is nothing to say of it.
  const known = !channel.connection_id || connection !== undefined;
  const sync = connection?.sync;
  const letters = connection ? (dead ?? []).filter((job) => worksFor(job, connection.id)).length : 0;
  return (
    <tr>
      <td className={classes.name} title={channel.name}>
        <Link to="/channels/$id" params={{ id: channel.code }}>
          <bdi>{channel.name || channel.code}</bdi>
        </Link>
      </td>
      <td className={tableClasses.quiet}>
        {channel.connection_id ? connection?.driver_name : t("channels.byHand")}
      </td>
      <td>{known && <ChannelHealth channel={channel} connection={connection} />}</td>
      <td className={tableClasses.right}>{sync?.last_event_at && <Age at={sync.last_event_at} />}</td>
      <td className={tableClasses.right}>{sync?.last_event_at && span(sync.lag_seconds * 1000)}</td>
      <td>
        <LastOrder channel={channel.code} />
      </td>
      <td className={tableClasses.right}>
        {letters === 0 ? (
          <span className={tableClasses.quiet}>0</span>
        ) : (
          <Status
            of="channel"
            value="letters"
            word={letters < mostDead ? figure(letters) : t("channels.orMore", { count: letters })}
          />
        )}
      </td>
    </tr>
  );
}

function LastOrder({ channel }: { channel: string }) {
  const orders = useQuery(channelOrdersQuery(channel, 1));
  const last = orders.data?.items[0];
  if (!last) return null;
  return (
    <>
      <Link to="/orders/$id" params={{ id: last.id }}>
        {last.number}
      </Link>{" "}
      <span className={tableClasses.quiet}>
        <Age at={last.captured_at} />
      </span>
    </>
  );
}
