import { NumberInput, Switch, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Supplier } from "../api/types";
import { t } from "../text";

const texts = [
  ["name", "customers.name", 300],
  ["email", "customers.email", 254],
  ["phone", "customers.phone", 50],
  ["contact", "suppliers.contact", 300],
  ["note", "purchasing.note", 1000],
] as const;

/** Makes or edits a supplier. */
export function SupplierForm({ supplier, onClose }: { supplier?: Supplier; onClose: () => void }) {
  const { act, busy, fields } = useAct();
  const navigate = useNavigate();
  function submit(form: FormData) {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const body = {
      name: text("name") || undefined,
      email: text("email"),
      phone: text("phone"),
      contact: text("contact"),
      note: text("note"),
      currency: text("currency").toUpperCase(),
      lead_days: Number(text("lead_days")) || 0,
      active: form.get("active") !== null,
    };
    const code = text("code");
    act({
      call: (headers) =>
        supplier
          ? api.PATCH("/api/v1/suppliers/{id}", {
              params: { path: { id: supplier.id }, header: { "If-Match": `"${supplier.version}"` } },
              body,
              headers,
            })
          : api.POST("/api/v1/suppliers", { body: { ...body, code }, headers }),
      done: t(supplier ? "did.editSupplier" : "did.makeSupplier", { name: body.name ?? code }),
      then: (made) => {
        onClose();
        if (!supplier) void navigate({ to: "/purchasing/suppliers/$id", params: { id: made.id } });
      },
    });
  }
  return (
    <ActionPanel
      title={supplier ? t("suppliers.edit") : t("suppliers.new")}
      verb={t(supplier ? "verb.save" : "suppliers.make")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      {!supplier && (
        <TextInput name="code" label={t("suppliers.code")} required maxLength={64} error={fields.code} />
      )}
      {texts.map(([name, label, most]) => (
        <TextInput
          key={name}
          name={name}
          label={t(label)}
          defaultValue={supplier?.[name]}
          maxLength={most}
          error={fields[name]}
        />
      ))}
      <TextInput
        name="currency"
        label={t("suppliers.currency")}
        defaultValue={supplier?.currency ?? "EUR"}
        required
        maxLength={3}
        error={fields.currency ?? fields["items[0].cost"]}
      />
      <NumberInput
        name="lead_days"
        label={t("suppliers.leadDays")}
        description={t("suppliers.leadWhat")}
        defaultValue={supplier?.lead_days ?? 0}
        min={0}
        max={730}
        allowDecimal={false}
        error={fields.lead_days}
      />
      <Switch
        name="active"
        label={t("suppliers.active")}
        description={t("suppliers.activeWhat")}
        defaultChecked={supplier?.active ?? true}
      />
    </ActionPanel>
  );
}
