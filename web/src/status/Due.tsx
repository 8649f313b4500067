import { IconAlertOctagon, IconClock, IconClockExclamation } from "@tabler/icons-react";
import { useNow } from "../parts/now";
import { t } from "../text";
import { dateTimeZone, span } from "../text/time";
import classes from "./Status.module.css";

const soon = 2 * 3_600_000; // ms before a deadline from which it is at risk

type Props = {
  at: string;
  /** What is due, for the title and for screen readers. */
  what: string;
};

/** A deadline as a countdown: plain, at risk under two hours, late after it. */
export function Due({ at, what }: Props) {
  const left = Date.parse(at) - useNow();
  const tone = left < 0 ? "late" : left < soon ? "risk" : "wait";
  const Icon = { wait: IconClock, risk: IconClockExclamation, late: IconAlertOctagon }[tone];
  const tint = tone === "wait" ? "" : ` ${classes.tint}`;
  return (
    <time
      dateTime={at}
      title={t("due.title", { what, when: dateTimeZone(at) })}
      className={`${classes.status} ${classes[tone]}${tint}`}
      data-tone={tone}
    >
      <Icon size={14} stroke={1.75} aria-hidden="true" />
      {left < 0 ? t("due.late", { span: span(-left) }) : span(left)}
    </time>
  );
}
