import { t } from "../text";
import { groupsOf, type Entry } from "./paletteEntries";
import classes from "./EntryList.module.css";
import keyClasses from "./Shell.module.css";

type Props = {
  id: string;
  label: string;
  entries: Entry[];
  /** The id of the entry that Enter takes. */
  active: string | undefined;
  onChoose: (entry: Entry) => void;
};

/** The id of an entry's element, for the field that points to it. */
export const optionId = (list: string, entry: string) => `${list}-${entry.replace(/\s/g, "-")}`;

/** Lines to choose from, under their headings; a field elsewhere keeps the focus and hears the keys. */
export function EntryList({ id, label, entries, active, onChoose }: Props) {
  return (
    <div id={id} role="listbox" aria-label={label} className={classes.list}>
      {groupsOf(entries).map(({ group, entries: own }) => (
        <div key={group} role="group" aria-label={t(`palette.${group}`)}>
          <div className={classes.group} aria-hidden="true">
            {t(`palette.${group}`)}
          </div>
          {own.map((entry) => (
            <Option
              key={entry.id}
              id={optionId(id, entry.id)}
              entry={entry}
              active={entry.id === active}
              onChoose={() => onChoose(entry)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

type OptionProps = { id: string; entry: Entry; active: boolean; onChoose: () => void };

function Option({ id, entry: { name, title, detail, keys }, active, onChoose }: OptionProps) {
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={active}
      ref={(node) => void (active && node?.scrollIntoView({ block: "nearest" }))}
      className={classes.option}
      // The field stays focused, so that its list isn't closed before the click.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <bdi className={title || detail ? classes.code : undefined}>{name}</bdi>
      {title && <bdi className={classes.title}>{title}</bdi>}
      {detail && <bdi className={classes.detail}>{detail}</bdi>}
      {keys && (
        <span className={classes.keys}>
          {keys.split(" ").map((key) => (
            <kbd key={key} className={keyClasses.key}>
              {key}
            </kbd>
          ))}
        </span>
      )}
    </div>
  );
}
