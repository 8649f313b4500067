import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { webhooksQuery } from "../api/settings";
import type { Webhook } from "../api/types";
import { useCommands } from "../keys/commands";
import { useRowKeys } from "../keys/useRowKeys";
import { Empty, Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { t } from "../text";
import classes from "./settings.module.css";
import { WebhookForm } from "./WebhookForm";

/** Which other systems hear of events. */
export function WebhooksPage() {
  const [making, setMaking] = useState(false);
  useCommands([{ name: t("webhooks.make"), group: "create", run: () => setMaking(true) }]);
  return (
    <>
      <PageHead
        title={t("webhooks.title")}
        hint={t("webhooks.hint")}
        aside={
          <Button aria-expanded={making} onClick={() => setMaking(!making)}>
            {t("webhooks.make")}
          </Button>
        }
      />
      {making && <WebhookForm onClose={() => setMaking(false)} />}
      <List />
    </>
  );
}

function List() {
  const query = useQuery(webhooksQuery);
  const rows = useRowKeys<HTMLUListElement>();
  if (query.isPending) return <Skeleton label={t("webhooks.loading")} rows={3} />;
  if (!query.data) return <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0)
    return <Empty level={2} title={t("webhooks.empty")} what={t("webhooks.emptyWhat")} />;
  return (
    <ul ref={rows} role="list" aria-label={t("webhooks.title")} className={partClasses.panel}>
      {query.data.map((webhook) => (
        <li key={webhook.id} className={classes.row}>
          <div className={classes.line}>
            <Link to="/settings/webhooks/$id" params={{ id: webhook.id }} data-row>
              <bdi>{webhook.url}</bdi>
            </Link>
            <Status of="switch" value={stateOf(webhook)} />
          </div>
          <span className={classes.quiet}>
            {webhook.description && (
              <>
                <bdi>{webhook.description}</bdi>,{" "}
              </>
            )}
            {webhook.events.join(", ") || t("webhooks.allEvents")}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Whether it sends, and whether that works. */
export function stateOf({ enabled, failing_since }: Webhook): "on" | "off" | "failing" {
  if (!enabled) return "off";
  return failing_since ? "failing" : "on";
}
