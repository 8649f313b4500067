import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { channelOrdersQuery, channelQuery, connectionQuery } from "../api/channels";
import type { Channel, Connection } from "../api/types";
import { usual } from "../orders/columns";
import { OrdersTable } from "../orders/OrdersTable";
import { Facts } from "../parts/Facts";
import { Command, Empty, Failure } from "../parts/Message";
import { One } from "../parts/One";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { Quoted } from "../parts/Quoted";
import { figure, has, humanize, t } from "../text";
import { dateTime, span } from "../text/time";
import { ChannelActions } from "./ChannelActions";
import { ChannelHealth } from "./ChannelHealth";
import classes from "./channels.module.css";
import { DeadLetters } from "./DeadLetters";
import { Notices, tells } from "./Notices";

/** One channel: what feeds it, how that goes, and what to do where it doesn't. */
export function ChannelPage() {
  const { id } = useParams({ from: "/inside/channels/$id" });
  const channel = useQuery(channelQuery(id));
  const fedBy = channel.data?.connection_id ?? "";
  const connection = useQuery({ ...connectionQuery(fedBy), enabled: fedBy !== "" });
  return (
    <One
      query={channel}
      loading={t("channels.loading")}
      missing={t("channels.missing")}
      missingWhat={t("channels.missingWhat")}
      back={
        <Anchor component={Link} to="/channels">
          {t("channels.back")}
        </Anchor>
      }
    >
      {(data) =>
        connection.isLoading ? (
          <Skeleton label={t("channels.loading")} />
        ) : (
          <ChannelView key={data.id} channel={data} connection={fedBy ? connection.data : undefined} />
        )
      }
    </One>
  );
}

function ChannelView({ channel, connection }: { channel: Channel; connection?: Connection }) {
  const may = useMay();
  return (
    <>
      <PageHead title={channel.name || channel.code} hint={channel.code}>
        <ChannelHealth channel={channel} connection={connection} />
      </PageHead>
      {connection && <Trouble connection={connection} />}
      {may("channels.write") && <ChannelActions channel={channel} connection={connection} />}
      <div className={partClasses.pair}>
        <div className={partClasses.stack}>
          {connection && may("jobs.manage") && <DeadLetters connection={connection} />}
          <LastOrders channel={channel} />
        </div>
        <div className={partClasses.stack}>
          {connection ? <ConnectionFacts connection={connection} /> : <ByHand channel={channel} />}
          {connection && <Published publish={connection.publish} />}
          {connection && tells(connection) && <Notices connection={connection} />}
          <Panel title={t("channels.settings")}>
            <Facts
              facts={[
                [t("channels.code"), channel.code],
                [t("channels.currency"), channel.currency],
                [t("channels.kind"), kindOf(channel.kind, connection)],
                [t("sku.active"), t(channel.active ? "channels.yes" : "channels.no")],
                [t("sku.changed"), dateTime(channel.updated_at)],
              ]}
            />
          </Panel>
        </div>
      </div>
    </>
  );
}

const capabilityName = (name: string) => {
  const key = `capability.${name}`;
  return has(key) ? t(key) : name;
};

/** Whose channel it is: a vendor's by its name. */
const kindOf = (kind: string, connection?: Connection) =>
  kind === "generic" ? t("channels.generic") : (connection?.driver_name ?? humanize(kind));

/** What stops the connection, and what to do about it. */
function Trouble({ connection }: { connection: Connection }) {
  if (connection.status === "paused") return <p className={classes.note}>{t("channels.pausedWhat")}</p>;
  if (!connection.problem) return null;
  const refused = connection.status === "reauth";
  return (
    <div className={classes.trouble} role="alert">
      <strong>
        {t(refused ? "channels.refused" : "channels.broken", { vendor: connection.driver_name })}
      </strong>{" "}
      <Quoted words={connection.problem} />
      <p>{t(refused ? "channels.refusedWhat" : "channels.brokenWhat")}</p>
    </div>
  );
}

function ConnectionFacts({ connection }: { connection: Connection }) {
  const { sync, settings, secrets_set: secrets, capabilities } = connection;
  return (
    <Panel title={t("channels.connection")} hint={connection.driver_name}>
      <Facts
        facts={[
          [t("channels.connectionName"), connection.name],
          [t("channels.lastPoll"), sync.last_poll_at ? dateTime(sync.last_poll_at) : t("channels.never")],
          [t("channels.nextPoll"), sync.next_poll_at && dateTime(sync.next_poll_at)],
          [t("channels.lastEvent"), sync.last_event_at ? dateTime(sync.last_event_at) : t("channels.never")],
          [t("channels.lag"), sync.last_event_at && span(sync.lag_seconds * 1000)],
          [t("channels.capabilities"), capabilities.map(capabilityName).join(", ")],
          ...Object.entries(settings).map(([name, value]): [string, string] => [humanize(name), value]),
          ...secrets.map((name): [string, string] => [humanize(name), t("channels.secretSet")]),
          [
            t("channels.webhookPath"),
            <span key="path" className={partClasses.code}>
              {window.location.origin + connection.webhook_path}
            </span>,
          ],
        ]}
      />
    </Panel>
  );
}

/** How many listings the channel shows as they are, and how many it doesn't yet. */
function Published({ publish }: { publish: Connection["publish"] }) {
  const states = Object.entries(publish.listings).filter(([, count]) => count > 0);
  if (states.length === 0) return null;
  return (
    <Panel title={t("channels.published")} hint={t("channels.publishedHint")}>
      <ul className={classes.states}>
        {states.map(([state, count]) => (
          <li key={state}>
            <Status of="listing" value={state} /> {figure(count)}
          </li>
        ))}
      </ul>
      {publish.dirty_since && (
        <p className={partClasses.quiet}>
          {t("channels.dirtySince", { when: dateTime(publish.dirty_since) })}
        </p>
      )}
    </Panel>
  );
}

/** How orders reach a channel that no vendor feeds. */
function ByHand({ channel }: { channel: Channel }) {
  return (
    <Panel title={t("channels.byHand")}>
      <div className={partClasses.stack}>
        <p>{t("channels.byHandWhat")}</p>
        <Command>{`switchyard import orders --channel ${channel.code} orders.csv`}</Command>
        <Command>{`POST ${window.location.origin}/api/v1/orders  {"channel": "${channel.code}", …}`}</Command>
      </div>
    </Panel>
  );
}

const shownOrders = 10;

/** All are of one channel. */
const columns = usual.filter((column) => column !== "channel");

function LastOrders({ channel }: { channel: Channel }) {
  const orders = useQuery(channelOrdersQuery(channel.code, shownOrders));
  return (
    <Panel title={t("channels.lastOrders")} flush>
      {orders.isPending && <Skeleton label={t("orders.loading")} rows={4} />}
      {orders.error && !orders.data && <Failure error={orders.error} onRetry={() => void orders.refetch()} />}
      {orders.data?.items.length === 0 && (
        <Empty title={t("channels.noOrders")} what={t("channels.noOrdersWhat")}>
          {!channel.connection_id && (
            <Button
              renderRoot={(props) => (
                <Link to="/channels/connect" search={{ code: channel.code }} {...props} />
              )}
            >
              {t("channels.connect")}
            </Button>
          )}
        </Empty>
      )}
      {orders.data && orders.data.items.length > 0 && (
        <OrdersTable orders={orders.data.items} label={t("channels.lastOrders")} columns={columns} />
      )}
    </Panel>
  );
}
