import { MultiSelect, NativeSelect, NumberInput, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { channelsQuery } from "../api/channels";
import { api } from "../api/client";
import { locationsQuery } from "../api/stock";
import type { StockRule } from "../api/types";
import { t } from "../text";
import { asked, bodyOf, kinds, type Kind } from "./rule";

type Props = { rule?: StockRule; onClose: () => void };

/** Makes or edits a rule; asks only for what its kind has a use for. */
export function RuleForm({ rule, onClose }: Props) {
  const { act, busy, fields } = useAct();
  const channels = useQuery(channelsQuery);
  const places = useQuery(locationsQuery);
  const [kind, setKind] = useState<Kind>(rule?.kind ?? "ring_fence");
  const [locations, setLocations] = useState(rule?.locations ?? []);
  const codes = (all: { code: string; name: string }[] | undefined) =>
    (all ?? []).map(({ code, name }) => ({ value: code, label: name || code }));
  const any = { value: "", label: t("rules.any") };
  const wants = asked[kind];
  function submit(form: FormData) {
    const body = bodyOf(kind, form, locations);
    act({
      call: (headers) =>
        rule
          ? api.PATCH("/api/v1/stock-rules/{id}", {
              params: { path: { id: rule.id }, header: { "If-Match": `"${rule.version}"` } },
              body,
              headers,
            })
          : api.POST("/api/v1/stock-rules", { body: { kind, ...body }, headers }),
      done: t(rule ? "rules.changed" : "rules.made"),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t(rule ? "rules.editTitle" : "rules.make")}
      verb={t(rule ? "verb.save" : "rules.make")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        name="name"
        label={t("rules.name")}
        defaultValue={rule?.name}
        required
        maxLength={100}
        error={fields.name}
      />
      {!rule && (
        <NativeSelect
          label={t("rules.kind")}
          description={t(`rules.${kind}What`)}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as Kind)}
          data={kinds.map((value) => ({ value, label: t(`rules.${value}`) }))}
        />
      )}
      {wants.has("channel") && (
        <NativeSelect
          // The choices come after the form: a default among them is taken once they are there.
          key={channels.data ? "channels" : "none"}
          name="channel"
          label={t("column.channel")}
          defaultValue={rule?.channel}
          data={[...(wants.has("!channel") ? [] : [any]), ...codes(channels.data)]}
          error={fields.channel}
        />
      )}
      {wants.has("sku") && (
        <>
          <TextInput
            name="sku"
            label={t("rules.sku")}
            defaultValue={rule?.sku}
            maxLength={100}
            error={fields.sku}
          />
          <TextInput
            name="category"
            label={t("rules.category")}
            defaultValue={rule?.category}
            maxLength={200}
            error={fields.category}
          />
        </>
      )}
      {wants.has("location") && (
        <NativeSelect
          key={places.data ? "places" : "none"}
          name="location"
          label={t("stock.location")}
          defaultValue={rule?.location}
          data={[any, ...codes(places.data)]}
          error={fields.location}
        />
      )}
      {wants.has("locations") && (
        <MultiSelect
          label={t("rules.from")}
          data={codes(places.data)}
          value={locations}
          onChange={setLocations}
          error={fields.locations}
        />
      )}
      {wants.has("quantity") && (
        <NumberInput
          name="quantity"
          label={t("stock.units")}
          defaultValue={rule?.quantity}
          min={0}
          allowDecimal={false}
          required
          error={fields.quantity}
        />
      )}
      {wants.has("risk") && (
        <NumberInput
          name="risk"
          label={t("rules.risk")}
          defaultValue={rule ? rule.risk / 100 : 1}
          min={0.01}
          max={50}
          decimalScale={2}
          step={0.5}
          required
          error={fields.risk}
        />
      )}
      <Switch name="active" label={t("rules.active")} defaultChecked={rule?.active ?? true} />
    </ActionPanel>
  );
}
