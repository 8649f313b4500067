import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { webhookQuery } from "../api/settings";
import type { Attempt, Webhook } from "../api/types";
import { Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { Quoted } from "../parts/Quoted";
import { t } from "../text";
import { dateTime } from "../text/time";
import { Deliveries } from "./Deliveries";
import { ReplayForm } from "./ReplayForm";
import { Secret } from "./Secret";
import classes from "./settings.module.css";
import { WebhookForm } from "./WebhookForm";
import { stateOf } from "./WebhooksPage";

/** One webhook: what it sends, whether that works, and every delivery. */
export function WebhookPage() {
  const { id } = useParams({ from: "/inside/settings/webhooks/$id" });
  const query = useQuery(webhookQuery(id));
  if (query.isPending) return <Skeleton label={t("webhooks.loading")} rows={4} />;
  if (!query.data) return <Failure level={1} error={query.error} onRetry={() => void query.refetch()} />;
  const webhook = query.data;
  return (
    <>
      <PageHead title={webhook.description || webhook.url} hint={<bdi>{webhook.url}</bdi>}>
        <Status of="switch" value={stateOf(webhook)} />
      </PageHead>
      {webhook.problem && (
        <p role="alert">
          {t("webhooks.turnedOff")} <Quoted words={webhook.problem} />
        </p>
      )}
      {webhook.failing_since && (
        <p className={classes.quiet}>{t("webhooks.failing", { when: dateTime(webhook.failing_since) })}</p>
      )}
      <Verbs webhook={webhook} />
      <Deliveries id={id} />
    </>
  );
}

type Panel = "edit" | "replay" | "delete";

function Verbs({ webhook }: { webhook: Webhook }) {
  const { act, busy } = useAct();
  const [open, setOpen] = useState<Panel | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const params = { path: { id: webhook.id } };
  const close = () => setOpen(null);
  const test = () =>
    act<Attempt>({
      call: () => api.POST("/api/v1/webhooks/{id}/test", { params }),
      done: answerOf,
    });
  const show = () =>
    act({
      call: () => api.GET("/api/v1/webhooks/{id}/secret", { params }),
      done: t("webhooks.secretShown"),
      then: (answer) => setSecret(answer.secret),
    });
  const rotate = () =>
    act({
      call: (headers) => api.POST("/api/v1/webhooks/{id}/secret", { params, headers }),
      done: t("webhooks.rotated"),
      then: () => setSecret(null),
    });
  return (
    <>
      <div className={actClasses.bar} role="group" aria-label={t("webhooks.title")}>
        <Button loading={busy} onClick={test}>
          {t("webhooks.test")}
        </Button>
        <Button loading={busy} onClick={show}>
          {t("webhooks.showSecret")}
        </Button>
        <Button loading={busy} onClick={rotate}>
          {t("webhooks.rotate")}
        </Button>
        {(["edit", "replay", "delete"] as const).map((panel) => (
          <Button
            key={panel}
            aria-expanded={open === panel}
            onClick={() => setOpen((before) => (before === panel ? null : panel))}
          >
            {t(labels[panel])}
          </Button>
        ))}
      </div>
      {secret && (
        <Secret
          title={t("webhooks.secret")}
          what={t("webhooks.secretWhat")}
          value={secret}
          onClose={() => setSecret(null)}
        />
      )}
      {open === "edit" && <WebhookForm key={webhook.version} webhook={webhook} onClose={close} />}
      {open === "replay" && <ReplayForm id={webhook.id} onClose={close} />}
      {open === "delete" && <DeleteForm id={webhook.id} onClose={close} />}
    </>
  );
}

const labels = { edit: "verb.edit", replay: "webhooks.replayTime", delete: "webhooks.delete" } as const;

function answerOf({ status, took_ms, problem }: Attempt): string {
  return problem && status === 0
    ? t("webhooks.testFailed", { problem })
    : t("webhooks.tested", { status: String(status), ms: took_ms });
}

function DeleteForm({ id, onClose }: { id: string; onClose: () => void }) {
  const navigate = useNavigate();
  const { act, busy } = useAct();
  const remove = () =>
    act({
      call: (headers) => api.DELETE("/api/v1/webhooks/{id}", { params: { path: { id } }, headers }),
      done: t("webhooks.deleted"),
      // Away first: what is deleted can't be asked for anew.
      then: () => navigate({ to: "/settings/webhooks", replace: true }),
    });
  return (
    <ActionPanel
      title={t("webhooks.deleteTitle")}
      verb={t("webhooks.delete")}
      danger
      busy={busy}
      onSubmit={remove}
      onClose={onClose}
    >
      <p className={actClasses.wide}>{t("webhooks.deleteWhat")}</p>
    </ActionPanel>
  );
}
