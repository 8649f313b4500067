import { Button, CloseButton, TextInput } from "@mantine/core";
import { t } from "../text";
import classes from "./settings.module.css";
import { newHoliday, type HolidayDraft } from "./transit";

type Props = {
  holidays: HolidayDraft[];
  fields: Record<string, string>;
  onChange: (holidays: HolidayDraft[]) => void;
};

/** Days on which a service rests. */
export function HolidayFields({ holidays, fields, onChange }: Props) {
  const change = (at: number, part: Partial<HolidayDraft>) =>
    onChange(holidays.map((holiday, i) => (i === at ? { ...holiday, ...part } : holiday)));
  return (
    <fieldset className={`${classes.plain} ${classes.closures}`}>
      <legend>{t("transit.holidays")}</legend>
      <p>{t("transit.holidaysWhat")}</p>
      {holidays.map((holiday, at) => (
        <div key={at} className={classes.closure}>
          <TextInput
            type="date"
            label={t("transit.date")}
            value={holiday.date}
            error={fields[`holidays[${at}].date`]}
            onChange={(event) => change(at, { date: event.currentTarget.value })}
          />
          <TextInput
            label={t("transit.country")}
            value={holiday.country}
            maxLength={2}
            error={fields[`holidays[${at}].country`]}
            onChange={(event) => change(at, { country: event.currentTarget.value })}
          />
          <TextInput
            label={t("setup.name")}
            value={holiday.name}
            maxLength={100}
            onChange={(event) => change(at, { name: event.currentTarget.value })}
          />
          <CloseButton
            aria-label={t("transit.removeHoliday", { n: at + 1 })}
            onClick={() => onChange(holidays.filter((_, i) => i !== at))}
          />
        </div>
      ))}
      <div>
        <Button size="compact-sm" onClick={() => onChange([...holidays, newHoliday])}>
          {t("transit.addHoliday")}
        </Button>
      </div>
    </fieldset>
  );
}
