import { Button, Checkbox, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Channel, Connection } from "../api/types";
import { t } from "../text";
import { EditConnection } from "./EditConnection";

type Props = { channel: Channel; connection?: Connection };

const panels = { edit: EditChannel, credentials: Credentials, webhooks: Webhooks, disconnect: Disconnect };

type PanelVerb = keyof typeof panels;

/** What can be done to a channel and to the connection that feeds it. */
export function ChannelActions({ channel, connection }: Props) {
  const { act, busy } = useAct();
  const [chosen, setChosen] = useState<PanelVerb | null>(null);
  const navigate = useNavigate();
  const Chosen = chosen && panels[chosen];
  const able = (name: string) => connection?.capabilities.includes(name) ?? false;
  const verbs: PanelVerb[] = [
    "edit",
    ...(connection ? (["credentials"] as const) : []),
    ...(able("webhook_registration") ? (["webhooks"] as const) : []),
    ...(connection ? (["disconnect"] as const) : []),
  ];
  return (
    <>
      <div className={actClasses.bar} role="group" aria-label={t("channels.actions")}>
        {connection ? (
          <ConnectionVerbs connection={connection} act={act} busy={busy} />
        ) : (
          <Button
            variant="filled"
            onClick={() => void navigate({ to: "/channels/connect", search: { code: channel.code } })}
          >
            {t("channels.connect")}
          </Button>
        )}
        {verbs.map((verb) => (
          <Button
            key={verb}
            variant={verb === "credentials" && connection?.status === "reauth" ? "filled" : "default"}
            aria-expanded={chosen === verb}
            onClick={() => setChosen((before) => (before === verb ? null : verb))}
          >
            {t(`channels.${verb}`)}
          </Button>
        ))}
      </div>
      {Chosen && (
        <Chosen key={chosen} channel={channel} connection={connection} onClose={() => setChosen(null)} />
      )}
    </>
  );
}

type VerbsProps = { connection: Connection; act: ReturnType<typeof useAct>["act"]; busy: boolean };

/** The verbs that need no form. */
function ConnectionVerbs({ connection, act, busy }: VerbsProps) {
  const params = { path: { id: connection.id } };
  const name = connection.name;
  const verb = connection.status === "active" ? "pause" : "resume";
  return (
    <>
      <Button
        disabled={busy}
        variant={connection.status === "paused" ? "filled" : "default"}
        onClick={() =>
          act({
            call: (headers) => api.POST(`/api/v1/connections/{id}/${verb}`, { params, headers }),
            done: t(`did.${verb}`, { name }),
          })
        }
      >
        {t(`channels.${verb}`)}
      </Button>
      {verb === "pause" && connection.sync.next_poll_at && (
        <Button
          disabled={busy}
          onClick={() =>
            act({
              call: (headers) => api.POST("/api/v1/connections/{id}/sync", { params, headers }),
              done: t("did.sync", { name }),
            })
          }
        >
          {t("channels.sync")}
        </Button>
      )}
      {verb === "pause" && connection.capabilities.includes("stock") && (
        <Button
          disabled={busy}
          title={t("channels.publishIs")}
          onClick={() =>
            act({
              call: (headers) => api.POST("/api/v1/connections/{id}/publish", { params, headers }),
              done: ({ listings }) => t("did.publish", { name, count: listings }),
            })
          }
        >
          {t("channels.publish")}
        </Button>
      )}
      {verb === "pause" && connection.capabilities.includes("stock_check") && (
        <Button
          disabled={busy}
          title={t("channels.reconcileIs")}
          onClick={() =>
            act({
              call: (headers) => api.POST("/api/v1/connections/{id}/reconcile", { params, headers }),
              done: t("did.reconcile", { name }),
            })
          }
        >
          {t("channels.reconcile")}
        </Button>
      )}
      <Button
        disabled={busy}
        onClick={() =>
          act({
            call: () => api.POST("/api/v1/connections/{id}/test", { params }),
            done: ({ ok, message, took_ms }) =>
              ok
                ? t("did.test", { name, count: took_ms })
                : t("did.testFailed", { name, problem: message ?? "" }),
          })
        }
      >
        {t("channels.test")}
      </Button>
    </>
  );
}

type PanelProps = Props & { onClose: () => void };

function EditChannel({ channel, onClose }: PanelProps) {
  const { act, busy, fields: faults } = useAct();
  function submit(form: FormData) {
    const body = {
      name: String(form.get("name")).trim(),
      currency: String(form.get("currency")).trim().toUpperCase(),
      active: form.get("active") !== null,
    };
    act({
      call: (headers) =>
        api.PATCH("/api/v1/channels/{id}", {
          params: { path: { id: channel.id }, header: { "If-Match": `"${channel.version}"` } },
          body,
          headers,
        }),
      done: t("did.saved", { what: body.name || channel.code }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("channels.editTitle", { name: channel.name })}
      verb={t("verb.save")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        name="name"
        label={t("channels.name")}
        defaultValue={channel.name}
        maxLength={300}
        error={faults.name}
      />
      <TextInput
        name="currency"
        label={t("channels.currency")}
        description={t("channels.currencyWhat")}
        defaultValue={channel.currency}
        maxLength={3}
        error={faults.currency}
      />
      <Checkbox name="active" label={t("channels.takesOrders")} defaultChecked={channel.active} />
    </ActionPanel>
  );
}

function Credentials({ connection, onClose }: PanelProps) {
  return connection ? <EditConnection connection={connection} onClose={onClose} /> : null;
}

function Webhooks({ connection, onClose }: PanelProps) {
  const { act, busy, fields: faults } = useAct();
  if (!connection) return null;
  return (
    <ActionPanel
      title={t("channels.webhooksTitle", { vendor: connection.driver_name })}
      verb={t("channels.subscribe")}
      busy={busy}
      onSubmit={(form) =>
        act({
          call: () =>
            api.POST("/api/v1/connections/{id}/subscribe", {
              params: { path: { id: connection.id } },
              body: { url: String(form.get("url")).trim() },
            }),
          done: t("did.subscribe", { vendor: connection.driver_name }),
          then: onClose,
        })
      }
      onClose={onClose}
    >
      <TextInput
        name="url"
        type="url"
        required
        className={actClasses.wide}
        label={t("channels.webhookUrl")}
        description={t("channels.webhookUrlWhat")}
        defaultValue={window.location.origin + connection.webhook_path}
        maxLength={2000}
        error={faults.url}
      />
    </ActionPanel>
  );
}

function Disconnect({ connection, onClose }: PanelProps) {
  const { act, busy } = useAct();
  if (!connection) return null;
  const params = { path: { id: connection.id } };
  return (
    <ActionPanel
      title={t("channels.disconnectTitle", { name: connection.name })}
      verb={t("channels.disconnect")}
      danger
      busy={busy}
      onSubmit={() =>
        act({
          call: (headers) => api.DELETE("/api/v1/connections/{id}", { params, headers }),
          done: t("did.disconnect", { name: connection.name }),
          then: onClose,
        })
      }
      onClose={onClose}
    >
      <p className={actClasses.wide}>{t("channels.disconnectWhat")}</p>
    </ActionPanel>
  );
}
