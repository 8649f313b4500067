import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRef, useState, type FormEvent } from "react";
import { useCommands } from "../keys/commands";
import { t } from "../text";
import classes from "./Shell.module.css";
import { useGoToCode } from "./useGoToCode";

/** Finds things from anywhere: what was meant exactly is opened, for all else the orders are searched. */
export function Search() {
  const goTo = useGoToCode();
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState("");
  useCommands([{ name: t("keys.search"), keys: "/", group: "list", run: () => field.current?.focus() }]);

  function submit(event: FormEvent) {
    event.preventDefault();
    setDraft("");
    goTo(draft.trim());
  }
  return (
    <form role="search" className={classes.search} onSubmit={submit}>
      <TextInput
        ref={field}
        type="search"
        aria-label={t("search.label")}
        placeholder={t("search.placeholder")}
        maxLength={200}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
        rightSection={<kbd className={classes.key}>/</kbd>}
      />
    </form>
  );
}
