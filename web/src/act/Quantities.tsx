import { Button, NumberInput } from "@mantine/core";
import { useState } from "react";
import partClasses from "../parts/parts.module.css";
import { figure, t } from "../text";
import classes from "./act.module.css";

/** A line and how many of its units may be named. */
export type Countable = { line: number; name: string; most: number; least?: number };

type Props = {
  label: string;
  lines: Countable[];
  values: Record<number, number>;
  onChange: (values: Record<number, number>) => void;
};

const pageOf = 50; // lines that are drawn at first
const pageMore = 200;

/** Asks for units of each line. Of many lines the first are drawn, and more when they are asked for. */
export function Quantities({ label, lines, values, onChange }: Props) {
  const [shown, setShown] = useState(pageOf);
  return (
    <fieldset className={`${classes.wide} ${classes.quantities}`}>
      <legend>{label}</legend>
      {lines.slice(0, shown).map(({ line, name, most, least }) => (
        <div key={line} className={classes.quantity}>
          <bdi>{name}</bdi>
          <NumberInput
            aria-label={`${label}: ${name}`}
            min={least ?? 0}
            max={most}
            clampBehavior="strict"
            allowDecimal={false}
            value={values[line] ?? 0}
            onChange={(value) => onChange({ ...values, [line]: Number(value) || 0 })}
          />
        </div>
      ))}
      {lines.length > shown && (
        <div className={partClasses.foot}>
          <span role="status">
            {t("order.linesShown", { shown: figure(shown), all: figure(lines.length) })}
          </span>
          <Button size="compact-sm" onClick={() => setShown(shown + pageMore)}>
            {t("order.moreLines", { count: Math.min(pageMore, lines.length - shown) })}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** Units of lines as the API takes them, those without any left out. */
export function chosenOf(values: Record<number, number>): { line: number; quantity: number }[] {
  return Object.entries(values)
    .map(([line, quantity]) => ({ line: Number(line), quantity }))
    .filter(({ quantity }) => quantity > 0);
}
