import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { unwrap } from "../api/problem";
import { livePolicyQuery, routingVersionsQuery } from "../api/routing";
import type { RoutingReplay } from "../api/types";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import { dateTime } from "../text/time";
import { periods, spanOf, type Period } from "./period";
import classes from "./routing.module.css";
import { useDesk } from "./useDraft";

const most = 3; // variants of one replay

/** Chooses a period and what to try over it. The draft becomes a version first, so that it can be published afterwards. */
export function StartReplay() {
  const { draft, policy, note, saved, annotate } = useDesk();
  const navigate = useNavigate();
  const { act, busy, fields } = useAct();
  const live = useQuery(livePolicyQuery).data?.version;
  const versions = useInfiniteQuery(routingVersionsQuery).data?.pages.flatMap(({ items }) => items) ?? [];
  const [period, setPeriod] = useState<Period>("month");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [withDraft, setWithDraft] = useState(true);
  const [withLive, setWithLive] = useState(true);
  const [other, setOther] = useState("");
  const hasDraft = draft.revision > 0;
  const tries = [hasDraft && withDraft, withLive, other !== ""].filter(Boolean).length;
  const named =
    note.trim() || t("replay.unnamed", { at: dateTime(draft.saved_at ?? new Date().toISOString()) });
  const ready = tries > 0 && tries <= most && saved && (draft.faults.length === 0 || !withDraft || !hasDraft);

  async function start(headers: { "Idempotency-Key": string }) {
    const variants: { version: number; name?: string }[] = [];
    if (hasDraft && withDraft) {
      const made = await unwrap(
        api.POST("/api/v1/routing/versions", {
          body: { note: named, policy },
          headers: { "Idempotency-Key": `${headers["Idempotency-Key"]}-v` },
        }),
      );
      variants.push({ version: made.version, name: t("replay.draftAs", { version: made.version }) });
    }
    if (withLive && live !== undefined)
      variants.push({ version: live, name: t("replay.liveAs", { version: live }) });
    if (other !== "") variants.push({ version: Number(other) });
    return api.POST("/api/v1/routing/replays", {
      body: { ...spanOf(period, new Date(), from, to), variants },
      headers,
    });
  }

  return (
    <Panel title={t("replay.start")} hint={t("replay.startWhat")}>
      <form
        className={classes.fields}
        onSubmit={(event) => {
          event.preventDefault();
          act<RoutingReplay>({
            call: start,
            done: t("replay.started"),
            then: ({ id }) => navigate({ to: "/routing/replays/$id", params: { id } }),
          });
        }}
      >
        <NativeSelect
          label={t("replay.period")}
          value={period}
          onChange={({ currentTarget: { value } }) => setPeriod(value as Period)}
          data={periods.map((value) => ({ value, label: t(`period.${value}`) }))}
        />
        {period === "own" && (
          <>
            <TextInput
              type="date"
              required
              label={t("replay.from")}
              value={from}
              error={fields.from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <TextInput
              type="date"
              required
              label={t("replay.to")}
              value={to}
              error={fields.to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          </>
        )}
        <fieldset className={classes.parts}>
          <legend>{t("replay.tries")}</legend>
          {hasDraft && (
            <Checkbox
              label={t("replay.draft")}
              checked={withDraft}
              onChange={(event) => setWithDraft(event.currentTarget.checked)}
            />
          )}
          {live !== undefined && (
            <Checkbox
              label={t("replay.live", { version: live })}
              checked={withLive}
              onChange={(event) => setWithLive(event.currentTarget.checked)}
            />
          )}
          <NativeSelect
            label={t("replay.other")}
            value={other}
            onChange={({ currentTarget: { value } }) => setOther(value)}
            data={[
              { value: "", label: t("replay.none") },
              ...versions.map(({ version, note: what }) => ({
                value: String(version),
                label: t("version.named", { version, note: what }),
              })),
              { value: "0", label: t("version.builtIn") },
            ]}
          />
        </fieldset>
        {hasDraft && withDraft && (
          <TextInput
            label={t("replay.note")}
            description={t("replay.noteWhat")}
            value={note}
            maxLength={1000}
            onChange={(event) => annotate(event.currentTarget.value)}
          />
        )}
        {hasDraft && withDraft && draft.faults.length > 0 && (
          <p className={classes.fault}>{t("tester.faults")}</p>
        )}
        <div>
          <Button type="submit" variant="filled" loading={busy} disabled={!ready}>
            {t("replay.start")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
