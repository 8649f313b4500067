import { NumberInput } from "@mantine/core";
import classes from "./act.module.css";

/** A line and how many of its units may be named. */
export type Countable = { line: number; name: string; most: number; least?: number };

type Props = {
  label: string;
  lines: Countable[];
  values: Record<number, number>;
  onChange: (values: Record<number, number>) => void;
};

/** Asks for units of each line. */
export function Quantities({ label, lines, values, onChange }: Props) {
  return (
    <fieldset className={`${classes.wide} ${classes.quantities}`}>
      <legend>{label}</legend>
      {lines.map(({ line, name, most, least }) => (
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
    </fieldset>
  );
}

/** Units of lines as the API takes them, those without any left out. */
export function chosenOf(values: Record<number, number>): { line: number; quantity: number }[] {
  return Object.entries(values)
    .map(([line, quantity]) => ({ line: Number(line), quantity }))
    .filter(({ quantity }) => quantity > 0);
}
