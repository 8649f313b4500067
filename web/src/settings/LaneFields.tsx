import { Button, CloseButton, TextInput } from "@mantine/core";
import { t } from "../text";
import classes from "./settings.module.css";
import { newLane, type LaneDraft } from "./transit";

const texts = [
  { name: "from", limit: 2 },
  { name: "to", limit: 2 },
  { name: "zone", limit: 100 },
] as const;
const days = ["min", "max"] as const;

type Props = {
  lanes: LaneDraft[];
  fields: Record<string, string>;
  onChange: (lanes: LaneDraft[]) => void;
};

/** Working days by route: what is left empty holds for any. */
export function LaneFields({ lanes, fields, onChange }: Props) {
  const change = (at: number, part: Partial<LaneDraft>) =>
    onChange(lanes.map((lane, i) => (i === at ? { ...lane, ...part } : lane)));
  const wrong = (at: number, name: string) =>
    fields[`lanes[${at}].${name}`] ?? (name === "min" ? fields[`lanes[${at}]`] : undefined);
  return (
    <fieldset className={`${classes.plain} ${classes.closures}`}>
      <legend>{t("transit.lanes")}</legend>
      <p>{t("transit.lanesWhat")}</p>
      {lanes.map((lane, at) => (
        <div key={at} className={classes.lane} role="group" aria-label={t("transit.lane", { n: at + 1 })}>
          {texts.map(({ name, limit }) => (
            <TextInput
              key={name}
              label={t(`transit.${name}`)}
              value={lane[name]}
              maxLength={limit}
              error={wrong(at, name)}
              onChange={(event) => change(at, { [name]: event.currentTarget.value })}
            />
          ))}
          {days.map((name) => (
            <TextInput
              key={name}
              label={t(`transit.${name}`)}
              inputMode="numeric"
              pattern="\d{1,2}"
              required
              value={lane[name]}
              error={wrong(at, name)}
              onChange={(event) => change(at, { [name]: event.currentTarget.value })}
            />
          ))}
          <CloseButton
            aria-label={t("transit.removeLane", { n: at + 1 })}
            onClick={() => onChange(lanes.filter((_, i) => i !== at))}
          />
        </div>
      ))}
      <div>
        <Button size="compact-sm" onClick={() => onChange([...lanes, newLane])}>
          {t("transit.addLane")}
        </Button>
      </div>
    </fieldset>
  );
}
