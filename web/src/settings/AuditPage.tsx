import { Button, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import actClasses from "../act/act.module.css";
import { auditQuery, type AuditFilter } from "../api/settings";
import type { SystemEvent } from "../api/types";
import { PageHead } from "../parts/PageHead";
import { storyOf } from "../events/story";
import { t } from "../text";
import { dateTime, dateTimeZone } from "../text/time";
import { Listed } from "./Listed";
import classes from "./settings.module.css";

const filters = ["type", "actor", "subject"] as const;

/** Who changed what, the newest first. */
export function AuditPage() {
  const filter = useSearch({ from: "/inside/settings/audit" });
  const navigate = useNavigate({ from: "/settings/audit" });
  const query = useInfiniteQuery(auditQuery(filter));
  return (
    <>
      <PageHead title={t("audit.title")} hint={t("audit.hint")} />
      <Filters
        key={JSON.stringify(filter)}
        filter={filter}
        onChange={(next) => void navigate({ search: next, replace: true })}
      />
      <Listed
        query={query}
        label={t("audit.title")}
        empty={{ title: t("audit.empty"), what: t("audit.emptyWhat") }}
      >
        {(event) => <AuditRow key={event.seq} event={event} />}
      </Listed>
    </>
  );
}

function Filters({ filter, onChange }: { filter: AuditFilter; onChange: (filter: AuditFilter) => void }) {
  return (
    <form
      role="search"
      aria-label={t("audit.filter")}
      className={actClasses.bar}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        onChange(
          Object.fromEntries(filters.map((name) => [name, String(form.get(name)).trim() || undefined])),
        );
      }}
    >
      {filters.map((name) => (
        <TextInput
          key={name}
          name={name}
          aria-label={t(`audit.${name}`)}
          placeholder={name === "subject" ? t("audit.subject") : t(`audit.${name}What`)}
          defaultValue={filter[name]}
          maxLength={60}
          pattern={name === "type" ? "[a-z_.]*\\*?" : undefined}
        />
      ))}
      <Button type="submit">{t("audit.filter")}</Button>
    </form>
  );
}

// The log spans all locations: they keep their codes.
const setting = { placeOf: (code: string) => code, placeOfWork: () => undefined, currency: "" };

function AuditRow({ event }: { event: SystemEvent }) {
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <strong>
          <bdi>{storyOf(event, setting).what}</bdi>
        </strong>
        {event.order_id ? (
          <Link to="/orders/$id" params={{ id: event.order_id }}>
            {event.order_number ?? t("exceptions.toOrder")}
          </Link>
        ) : (
          <Link to="/settings/audit" search={{ subject: event.subject }} className={classes.quiet}>
            <bdi>{event.subject}</bdi>
          </Link>
        )}
        <time
          dateTime={event.occurred_at}
          title={dateTimeZone(event.occurred_at)}
          className={`${classes.quiet} ${classes.end}`}
        >
          {dateTime(event.occurred_at)}
        </time>
      </div>
      <span className={classes.quiet}>
        <Link to="/settings/audit" search={{ type: event.type }} className={classes.inText}>
          {event.type}
        </Link>
        {", "}
        <Link to="/settings/audit" search={{ actor: event.actor }} className={classes.inText}>
          {t("audit.by", { actor: event.actor })}
        </Link>
        {event.origin && `, ${t("audit.from", { origin: event.origin })}`}
      </span>
      {Object.keys(event.data ?? {}).length > 0 && (
        <details>
          <summary>{t("audit.data")}</summary>
          {/* What is longer than the box scrolls, so the keyboard must reach it. */}
          <pre className={classes.json} tabIndex={0} role="region" aria-label={t("audit.data")}>
            {JSON.stringify(event.data, null, 2)}
          </pre>
        </details>
      )}
    </li>
  );
}
