import { NumberInput } from "@mantine/core";
import type { CanaryGuards } from "../api/types";
import { t } from "../text";
import classes from "./routing.module.css";

const watched = ["cost_percent", "late_points", "filled_points"] as const;

type Props = { guards: CanaryGuards; fields: Record<string, string> };

/** When a canary stops by itself: a figure for each thing that is watched, empty for none. */
export function GuardFields({ guards, fields }: Props) {
  return (
    <fieldset className={classes.parts}>
      <legend>{t("canary.guards")}</legend>
      <div className={classes.fields}>
        {watched.map((name) => (
          <NumberInput
            key={name}
            name={name}
            label={t(`canary.${name}`)}
            description={t(`canary.${name}What`)}
            defaultValue={guards[name] ?? ""}
            min={0}
            max={name === "cost_percent" ? 1000 : 100}
            allowDecimal={false}
            error={fields[`guards.${name}`]}
          />
        ))}
        <NumberInput
          name="after_orders"
          label={t("canary.after_orders")}
          description={t("canary.after_ordersWhat")}
          defaultValue={guards.after_orders ?? 50}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          error={fields["guards.after_orders"]}
        />
      </div>
    </fieldset>
  );
}

/** The guards as a form has them. */
export function guardsIn(form: FormData): CanaryGuards {
  const typed = (name: string) => {
    const value = String(form.get(name) ?? "").replace(/\D/g, "");
    return value === "" ? undefined : Number(value);
  };
  return {
    cost_percent: typed("cost_percent"),
    late_points: typed("late_points"),
    filled_points: typed("filled_points"),
    after_orders: typed("after_orders"),
  };
}

/** When it stops by itself, as a sentence. */
export function guardWords(guards: CanaryGuards): string {
  const parts = watched.flatMap((name) => {
    const limit = guards[name];
    return limit === undefined ? [] : [t(`canary.${name}Is`, { count: limit })];
  });
  if (parts.length === 0) return t("canary.unguarded");
  return t("canary.guarded", { parts: parts.join(", "), count: guards.after_orders ?? 50 });
}
