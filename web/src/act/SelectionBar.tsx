import { Button, CloseButton } from "@mantine/core";
import type { ReactNode } from "react";
import { useCommands } from "../keys/commands";
import { t } from "../text";
import classes from "./selection.module.css";

/** Something that can be done to the selected rows. */
export type SelectionVerb = {
  name: string;
  /** What the palette and the sheet of keys call it. */
  command: string;
  keys?: string;
  run: () => void;
};

type Props = {
  /** What the bar is for, for screen readers. */
  label: string;
  /** How many are selected. */
  said: string;
  verbs: SelectionVerb[];
  onClear: () => void;
  /** What widens the selection. */
  children?: ReactNode;
};

/** What can be done to the selected rows; it floats over the list while there are any. */
export function SelectionBar({ label, said, verbs, onClear, children }: Props) {
  useCommands([
    ...verbs.map(({ command, keys, run }) => ({ name: command, keys, group: "page" as const, run })),
    { name: t("bulk.clear"), keys: "c", group: "list", run: onClear },
  ]);
  return (
    <div className={classes.bar} role="region" aria-label={label}>
      <span role="status">{said}</span>
      {children}
      <span className={classes.verbs}>
        {verbs.map(({ name, keys, run }) => (
          <Button key={name} size="compact-sm" variant="transparent" c="var(--sy-on-inverse)" onClick={run}>
            {name}
            {keys && (
              <kbd className={classes.key} aria-hidden="true">
                {keys}
              </kbd>
            )}
          </Button>
        ))}
      </span>
      <CloseButton
        aria-label={t("bulk.clear")}
        c="var(--sy-on-inverse)"
        variant="transparent"
        onClick={onClear}
      />
    </div>
  );
}

/** Selects every row that matches, from within the bar. */
export function SelectAll({ all, onAll }: { all: string; onAll: () => void }) {
  return (
    <button type="button" className={classes.all} onClick={onAll}>
      {t("bulk.all", { all })}
    </button>
  );
}
