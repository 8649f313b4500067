import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useId, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { useCommands } from "../keys/commands";
import { t } from "../text";
import { EntryList, optionId } from "./EntryList";
import { stepped, type Entry } from "./paletteEntries";
import classes from "./Shell.module.css";
import { useFound } from "./useFound";
import { useOpenCode } from "./useOpen";

/** Finds things from anywhere: what was meant exactly is opened, for all else the orders are searched. */
export function Search() {
  const openCode = useOpenCode();
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const [draft, setDraft] = useState("");
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const entries = useSuggested(draft);
  const shown = open && entries.length > 0;
  const active = shown ? entries.find((entry) => entry.id === chosen) : undefined;
  useCommands([{ name: t("keys.search"), keys: "/", group: "list", run: () => field.current?.focus() }]);

  function leave() {
    setDraft("");
    setOpen(false);
    field.current?.blur();
  }
  function choose(entry: Entry) {
    leave();
    entry.run();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (active) return choose(active);
    leave();
    openCode(draft);
  }
  function onKey(event: KeyboardEvent) {
    if (event.key === "ArrowDown" && shown) setChosen(stepped(entries, active?.id, 1));
    else if (event.key === "ArrowUp" && shown) setChosen(stepped(entries, active?.id, -1));
    else if (event.key === "Escape" && shown) setOpen(false);
    else return;
    event.preventDefault();
  }
  return (
    <form role="search" className={classes.search} onSubmit={submit} onBlur={() => setOpen(false)}>
      <TextInput
        ref={field}
        type="search"
        role="combobox"
        aria-label={t("search.label")}
        aria-expanded={shown}
        aria-autocomplete="list"
        aria-controls={shown ? list : undefined}
        aria-activedescendant={active && optionId(list, active.id)}
        autoComplete="off"
        placeholder={t("search.placeholder")}
        maxLength={200}
        value={draft}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          setOpen(true);
          setChosen(undefined);
        }}
        onKeyDown={onKey}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
        rightSection={<kbd className={classes.key}>/</kbd>}
      />
      {shown && (
        <div className={classes.suggested}>
          <EntryList
            id={list}
            label={t("search.found")}
            entries={entries}
            active={active?.id}
            onChoose={choose}
          />
        </div>
      )}
    </form>
  );
}

function useSuggested(typed: string): Entry[] {
  const { entries } = useFound(typed);
  const openCode = useOpenCode();
  const code = typed.trim();
  if (!code) return [];
  const orders = t("search.orders", { code });
  return [...entries, { id: "search", name: orders, group: "search", run: () => openCode(code) }];
}
