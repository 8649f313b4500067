import { Modal, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useId, useState, type KeyboardEvent } from "react";
import { useAllCommands } from "../keys/commands";
import { t } from "../text";
import { groupsOf, matching, type Entry } from "./paletteEntries";
import classes from "./Palette.module.css";
import keyClasses from "./Shell.module.css";
import { useGoToCode } from "./useGoToCode";

/** Everything that can be done or gone to, by typing a few letters of its name. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  const goTo = useGoToCode();
  const commands = useAllCommands();
  const search: Entry = {
    name: t("palette.search", { code: typed.trim() }),
    group: "search",
    run: () => goTo(typed.trim()),
  };
  const entries = [...matching(commands, typed), ...(typed.trim() ? [search] : [])];
  const active = Math.min(at, entries.length - 1);

  function choose(entry: Entry | undefined) {
    if (!entry) return;
    onClose();
    entry.run();
  }
  function onKey(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) setAt((active + by + entries.length) % entries.length);
    else if (event.key === "Enter") choose(entries[active]);
    else return;
    event.preventDefault();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={560}
      yOffset="12vh"
      attributes={{ content: { "aria-label": t("palette.title") } }}
    >
      <TextInput
        data-autofocus
        variant="unstyled"
        classNames={{ root: classes.field }}
        aria-label={t("palette.title")}
        placeholder={t("palette.placeholder")}
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={entries[active] && `${id}-${active}`}
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
      />
      <div id={`${id}-list`} role="listbox" aria-label={t("palette.title")} className={classes.list}>
        {groupsOf(entries).map(({ group, entries: own, from }) => (
          <div key={group} role="group" aria-label={t(`palette.${group}`)}>
            <div className={classes.group} aria-hidden="true">
              {t(`palette.${group}`)}
            </div>
            {own.map((entry, i) => (
              <Option
                key={`${entry.name} ${entry.keys ?? ""}`}
                id={`${id}-${from + i}`}
                entry={entry}
                active={from + i === active}
                onChoose={() => choose(entry)}
              />
            ))}
          </div>
        ))}
      </div>
    </Modal>
  );
}

type OptionProps = { id: string; entry: Entry; active: boolean; onChoose: () => void };

function Option({ id, entry, active, onChoose }: OptionProps) {
  return (
    // The field above keeps the focus and hears the keys of the list.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={active}
      ref={(node) => void (active && node?.scrollIntoView({ block: "nearest" }))}
      className={classes.option}
      onClick={onChoose}
    >
      <bdi>{entry.name}</bdi>
      {entry.keys && (
        <span className={classes.keys}>
          {entry.keys.split(" ").map((key) => (
            <kbd key={key} className={keyClasses.key}>
              {key}
            </kbd>
          ))}
        </span>
      )}
    </div>
  );
}
