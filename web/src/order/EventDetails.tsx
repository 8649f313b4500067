import { useState } from "react";
import type { TimelineEntry } from "../api/types";
import { Facts } from "../parts/Facts";
import { humanize, t } from "../text";
import { Json } from "./Json";
import classes from "./order.module.css";
import { fieldWord } from "../events/fields";
import { changesOf } from "../events/story";

/** An event as it was written, on demand: what it changed, who and what caused it, and its data. */
export function EventDetails({ event }: { event: TimelineEntry }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={classes.details} onToggle={(change) => setOpen(change.currentTarget.open)}>
      <summary>{t("timeline.details")}</summary>
      {open && <Opened event={event} />}
    </details>
  );
}

function Opened({ event }: { event: TimelineEntry }) {
  const changes = changesOf(event);
  return (
    <div className={classes.opened}>
      {changes.length > 0 && (
        <table className={classes.diff}>
          <thead>
            <tr>
              <th>{t("timeline.field")}</th>
              <th>{t("timeline.before")}</th>
              <th>{t("timeline.after")}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field = "", before, after }, n) => (
              <tr key={n}>
                <th scope="row">{field ? fieldWord(field) : humanize(event.type)}</th>
                <td>
                  <bdi>{plain(before)}</bdi>
                </td>
                <td>
                  <bdi>{plain(after)}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Facts
        facts={[
          [t("timeline.type"), event.type],
          [t("timeline.actor"), event.actor],
          [t("timeline.origin"), event.origin],
          [t("timeline.cause"), event.causation_id || event.correlation_id],
        ]}
      />
      <Json label={t("timeline.raw")} text={JSON.stringify(event.data, null, 2)} />
    </div>
  );
}

function plain(value: unknown): string {
  if (value === undefined || value === null || value === "") return t("timeline.empty");
  return typeof value === "string" ? value : JSON.stringify(value);
}
