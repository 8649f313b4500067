import { Button, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { routingVersionQuery } from "../api/routing";
import type { RoutingReport } from "../api/types";
import { Panel } from "../parts/Panel";
import { Status } from "../status/Status";
import { t } from "../text";
import { guardOf } from "./guard";
import classes from "./routing.module.css";

type Props = { version: number; report: RoutingReport; at: number };

/** Lets a version that was replayed decide from now on, as far as the replay vouches for it. */
export function Publish({ version, report, at }: Props) {
  const may = useMay();
  const { data } = useQuery(routingVersionQuery(version));
  const { act, busy, fields } = useAct();
  const [asking, setAsking] = useState(false);
  if (!data || data.status !== "draft" || !may("routing.write")) return null;
  const guard = guardOf(data, may("settings.write"));
  const publish = (reason: string) =>
    act({
      call: (headers) =>
        api.POST("/api/v1/routing/versions/{id}/publish", {
          params: { path: { id: version } },
          body: guard.needs === "reason" ? { [guard.override]: true, reason } : {},
          headers,
        }),
      done: t("publish.done", { version }),
      then: () => setAsking(false),
    });
  if (asking) {
    return (
      <ActionPanel
        title={t("publish.title", { version })}
        verb={t("publish.verb", { version })}
        busy={busy}
        danger={guard.needs === "reason"}
        onSubmit={(form) => publish(String(form.get("reason") ?? ""))}
        onClose={() => setAsking(false)}
      >
        <p>{t("publish.what", { moved: report.variants[at]?.moved ?? 0, decisions: report.decisions })}</p>
        {guard.needs === "reason" && (
          <Textarea
            name="reason"
            label={t("publish.reason")}
            description={t(guard.override === "untested" ? "publish.untested" : "publish.defects", {
              count: data.defects,
            })}
            required
            maxLength={1000}
            error={fields.reason}
          />
        )}
      </ActionPanel>
    );
  }
  return (
    <Panel
      title={t("version.named", { version, note: data.note })}
      aside={
        guard.needs !== "owner" && (
          <Button variant={guard.needs === "nothing" ? "filled" : "default"} onClick={() => setAsking(true)}>
            {t("publish.verb", { version })}
          </Button>
        )
      }
    >
      <p className={classes.line}>
        {guard.override === "despite_defects" && <Status of="replay" value="defects" />}
        {t(`publish.${guard.says}`, { count: data.defects })}
      </p>
      <p>
        <Link to="/routing/versions" search={{ to: String(version) }}>
          {t("version.diff")}
        </Link>
      </p>
    </Panel>
  );
}
