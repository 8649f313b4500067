import { Button, NativeSelect, NumberInput, Textarea } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { routingVersionsQuery } from "../api/routing";
import type { RoutingCanary, RoutingVersion } from "../api/types";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import { GuardFields, guardsIn } from "./GuardFields";
import { guardOf } from "./guard";
import classes from "./routing.module.css";
import { useNouns } from "./useNouns";
import { Words } from "./Words";

/** Lets a version that was never live decide about a share of the orders. */
export function StartCanary() {
  const versions = useInfiniteQuery(routingVersionsQuery).data?.pages.flatMap(({ items }) => items) ?? [];
  const drafts = versions.filter(({ status }) => status === "draft");
  return (
    <Panel title={t("canary.start")} hint={t("canary.startWhat")}>
      {drafts.length > 0 ? (
        <Start drafts={drafts} />
      ) : (
        <div className={classes.answer}>
          <p>{t("canary.noVersion")}</p>
          <p>
            <Link to="/routing/replays">{t("routing.replays")}</Link>
          </p>
        </div>
      )}
    </Panel>
  );
}

/** What is watched unless somebody says otherwise. */
const usual = { cost_percent: 10, late_points: 1, filled_points: 1, after_orders: 50 };

function Start({ drafts }: { drafts: RoutingVersion[] }) {
  const may = useMay();
  const { channels: known } = useNouns();
  const { act, busy, fields } = useAct();
  const [version, setVersion] = useState(drafts[0]!.version);
  const [channels, setChannels] = useState<string[]>([]);
  const chosen = drafts.find((one) => one.version === version) ?? drafts[0]!;
  const guard = guardOf(chosen, may("settings.write"));

  function start(form: FormData) {
    act<RoutingCanary>({
      call: (headers) =>
        api.POST("/api/v1/routing/canaries", {
          body: {
            version: chosen.version,
            share: Number(form.get("share")),
            channels,
            guards: guardsIn(form),
            ...(guard.needs === "reason" && {
              [guard.override]: true,
              reason: String(form.get("reason") ?? ""),
            }),
          },
          headers,
        }),
      done: (answer) => t("canary.running", { version: answer.version, share: String(answer.share) }),
    });
  }

  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault();
        start(new FormData(event.currentTarget));
      }}
    >
      <div className={classes.fields}>
        <NativeSelect
          label={t("canary.version")}
          value={String(chosen.version)}
          data={drafts.map(({ version: value, note }) => ({
            value: String(value),
            label: t("version.named", { version: value, note }),
          }))}
          error={fields.version}
          onChange={(event) => setVersion(Number(event.currentTarget.value))}
        />
        <NumberInput
          name="share"
          label={t("canary.shareOf")}
          description={t("canary.shareWhat")}
          defaultValue={10}
          min={1}
          max={100}
          allowDecimal={false}
          required
          error={fields.share}
        />
        <Words
          label={t("canary.channels")}
          description={t("canary.channelsWhat")}
          nouns={known}
          values={channels}
          onChange={setChannels}
          error={Object.entries(fields).find(([name]) => name.startsWith("channels"))?.[1]}
        />
      </div>
      <GuardFields guards={usual} fields={fields} />
      <p>{t(`publish.${guard.says}`, { count: chosen.defects })}</p>
      {guard.needs === "reason" && (
        <Textarea name="reason" label={t("publish.reason")} required maxLength={1000} error={fields.reason} />
      )}
      {guard.needs !== "owner" && (
        <div>
          <Button type="submit" variant="filled" loading={busy}>
            {t("canary.start")}
          </Button>
        </div>
      )}
    </form>
  );
}
