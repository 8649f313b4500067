import { NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import actClasses from "../act/act.module.css";
import { jobCountsQuery, jobsQuery, type JobFilter } from "../api/settings";
import type { Job } from "../api/types";
import { PageHead } from "../parts/PageHead";
import { lookOf } from "../status/vocabulary";
import { figure, t } from "../text";
import { jobName } from "./jobName";
import { JobRow } from "./JobRow";
import { Listed } from "./Listed";

const states: Job["state"][] = ["dead", "pending", "running", "done", "discarded"];

/** Calls to other systems; those that failed for good first. */
export function JobsPage() {
  const filter = useSearch({ from: "/inside/settings/jobs" });
  const navigate = useNavigate({ from: "/settings/jobs" });
  const query = useInfiniteQuery(jobsQuery(filter));
  return (
    <>
      <PageHead title={t("jobs.title")} hint={t("jobs.hint")} />
      <Filters filter={filter} onChange={(next) => void navigate({ search: next, replace: true })} />
      <Listed
        query={query}
        label={t("jobs.title")}
        empty={{ title: t("jobs.empty"), what: t("jobs.emptyWhat") }}
      >
        {(job) => <JobRow key={job.id} job={job} />}
      </Listed>
    </>
  );
}

function Filters({ filter, onChange }: { filter: JobFilter; onChange: (filter: JobFilter) => void }) {
  const counts = useQuery(jobCountsQuery).data ?? [];
  const state = filter.state ?? "dead";
  const kinds = [
    ...new Set([...counts.map((count) => count.kind), ...(filter.kind ? [filter.kind] : [])]),
  ].sort();
  const countOf = (wanted: Job["state"]) =>
    counts.filter((count) => count.state === wanted).reduce((sum, { count }) => sum + count, 0);
  return (
    <div className={actClasses.bar} role="search" aria-label={t("jobs.title")}>
      <NativeSelect
        aria-label={t("jobs.state")}
        value={state}
        onChange={(event) => onChange({ ...filter, state: event.currentTarget.value as Job["state"] })}
        data={states.map((value) => ({
          value,
          label: `${lookOf("job", value)?.word ?? value} (${figure(countOf(value))})`,
        }))}
      />
      <NativeSelect
        aria-label={t("jobs.kind")}
        value={filter.kind ?? ""}
        onChange={(event) => onChange({ ...filter, kind: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t("jobs.anyKind") },
          ...kinds.map((value) => ({ value, label: jobName(value) })),
        ]}
      />
    </div>
  );
}
