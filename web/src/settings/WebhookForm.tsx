import { Switch, TagsInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Webhook } from "../api/types";
import { t } from "../text";

type Props = { webhook?: Webhook; onClose: () => void };

/** Makes or edits a webhook. */
export function WebhookForm({ webhook, onClose }: Props) {
  const { act, busy, fields } = useAct();
  const [events, setEvents] = useState(webhook?.events ?? []);
  function submit(form: FormData) {
    const body = {
      url: String(form.get("url")).trim(),
      description: String(form.get("description")).trim(),
      enabled: form.get("enabled") !== null,
      events,
    };
    act({
      call: (headers) =>
        webhook
          ? api.PATCH("/api/v1/webhooks/{id}", {
              params: { path: { id: webhook.id }, header: { "If-Match": `"${webhook.version}"` } },
              body,
              headers,
            })
          : api.POST("/api/v1/webhooks", { body, headers }),
      done: t(webhook ? "webhooks.changed" : "webhooks.made"),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t(webhook ? "webhooks.edit" : "webhooks.make")}
      verb={t(webhook ? "verb.save" : "webhooks.make")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        name="url"
        type="url"
        label={t("webhooks.url")}
        description={t("webhooks.urlWhat")}
        defaultValue={webhook?.url}
        required
        maxLength={2000}
        error={fields.url}
      />
      <TextInput
        name="description"
        label={t("webhooks.description")}
        defaultValue={webhook?.description}
        maxLength={300}
        error={fields.description}
      />
      <TagsInput
        className={actClasses.wide}
        label={t("webhooks.events")}
        description={t("webhooks.eventsWhat")}
        value={events}
        onChange={setEvents}
        maxTags={100}
        error={fields.events ?? fields["events[0]"]}
      />
      <Switch name="enabled" label={t("webhooks.enabled")} defaultChecked={webhook?.enabled ?? true} />
    </ActionPanel>
  );
}
