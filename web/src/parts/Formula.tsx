import { ActionIcon } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { useId, useState, type ReactNode } from "react";
import { t } from "../text";
import classes from "./parts.module.css";

type Props = {
  /** What is explained, as it is called on the page. */
  of: string;
  /** The formula in words, with its values where they are known. */
  children: ReactNode;
};

/** Says how a figure is computed, on demand: a button beside the figure's name. Escape and leaving it close it. */
export function Formula({ of, children }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    // Escape and the leaving focus are heard from the button inside.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <span
      className={classes.formula}
      onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
      onBlur={() => setOpen(false)}
    >
      <ActionIcon
        size={24}
        aria-label={t("figure.how", { figure: of })}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <IconHelpCircle size={16} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
      <span id={id} role="status" className={open ? classes.formulaText : undefined}>
        {open && children}
      </span>
    </span>
  );
}
