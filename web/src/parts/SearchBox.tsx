import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState, type ReactNode } from "react";
import classes from "../act/act.module.css";
import partClasses from "./parts.module.css";

const afterTyping = 200; // ms

type Props = {
  /** What the whole form does, for screen readers. */
  name: string;
  /** What can be typed. */
  label: string;
  q: string | undefined;
  onSearch: (q: string | undefined) => void;
  /** Further filters, beside the text. */
  children?: ReactNode;
};

/** Narrows a list by words as they are typed. */
export function SearchBox({ name, label, q, onSearch, children }: Props) {
  const inAddress = q ?? "";
  const [draft, setDraft] = useState(inAddress);
  const [seen, setSeen] = useState(inAddress);
  const [sent, setSent] = useState(inAddress);
  const send = useDebouncedCallback((typed: string) => {
    setSent(typed);
    onSearch(typed || undefined);
  }, afterTyping);
  // Back and forward bring another text from outside; what was typed here comes back later than it is typed.
  if (inAddress !== seen) {
    setSeen(inAddress);
    if (inAddress !== sent) setDraft(inAddress);
    setSent(inAddress);
  }
  return (
    <form
      className={classes.bar}
      role="search"
      aria-label={name}
      onSubmit={(event) => event.preventDefault()}
    >
      <TextInput
        className={partClasses.search}
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={draft}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          send(event.currentTarget.value.trim());
        }}
      />
      {children}
    </form>
  );
}
