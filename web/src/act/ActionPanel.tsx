import { Button } from "@mantine/core";
import { useEffect, useRef, type FormEvent, type ReactNode } from "react";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import classes from "./act.module.css";

type Props = {
  title: string;
  /** The verb on the button. */
  verb: string;
  busy: boolean;
  disabled?: boolean;
  danger?: boolean;
  onSubmit: (form: FormData) => void;
  onClose: () => void;
  children: ReactNode;
};

/** A form that opens in the page under its button: the page stays in sight, Escape closes it. */
export function ActionPanel({ title, verb, busy, disabled, danger, onSubmit, onClose, children }: Props) {
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
  }, []);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget));
  }
  return (
    // Escape is heard from every field inside, not from the form itself.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={box}
      className={classes.action}
      aria-label={title}
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <Panel title={title}>
        <div className={classes.fields}>{children}</div>
        <div className={classes.buttons}>
          <Button
            type="submit"
            variant={danger ? "default" : "filled"}
            c={danger ? "var(--sy-late-text)" : undefined}
            loading={busy}
            disabled={disabled}
          >
            {verb}
          </Button>
          <Button onClick={onClose}>{t("act.back")}</Button>
        </div>
      </Panel>
    </form>
  );
}
