import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Job } from "../api/types";
import { Age } from "../parts/Age";
import { Status } from "../status/Status";
import { Quoted } from "../parts/Quoted";
import { jobName } from "./jobName";
import { t } from "../text";
import classes from "./settings.module.css";

/** One job, and what can be done about a dead letter. */
export function JobRow({ job }: { job: Job }) {
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <strong>{jobName(job.kind)}</strong>
        <Status of="job" value={job.state} />
        <span className={classes.quiet}>{t("jobs.attempts", { n: job.attempts, of: job.max_attempts })}</span>
        <span className={`${classes.quiet} ${classes.end}`}>
          <Age at={job.created_at} />
        </span>
      </div>
      {job.problem && <Quoted words={job.problem} />}
      <details>
        <summary>{t("jobs.args")}</summary>
        <pre className={classes.json} tabIndex={0} role="region" aria-label={t("jobs.args")}>
          {JSON.stringify(job.args, null, 2)}
        </pre>
      </details>
      {job.state === "dead" && <DeadLetter job={job} />}
    </li>
  );
}

function DeadLetter({ job }: { job: Job }) {
  const { act, busy } = useAct();
  const [editing, setEditing] = useState(false);
  const params = { path: { id: job.id } };
  return (
    <>
      <div className={classes.verbs}>
        <Button
          size="compact-sm"
          loading={busy}
          onClick={() =>
            act({
              call: (headers) => api.POST("/api/v1/jobs/{id}/replay", { params, headers }),
              done: t("jobs.replayed"),
            })
          }
        >
          {t("jobs.replay")}
        </Button>
        <Button size="compact-sm" aria-expanded={editing} onClick={() => setEditing(!editing)}>
          {t("jobs.edit")}
        </Button>
        <Button
          size="compact-sm"
          loading={busy}
          onClick={() =>
            act({
              call: (headers) => api.POST("/api/v1/jobs/{id}/discard", { params, headers }),
              done: t("jobs.discarded"),
            })
          }
        >
          {t("jobs.discard")}
        </Button>
      </div>
      {editing && <EditForm job={job} onClose={() => setEditing(false)} />}
    </>
  );
}

function EditForm({ job, onClose }: { job: Job; onClose: () => void }) {
  const { act, busy, fields } = useAct();
  const [broken, setBroken] = useState(false);
  function submit(form: FormData) {
    const args = objectOf(String(form.get("args")));
    setBroken(args === null);
    if (args === null) return;
    act({
      call: (headers) =>
        api.PATCH("/api/v1/jobs/{id}", { params: { path: { id: job.id } }, body: { args }, headers }),
      done: t("jobs.edited"),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("jobs.editTitle")}
      verb={t("verb.save")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        className={actClasses.wide}
        name="args"
        label={t("jobs.args")}
        defaultValue={JSON.stringify(job.args, null, 2)}
        autosize
        minRows={4}
        maxRows={20}
        spellCheck={false}
        error={broken ? t("jobs.notJson") : fields.args}
      />
    </ActionPanel>
  );
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
