import { Modal, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useId, useState, type KeyboardEvent } from "react";
import { useAllCommands } from "../keys/commands";
import { t } from "../text";
import { EntryList, optionId } from "./EntryList";
import { matching, sorted, stepped, type Entry } from "./paletteEntries";
import classes from "./Palette.module.css";
import { useFound } from "./useFound";
import { useOpenCode } from "./useOpen";

/** Everything that can be done or gone to, and everything there is, by typing a few letters of its name. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<string>();
  const list = useId();
  const { entries, first } = useEntries(typed);
  const active = entries.find((entry) => entry.id === chosen) ?? first;

  function choose(entry: Entry | undefined) {
    if (!entry) return;
    onClose();
    entry.run();
  }
  function onKey(event: KeyboardEvent) {
    if (event.key === "ArrowDown") setChosen(stepped(entries, active?.id, 1));
    else if (event.key === "ArrowUp") setChosen(stepped(entries, active?.id, -1));
    else if (event.key === "Enter") choose(active);
    else return;
    event.preventDefault();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={640}
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
        aria-autocomplete="list"
        aria-controls={list}
        aria-activedescendant={active && optionId(list, active.id)}
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setChosen(undefined);
        }}
        onKeyDown={onKey}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
      />
      <EntryList
        id={list}
        label={t("palette.title")}
        entries={entries}
        active={active?.id}
        onChoose={choose}
      />
    </Modal>
  );
}

/** What the palette offers, and what Enter takes without a choice: never a find that answers an older text. */
function useEntries(typed: string): { entries: Entry[]; first: Entry | undefined } {
  const commands = matching(useAllCommands(), typed);
  const found = useFound(typed);
  const openCode = useOpenCode();
  const code = typed.trim();
  const search: Entry[] = code
    ? [{ id: "search", name: t("search.orders", { code }), group: "search", run: () => openCode(code) }]
    : [];
  const offered = sorted([...commands, ...search]);
  const entries = sorted([...offered, ...found.entries]);
  return { entries, first: found.settled ? entries[0] : offered[0] };
}
