import { Button, Checkbox, CloseButton, NumberInput, TextInput } from "@mantine/core";
import { t } from "../text";
import { weekdayName, weekdays, type CalendarDraft, type Closure } from "./calendar";
import classes from "./settings.module.css";
import { Weekdays } from "./Weekdays";

const usual = "15:00"; // what a day begins with when it is switched on

type Props = {
  draft: CalendarDraft;
  fields: Record<string, string>;
  onChange: (draft: CalendarDraft) => void;
};

/** When a location hands parcels over: cut-offs by weekday, and days on which nothing leaves. */
export function CalendarFields({ draft, fields, onChange }: Props) {
  const setDay = (day: number, time: string) =>
    onChange({ ...draft, days: draft.days.map((before, at) => (at === day ? time : before)) });
  return (
    <div className={classes.closures}>
      <TextInput
        label={t("locations.timezone")}
        description={t("locations.timezoneWhat")}
        value={draft.timezone}
        maxLength={64}
        error={fields["calendar.timezone"]}
        onChange={(event) => onChange({ ...draft, timezone: event.currentTarget.value })}
      />
      <fieldset className={classes.plain}>
        <legend>{t("locations.cutOffs")}</legend>
        <p>{t("locations.cutOffsWhat")}</p>
        <div className={classes.days}>
          {weekdays.map((day) => (
            <div key={day} className={classes.day}>
              <Checkbox
                label={weekdayName(day)}
                checked={draft.days[day] !== ""}
                onChange={(event) => setDay(day, event.currentTarget.checked ? usual : "")}
              />
              {draft.days[day] !== "" && (
                <TextInput
                  type="time"
                  aria-label={t("locations.cutOff", { day: weekdayName(day) })}
                  value={draft.days[day]}
                  onChange={(event) => setDay(day, event.currentTarget.value)}
                />
              )}
            </div>
          ))}
        </div>
      </fieldset>
      <NumberInput
        label={t("locations.handling")}
        description={t("locations.handlingWhat")}
        value={draft.handling}
        min={0}
        max={30}
        allowDecimal={false}
        error={fields["calendar.handling_days"]}
        onChange={(value) => onChange({ ...draft, handling: Number(value) || 0 })}
      />
      <Weekdays
        legend={t("locations.pickups")}
        what={t("locations.pickupsWhat")}
        days={draft.pickups}
        error={draft.pickups.map((_, at) => fields[`calendar.pickup_days[${at}]`]).find(Boolean)}
        onChange={(pickups) => onChange({ ...draft, pickups })}
      />
      <Closures
        closures={draft.closures}
        fields={fields}
        onChange={(closures) => onChange({ ...draft, closures })}
      />
    </div>
  );
}

type ClosuresProps = {
  closures: Closure[];
  fields: Record<string, string>;
  onChange: (closures: Closure[]) => void;
};

function Closures({ closures, fields, onChange }: ClosuresProps) {
  const change = (at: number, part: Partial<Closure>) =>
    onChange(closures.map((closure, i) => (i === at ? { ...closure, ...part } : closure)));
  return (
    <fieldset className={`${classes.plain} ${classes.closures}`}>
      <legend>{t("locations.closures")}</legend>
      {closures.map((closure, at) => (
        <div key={at} className={classes.closure}>
          {(["from", "to"] as const).map((end) => (
            <TextInput
              key={end}
              type="date"
              label={t(`locations.${end}`)}
              value={closure[end]}
              error={end === "from" ? fields[`calendar.closures[${at}]`] : undefined}
              onChange={(event) => change(at, { [end]: event.currentTarget.value })}
            />
          ))}
          <TextInput
            label={t("form.reason")}
            value={closure.reason}
            maxLength={200}
            onChange={(event) => change(at, { reason: event.currentTarget.value })}
          />
          <CloseButton
            aria-label={t("locations.removeClosure")}
            onClick={() => onChange(closures.filter((_, i) => i !== at))}
          />
        </div>
      ))}
      <div>
        <Button size="compact-sm" onClick={() => onChange([...closures, { from: "", to: "", reason: "" }])}>
          {t("locations.addClosure")}
        </Button>
      </div>
    </fieldset>
  );
}
