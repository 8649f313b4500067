import { Button, NumberInput, Textarea } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { RoutingCanary } from "../api/types";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import { dateTime } from "../text/time";
import { CanaryResult } from "./CanaryResult";
import { verdict } from "./canaryWords";
import { GuardFields, guardsIn, guardWords } from "./GuardFields";
import classes from "./routing.module.css";
import { useDesk } from "./useDraft";

type Way = "promote" | "stop" | "change";

/** The version that decides about a share of the orders: what it does otherwise, and the ways on from here. */
export function CanaryRunning({ canary }: { canary: RoutingCanary }) {
  const { mayWrite } = useDesk();
  const [asking, setAsking] = useState<Way>();
  const { version, live, share, channels, report } = canary;
  const close = () => setAsking(undefined);
  return (
    <>
      {asking === "promote" && <Promote canary={canary} onClose={close} />}
      {asking === "stop" && <Stop canary={canary} onClose={close} />}
      {asking === "change" && <Change canary={canary} onClose={close} />}
      <Panel
        title={t("canary.running", { version, share: String(share) })}
        hint={t("canary.since", { at: dateTime(canary.started_at) })}
      >
        <div className={classes.answer}>
          <p className={classes.lead} role="status">
            {report.paired.orders === 0 ? t("canary.none") : verdict(canary)}
          </p>
          <p className={classes.quiet}>
            {t("canary.others", { live })}{" "}
            {channels.length > 0 && t("canary.only", { channels: channels.join(", ") })}{" "}
            {guardWords(canary.guards)}
          </p>
          <p>
            <Link to="/routing/versions" search={{ from: String(live), to: String(version) }}>
              {t("version.diff")}
            </Link>
          </p>
          {mayWrite && !asking && (
            <div className={classes.line}>
              <Button variant="filled" onClick={() => setAsking("promote")}>
                {t("canary.promote")}
              </Button>
              <Button onClick={() => setAsking("stop")}>{t("canary.stop")}</Button>
              <Button onClick={() => setAsking("change")}>{t("canary.change")}</Button>
            </div>
          )}
        </div>
      </Panel>
      {report.paired.orders > 0 && (
        <Panel title={t("canary.figures")} hint={t("canary.figuresWhat")} flush>
          <CanaryResult canary={canary} />
        </Panel>
      )}
    </>
  );
}

type Props = { canary: RoutingCanary; onClose: () => void };

const seen = ({ revision }: RoutingCanary) => ({ "If-Match": `"${revision}"` });

function Promote({ canary, onClose }: Props) {
  const { act, busy } = useAct();
  const { id, version, live, share, report } = canary;
  return (
    <ActionPanel
      title={t("canary.promoteTitle", { version })}
      verb={t("canary.promote")}
      busy={busy}
      onSubmit={() =>
        act({
          call: (headers) =>
            api.POST("/api/v1/routing/canaries/{id}/promote", {
              params: { path: { id }, header: seen(canary) },
              headers,
            }),
          done: t("publish.done", { version }),
          then: onClose,
        })
      }
      onClose={onClose}
    >
      <p>{verdict(canary)}</p>
      <p>{t("canary.promoteWhat", { version, live, share: String(share) })}</p>
      <p>{t("canary.replanned", { count: report.live.unreleased, version })}</p>
    </ActionPanel>
  );
}

function Stop({ canary, onClose }: Props) {
  const { act, busy, fields } = useAct();
  const { id, version, live, report } = canary;
  return (
    <ActionPanel
      title={t("canary.stopTitle", { version })}
      verb={t("canary.stop")}
      busy={busy}
      onSubmit={(form) =>
        act({
          call: (headers) =>
            api.POST("/api/v1/routing/canaries/{id}/stop", {
              params: { path: { id }, header: seen(canary) },
              body: { reason: String(form.get("reason") ?? "") },
              headers,
            }),
          done: t("canary.stopped", { live }),
          then: onClose,
        })
      }
      onClose={onClose}
    >
      <p>{t("canary.stopWhat", { live, version })}</p>
      <p>{t("canary.keepPlans", { count: report.canary.orders })}</p>
      <p>{t("canary.replanned", { count: report.canary.unreleased, version: live })}</p>
      <Textarea name="reason" label={t("publish.reason")} maxLength={1000} error={fields.reason} />
    </ActionPanel>
  );
}

function Change({ canary, onClose }: Props) {
  const { act, busy, fields } = useAct();
  const { id, share } = canary;
  return (
    <ActionPanel
      title={t("canary.change")}
      verb={t("verb.save")}
      busy={busy}
      onSubmit={(form) =>
        act<RoutingCanary>({
          call: (headers) =>
            api.PATCH("/api/v1/routing/canaries/{id}", {
              params: { path: { id }, header: seen(canary) },
              body: { share: Number(form.get("share")), guards: guardsIn(form) },
              headers,
            }),
          done: (answer) => t("canary.running", { version: answer.version, share: String(answer.share) }),
          then: onClose,
        })
      }
      onClose={onClose}
    >
      <NumberInput
        name="share"
        label={t("canary.shareOf")}
        description={t("canary.shareWider")}
        defaultValue={share}
        min={1}
        max={100}
        allowDecimal={false}
        required
        error={fields.share}
      />
      <GuardFields guards={canary.guards} fields={fields} />
    </ActionPanel>
  );
}
