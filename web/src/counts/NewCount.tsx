import { NativeSelect, NumberInput, SegmentedControl, Switch, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { locationsQuery } from "../api/stock";
import type { CountPlan } from "../api/types";
import { locationOf } from "../fulfillment/location";
import { t } from "../text";
import { skusOf } from "./count";
import classes from "./counts.module.css";

type How = "choice" | "list";

const textOf = (form: FormData, name: string) => String(form.get(name) ?? "").trim() || undefined;
const numberOf = (form: FormData, name: string) => Number(form.get(name)) || undefined;

/** What the form asks for, as the server takes it. */
function planOf(form: FormData, how: How): CountPlan {
  const plan: CountPlan = {
    location: String(form.get("location")),
    open: form.get("blind") === null,
    note: textOf(form, "note"),
    tolerance: {
      units: numberOf(form, "units"),
      percent: numberOf(form, "percent"),
      value: textOf(form, "value"),
    },
  };
  if (how === "list") return { ...plan, skus: skusOf(String(form.get("skus"))) };
  return {
    ...plan,
    category: textOf(form, "category"),
    class: textOf(form, "class") as CountPlan["class"],
    not_counted_for: numberOf(form, "days"),
    limit: numberOf(form, "limit"),
    in_stock: form.get("stocked") !== null,
  };
}

/** Plans a count: where, which SKUs, what the counters are told, what is approved by itself. */
export function NewCount({ onClose }: { onClose: () => void }) {
  const { act, busy, fields } = useAct();
  const navigate = useNavigate();
  const locations = useQuery(locationsQuery).data ?? [];
  const [how, setHow] = useState<How>("choice");
  const [list, setList] = useState("");
  const listFault = Object.entries(fields).find(([name]) => name.startsWith("skus"))?.[1];
  const submit = (form: FormData) =>
    act({
      call: (headers) => api.POST("/api/v1/counts", { body: planOf(form, how), headers }),
      done: (made) => t("did.planCount", { number: made.number, count: made.progress.lines }),
      then: (made) => void navigate({ to: "/counts/$id", params: { id: made.id } }),
    });
  return (
    <ActionPanel
      title={t("counts.new")}
      verb={t("counts.plan")}
      busy={busy}
      disabled={locations.length === 0 || (how === "list" && skusOf(list).length === 0)}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        name="location"
        label={t("stock.location")}
        key={locations.length}
        defaultValue={locationOf(undefined, locations)}
        data={locations.map(({ code, name }) => ({ value: code, label: name || code }))}
        error={fields.location}
      />
      <TextInput
        name="note"
        label={t("counts.note")}
        description={t("counts.noteWhat")}
        maxLength={1000}
        error={fields.note}
      />
      <fieldset className={classes.group}>
        <legend>{t("counts.which")}</legend>
        <SegmentedControl
          aria-label={t("counts.which")}
          value={how}
          onChange={(value) => setHow(value as How)}
          data={[
            { value: "choice", label: t("counts.byChoice") },
            { value: "list", label: t("counts.byList") },
          ]}
        />
        {how === "list" ? (
          <Textarea
            name="skus"
            label={t("counts.list")}
            description={t("counts.listWhat", { count: skusOf(list).length })}
            autosize
            minRows={4}
            maxRows={12}
            value={list}
            onChange={(event) => setList(event.currentTarget.value)}
            error={listFault}
          />
        ) : (
          <Choice fields={fields} />
        )}
      </fieldset>
      <fieldset className={classes.group}>
        <legend>{t("counts.tolerance")}</legend>
        <p>{t("counts.toleranceWhat")}</p>
        <div className={actClasses.fields}>
          <NumberInput name="units" label={t("counts.units")} min={0} max={1_000_000} allowDecimal={false} />
          <NumberInput name="percent" label={t("counts.percent")} min={0} max={100} allowDecimal={false} />
          <TextInput
            name="value"
            label={t("counts.value")}
            description={t("counts.valueWhat")}
            inputMode="decimal"
            maxLength={20}
            error={fields["tolerance.value"] ?? fields.currency}
          />
        </div>
      </fieldset>
      <Switch name="blind" defaultChecked label={t("counts.blind")} description={t("counts.blindWhat")} />
    </ActionPanel>
  );
}

function Choice({ fields }: { fields: Record<string, string> }) {
  return (
    <>
      <p>{t("counts.choiceWhat")}</p>
      <div className={actClasses.fields}>
        <TextInput name="category" label={t("counts.category")} maxLength={200} error={fields.category} />
        <NativeSelect
          name="class"
          label={t("counts.class")}
          data={[
            { value: "", label: t("counts.anyClass") },
            { value: "A", label: t("counts.classA") },
            { value: "B", label: t("counts.classB") },
            { value: "C", label: t("counts.classC") },
          ]}
        />
        <NumberInput name="days" label={t("counts.days")} min={0} max={3650} allowDecimal={false} />
        <NumberInput
          name="limit"
          label={t("counts.limit")}
          description={t("counts.limitWhat")}
          min={0}
          max={1000}
          allowDecimal={false}
          error={fields.limit}
        />
        <Switch name="stocked" label={t("counts.stocked")} />
      </div>
    </>
  );
}
