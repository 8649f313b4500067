import { Button, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct } from "../act/useAct";
import { deadLettersQuery, worksFor } from "../api/channels";
import { api } from "../api/client";
import type { Connection, Job } from "../api/types";
import { Age } from "../parts/Age";
import { Failure } from "../parts/Message";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Quoted } from "../parts/Quoted";
import { Status } from "../status/Status";
import { jobName } from "../settings/jobName";
import { t } from "../text";
import classes from "./channels.module.css";

/** What came from a connection, or was to go there, and failed for good. */
export function DeadLetters({ connection }: { connection: Connection }) {
  const dead = useQuery(deadLettersQuery);
  const letters = (dead.data ?? []).filter((job) => worksFor(job, connection.id));
  return (
    <Panel title={t("channels.deadLetters")} hint={t("channels.deadLettersHint")} flush>
      {dead.error && !dead.data && <Failure error={dead.error} onRetry={() => void dead.refetch()} />}
      {dead.data && letters.length === 0 && <p className={classes.none}>{t("channels.noDeadLetters")}</p>}
      {letters.length > 0 && (
        <ul className={classes.letters} aria-label={t("channels.deadLetters")}>
          {letters.map((job) => (
            <Letter key={job.id} job={job} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

const advice: Record<string, "channels.adviceOrder" | "channels.advicePoll"> = {
  "order.capture": "channels.adviceOrder",
  "connection.poll": "channels.advicePoll",
};

function Letter({ job }: { job: Job }) {
  const { act, busy } = useAct();
  const [editing, setEditing] = useState(false);
  const params = { path: { id: job.id } };
  const about = subjectOf(job);
  return (
    <li className={classes.letter}>
      <div className={classes.head}>
        <Status of="channel" value="letters" word={jobName(job.kind)} />
        {about && <bdi>{about}</bdi>}
        <span className={partClasses.quiet}>{t("channels.attempts", { count: job.attempts })}</span>
        <span className={classes.age}>
          <Age at={job.finished_at ?? job.created_at} />
        </span>
      </div>
      {job.problem && (
        <p className={classes.problem}>
          <Quoted words={job.problem} />
        </p>
      )}
      <p className={partClasses.quiet}>{t(advice[job.kind] ?? "channels.adviceOther")}</p>
      <div className={classes.verbs}>
        <Button
          size="compact-sm"
          disabled={busy}
          onClick={() =>
            act({
              call: (headers) => api.POST("/api/v1/jobs/{id}/replay", { params, headers }),
              done: t("did.replay"),
            })
          }
        >
          {t("channels.replay")}
        </Button>
        <Button size="compact-sm" aria-expanded={editing} onClick={() => setEditing((before) => !before)}>
          {t("channels.editPayload")}
        </Button>
        <Button
          size="compact-sm"
          disabled={busy}
          onClick={() =>
            act({
              call: (headers) => api.POST("/api/v1/jobs/{id}/discard", { params, headers }),
              done: t("did.discard"),
            })
          }
        >
          {t("channels.discard")}
        </Button>
      </div>
      {editing && <EditPayload job={job} onClose={() => setEditing(false)} />}
    </li>
  );
}

/** The order that a letter is about, where it is about one. */
function subjectOf(job: Job): string {
  const { order } = job.args as { order?: { number?: string; external_id?: string } };
  return order?.number || order?.external_id || "";
}

/** Changes what a dead letter was asked to do, and has it tried again. */
function EditPayload({ job, onClose }: { job: Job; onClose: () => void }) {
  const { act, busy } = useAct();
  const [text, setText] = useState(() => JSON.stringify(job.args, null, 2));
  const [problem, setProblem] = useState<string>();
  const params = { path: { id: job.id } };

  function submit() {
    let args: Record<string, never>;
    try {
      args = JSON.parse(text) as typeof args;
    } catch (error) {
      return setProblem(t("channels.noJson", { problem: (error as Error).message }));
    }
    act({
      call: async (headers) => {
        const edited = await api.PATCH("/api/v1/jobs/{id}", { params, body: { args } });
        return edited.response.ok ? api.POST("/api/v1/jobs/{id}/replay", { params, headers }) : edited;
      },
      done: t("did.replay"),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("channels.editPayload")}
      verb={t("channels.saveAndReplay")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        className={`${actClasses.wide} ${classes.payload}`}
        label={t("channels.payload")}
        description={t("channels.payloadWhat")}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(undefined);
        }}
        error={problem}
        spellCheck={false}
        autosize
        minRows={6}
        maxRows={24}
      />
    </ActionPanel>
  );
}
