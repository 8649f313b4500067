import { Checkbox } from "@mantine/core";
import { weekdayName, weekdays } from "./calendar";
import classes from "./settings.module.css";

type Props = {
  legend: string;
  what: string;
  /** The chosen days by the API's numbers. */
  days: number[];
  error?: string;
  onChange: (days: number[]) => void;
};

/** Chooses some of the seven days of the week. */
export function Weekdays({ legend, what, days, error, onChange }: Props) {
  const toggle = (day: number, on: boolean) =>
    onChange(weekdays.filter((each) => (each === day ? on : days.includes(each))));
  return (
    <fieldset className={classes.plain}>
      <legend>{legend}</legend>
      <p>{what}</p>
      <div className={classes.week}>
        {weekdays.map((day) => (
          <Checkbox
            key={day}
            label={weekdayName(day)}
            checked={days.includes(day)}
            onChange={(event) => toggle(day, event.currentTarget.checked)}
          />
        ))}
      </div>
      {error && (
        <p role="alert" className={classes.wrong}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
