import classes from "./Status.module.css";
import { lookOf, type StatusOf, type Tone } from "./vocabulary";

const tinted: ReadonlySet<Tone> = new Set(["risk", "late", "held"]);

type Props = {
  /** What it is a status of; the same value may mean different things. */
  of: StatusOf;
  /** The API's value. Nothing is drawn for "none" and for an absent one. */
  value: string | undefined;
  /** Other words for the same status, as a name or an age beside it. */
  word?: string;
};

/** A status as tone, icon and word. The only place where a status gets its color. */
export function Status({ of, value, word }: Props) {
  const look = lookOf(of, value);
  if (!look) return null;
  const Icon = look.icon;
  const tint = tinted.has(look.tone) ? ` ${classes.tint}` : "";
  return (
    <span className={`${classes.status} ${classes[look.tone]}${tint}`} data-tone={look.tone}>
      <Icon size={14} stroke={1.75} aria-hidden="true" />
      {word ?? look.word}
    </span>
  );
}
