import { NativeSelect, NumberInput, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { suppliersQuery } from "../api/purchasing";
import type { Address, Location } from "../api/types";
import { t } from "../text";
import { calendarOf, draftOf } from "./calendar";
import { CalendarFields } from "./CalendarFields";
import { kindName, kinds } from "./locationKinds";

const addressFields = ["address1", "address2", "postal_code", "city", "region", "country_code"] as const;
const degrees = ["latitude", "longitude"] as const;

type Props = {
  /** What is edited; without it a location is made. */
  location?: Location;
  readOnly?: boolean;
  onClose: () => void;
};

/** Makes or edits a location. */
export function LocationForm({ location, readOnly, onClose }: Props) {
  const { act, busy, fields } = useAct();
  const [kind, setKind] = useState<Location["kind"]>(location?.kind ?? "warehouse");
  const [calendar, setCalendar] = useState(() =>
    draftOf(location?.calendar ?? { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
  );
  function submit(form: FormData) {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const body = {
      name: text("name") || undefined,
      kind,
      // Who may not see suppliers leaves the location's as it is.
      supplier: kind !== "supplier" ? "" : form.has("supplier") ? text("supplier") : undefined,
      priority: Number(text("priority")) || 0,
      active: form.get("active") !== null,
      address: addressOf(location?.address ?? {}, text),
      calendar: calendarOf(calendar),
    };
    const code = text("code");
    act({
      call: (headers) =>
        location
          ? api.PATCH("/api/v1/locations/{id}", {
              params: { path: { id: location.id }, header: { "If-Match": `"${location.version}"` } },
              body,
              headers,
            })
          : api.POST("/api/v1/locations", { body: { ...body, code }, headers }),
      done: t(location ? "locations.changed" : "locations.made", { name: body.name ?? code }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t(location ? "locations.edit" : "locations.make")}
      verb={t(location ? "verb.save" : "locations.make")}
      busy={busy}
      disabled={readOnly}
      onSubmit={submit}
      onClose={onClose}
    >
      {!location && (
        <TextInput
          name="code"
          label={t("locations.code")}
          description={t("locations.codeWhat")}
          required
          maxLength={64}
          error={fields.code}
        />
      )}
      <TextInput
        name="name"
        label={t("setup.name")}
        defaultValue={location?.name}
        maxLength={300}
        error={fields.name}
      />
      <NativeSelect
        name="kind"
        label={t("exceptions.kind")}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as Location["kind"])}
        data={kinds.map((value) => ({ value, label: kindName(value) }))}
        error={fields.kind}
      />
      {kind === "supplier" && <SupplierField chosen={location?.supplier} fault={fields.supplier} />}
      <NumberInput
        name="priority"
        label={t("locations.priority")}
        description={t("locations.priorityWhat")}
        defaultValue={location?.priority ?? 0}
        min={0}
        max={1_000_000}
        allowDecimal={false}
        error={fields.priority}
      />
      <Switch
        name="active"
        label={t("locations.active")}
        description={t("locations.activeWhat")}
        defaultChecked={location?.active ?? true}
      />
      {addressFields.map((name) => (
        <TextInput
          key={name}
          name={name}
          label={t(name === "country_code" ? "address.country" : `address.${name}`)}
          defaultValue={location?.address[name]}
          maxLength={name === "country_code" ? 2 : 300}
          error={fields[`address.${name}`]}
        />
      ))}
      {degrees.map((name) => (
        <TextInput
          key={name}
          name={name}
          label={t(`locations.${name}`)}
          description={t("locations.degrees")}
          inputMode="decimal"
          pattern="-?\d{1,3}(\.\d+)?"
          defaultValue={location?.address[name]}
          error={fields[`address.${name}`]}
        />
      ))}
      <div className={actClasses.wide}>
        <CalendarFields draft={calendar} fields={fields} onChange={setCalendar} />
      </div>
    </ActionPanel>
  );
}

/** Who gets a purchase order for what is released at a supplier's own location. */
function SupplierField({ chosen, fault }: { chosen?: string; fault?: string }) {
  const sees = useMay()("purchasing.read");
  const suppliers = useQuery({ ...suppliersQuery, enabled: sees });
  if (!suppliers.data) return null;
  return (
    <NativeSelect
      name="supplier"
      label={t("locations.supplierOf")}
      description={t("locations.supplierWhat")}
      defaultValue={chosen}
      data={[
        { value: "", label: t("locations.nobody") },
        ...suppliers.data.map(({ code, name }) => ({ value: code, label: name || code })),
      ]}
      error={fault}
    />
  );
}

// What the form doesn't ask for, the recipient say, stays as it is.
function addressOf(before: Address, text: (name: string) => string): Address {
  const lines = Object.fromEntries(addressFields.map((name) => [name, text(name) || undefined]));
  const place = Object.fromEntries(
    degrees.map((name) => [name, text(name) ? Number(text(name)) : undefined]),
  );
  return { ...before, ...lines, country_code: text("country_code").toUpperCase() || undefined, ...place };
}
