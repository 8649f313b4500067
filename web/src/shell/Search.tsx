import { TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState, type FormEvent } from "react";
import { t } from "../text";
import classes from "./Shell.module.css";

/** Finds orders from anywhere. A scanner types and sends Enter: it lands here too. */
export function Search() {
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState("");
  useHotkeys([["/", () => field.current?.focus()]]);

  function submit(event: FormEvent) {
    event.preventDefault();
    setDraft("");
    void navigate({ to: "/orders", search: { q: draft.trim() || undefined } });
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
