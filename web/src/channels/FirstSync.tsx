import { Button, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { channelOrdersQuery, connectionQuery } from "../api/channels";
import type { Connection } from "../api/types";
import { Failure } from "../parts/Message";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { t } from "../text";
import classes from "./channels.module.css";
import { EditConnection } from "./EditConnection";
import { useTest } from "./useTest";

/** The end of the wizard: what the vendor says, and the orders that come. */
export function FirstSync({ id }: { id: string }) {
  const connection = useQuery(connectionQuery(id));
  if (connection.isPending) return <Skeleton label={t("channels.loading")} rows={3} />;
  if (!connection.data)
    return <Failure level={2} error={connection.error} onRetry={() => void connection.refetch()} />;
  return <Progress connection={connection.data} />;
}

function Progress({ connection }: { connection: Connection }) {
  const [mending, setMending] = useState(false);
  const test = useTest(connection.id, connection.updated_at);
  const failed = test.data?.ok === false;
  const channel = connection.channels[0];
  return (
    <>
      <Panel title={connection.name} hint={connection.driver_name}>
        <ul className={classes.progress} aria-live="polite">
          <li>
            <Step done={test.data?.ok} failed={failed}>
              {failed
                ? t("channels.testFailed", {
                    vendor: connection.driver_name,
                    problem: test.data?.message ?? "",
                  })
                : t(test.data ? "channels.tested" : "channels.testing", { vendor: connection.driver_name })}
            </Step>
          </li>
          {!failed && channel && <Orders connection={connection} channel={channel} />}
        </ul>
        <div className={classes.buttons}>
          {failed && (
            <Button variant="filled" aria-expanded={mending} onClick={() => setMending(true)}>
              {t("channels.credentials")}
            </Button>
          )}
          {channel && (
            <Button
              variant={failed ? "default" : "filled"}
              renderRoot={(props) => <Link to="/channels/$id" params={{ id: channel }} {...props} />}
            >
              {t("channels.toChannel")}
            </Button>
          )}
        </div>
      </Panel>
      {mending && (
        <div className={classes.below}>
          <EditConnection connection={connection} onClose={() => setMending(false)} />
        </div>
      )}
    </>
  );
}

const counted = 200;

function Orders({ connection, channel }: { connection: Connection; channel: string }) {
  const orders = useQuery(channelOrdersQuery(channel, counted));
  const count = orders.data?.items.length ?? 0;
  const more = Boolean(orders.data?.next_cursor);
  const done = connection.sync.last_poll_at !== null;
  return (
    <li>
      <Step done={done}>
        {t(done ? "channels.synced" : "channels.syncing", { vendor: connection.driver_name })}{" "}
        <span className={partClasses.quiet}>
          {t(more ? "channels.ordersAndMore" : "orders.shown", { count })}
        </span>
      </Step>
    </li>
  );
}

function Step({ done, failed, children }: { done?: boolean; failed?: boolean; children: React.ReactNode }) {
  return (
    <span className={classes.step}>
      {failed ? (
        <Status of="channel" value="stopped" word={t("channels.stepFailed")} />
      ) : done ? (
        <Status of="channel" value="live" word={t("channels.stepDone")} />
      ) : (
        <Loader size="xs" aria-label={t("channels.stepGoesOn")} />
      )}
      <span>{children}</span>
    </span>
  );
}
