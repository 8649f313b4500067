import { dateTimeZone, span } from "../text/time";
import { useNow } from "./now";
import classes from "./parts.module.css";

/** How long ago an instant was; the instant itself stands in the title. */
export function Age({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={dateTimeZone(at)} className={classes.age}>
      {span(now - Date.parse(at))}
    </time>
  );
}
