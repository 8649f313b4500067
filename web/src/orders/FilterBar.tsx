import { CloseButton } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { filterKeysQuery } from "../api/orders";
import { useCommands } from "../keys/commands";
import { t } from "../text";
import { completionsOf, type Completion } from "./completions";
import { joined, partsOf, termsOf, without } from "./filter";
import classes from "./FilterBar.module.css";

type Props = {
  filter: string;
  onChange: (filter: string) => void;
  /** The term that the server didn't understand, and what it said about it. */
  fault: { term: number; message: string } | undefined;
  /** Chips of what no term can ask. */
  children?: ReactNode;
};

/**
 * The filter as chips and a field that completes keys and values. What is typed
 * counts when Enter ends it, never later by itself: a link that was followed
 * meanwhile stands.
 */
export function FilterBar({ filter, onChange, fault, children }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState("");
  const [known, setKnown] = useState(filter);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const id = useId();
  const keys = useQuery(filterKeysQuery).data ?? [];
  const options = open ? completionsOf(draft, keys) : [];
  const active = Math.min(at, options.length - 1);
  useCommands([{ name: t("filter.focus"), keys: "f", group: "list", run: () => field.current?.focus() }]);
  // Another filter came, from here or from a link: what was half typed for the old one goes.
  if (known !== filter) {
    setKnown(filter);
    setDraft("");
  }

  function type(text: string) {
    setDraft(text);
    setOpen(text !== "");
    setAt(partsOf(termsOf(text).at(-1)?.text ?? "").key ? 0 : -1);
  }
  function commit(text: string) {
    setDraft("");
    setOpen(false);
    onChange(joined(filter, text));
  }
  function choose({ text, whole }: Completion) {
    if (whole) commit(text);
    else type(text);
    field.current?.focus();
  }
  function edit(n: number) {
    type(termsOf(filter)[n]!.text);
    setKnown(without(filter, n));
    onChange(without(filter, n));
    field.current?.focus();
  }
  function onKey(event: KeyboardEvent<HTMLInputElement>) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && !open) setOpen(true);
    else if (by) setAt((active + by + options.length + 1) % (options.length + 1) || 0);
    else if (event.key === "Enter" && options[active]) choose(options[active]);
    else if (event.key === "Enter" && draft.trim()) commit(draft.trim());
    else if (event.key === "Escape" && open) setOpen(false);
    else if (event.key === "Escape") field.current?.blur();
    else if (event.key === "Backspace" && draft === "" && filter) edit(termsOf(filter).length - 1);
    else return;
    event.preventDefault();
  }
  return (
    <div className={classes.bar} role="search" aria-label={t("orders.filter")}>
      <div className={classes.field} data-faulty={fault !== undefined || undefined}>
        <IconFilter size={16} stroke={1.75} aria-hidden="true" />
        {termsOf(filter).map(({ text }, n) => (
          <Chip
            key={text}
            term={text}
            faulty={fault?.term === n}
            onEdit={() => edit(n)}
            onRemove={() => onChange(without(filter, n))}
          />
        ))}
        {children}
        <input
          ref={field}
          role="combobox"
          aria-label={t("orders.filter")}
          aria-autocomplete="list"
          aria-expanded={options.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={options[active] && `${id}-${active}`}
          aria-invalid={fault !== undefined}
          aria-describedby={fault && `${id}-fault`}
          placeholder={filter ? t("filter.more") : t("orders.filterPlaceholder")}
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          value={draft}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKey}
          onBlur={() => setOpen(false)}
        />
        {filter && <CloseButton size={24} aria-label={t("orders.clear")} onClick={() => onChange("")} />}
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t("filter.completions")}
        className={classes.list}
        hidden={options.length === 0}
      >
        {options.map((option, n) => (
          // The field keeps the focus and hears the keys of the list.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={option.text}
            id={`${id}-${n}`}
            role="option"
            aria-selected={n === active}
            ref={(node) => void (n === active && node?.scrollIntoView({ block: "nearest" }))}
            className={classes.option}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
          >
            <bdi>{option.name}</bdi>
            <span>{option.doc}</span>
          </div>
        ))}
      </div>
      {fault && (
        <p id={`${id}-fault`} className={classes.fault} role="alert">
          <bdi>{fault.message}</bdi>
        </p>
      )}
    </div>
  );
}

type ChipProps = { term: string; faulty?: boolean; onEdit?: () => void; onRemove: () => void };

/** One term of the filter, to be changed or taken out. */
export function Chip({ term, faulty, onEdit, onRemove }: ChipProps) {
  const { not, key, value } = partsOf(term);
  const words = (
    <>
      {key && <span className={classes.key}>{`${not ? "−" : ""}${key}:`}</span>}
      <bdi>{value}</bdi>
    </>
  );
  return (
    <span className={classes.chip} data-faulty={faulty || undefined}>
      {onEdit ? (
        <button type="button" title={t("filter.edit", { term })} onClick={onEdit}>
          {words}
        </button>
      ) : (
        <span>{words}</span>
      )}
      <CloseButton size={24} iconSize={14} aria-label={t("filter.remove", { term })} onClick={onRemove} />
    </span>
  );
}
