import { Checkbox, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import type { Connection, DriverField } from "../api/types";
import { t } from "../text";
import { faultPrefix } from "./settings";

type Props = {
  fields: DriverField[];
  /** The connection that has them already; absent for a new one. */
  connection?: Connection;
  faults: Record<string, string>;
};

/** The form that a driver declares. A secret is never shown again: empty keeps it. */
export function SettingFields({ fields, connection, faults }: Props) {
  return fields.map((field) => (
    <SettingField
      key={field.name}
      field={field}
      value={connection?.settings[field.name] ?? (connection ? "" : (field.default ?? ""))}
      kept={connection?.secrets_set.includes(field.name) ?? false}
      fault={faults[faultPrefix + field.name]}
    />
  ));
}

type FieldProps = { field: DriverField; value: string; kept: boolean; fault?: string };

const inputs: Record<string, { type?: string; inputMode?: "numeric" | "url" }> = {
  number: { inputMode: "numeric" },
  url: { type: "url" },
  host: { inputMode: "url" },
};

function SettingField({ field, value, kept, fault }: FieldProps) {
  const { name, label, help, kind, options, required, secret, example } = field;
  const common = { name, label, description: help, error: fault };
  if (kind === "toggle") return <Checkbox {...common} defaultChecked={value === "true"} />;
  if (kind === "select") {
    return <NativeSelect {...common} defaultValue={value} data={options ?? []} required={required} />;
  }
  if (secret) {
    return (
      <PasswordInput
        {...common}
        required={required && !kept}
        placeholder={kept ? t("channels.secretKept") : undefined}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t("channels.showSecret", { label }) }}
      />
    );
  }
  return (
    <TextInput
      {...common}
      {...inputs[kind]}
      defaultValue={value}
      required={required}
      placeholder={example}
      autoComplete="off"
      spellCheck={false}
    />
  );
}
