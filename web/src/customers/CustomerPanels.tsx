import { Textarea, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Customer } from "../api/types";
import { t } from "../text";

/** The form of a customer who did not come with an order. */
export function NewCustomer({ onClose }: { onClose: () => void }) {
  const { act, busy, fields: faults } = useAct();
  const navigate = useNavigate();
  function submit(form: FormData) {
    const fields = customerOf(form);
    const body = { email: String(form.get("email")).trim() || undefined, ...fields };
    act({
      call: (headers) => api.POST("/api/v1/customers", { body, headers }),
      done: t("did.createCustomer", { name: fields.name || body.email || "" }),
      then: ({ id }) => void navigate({ to: "/customers/$id", params: { id } }),
    });
  }
  return (
    <ActionPanel
      title={t("customers.new")}
      verb={t("catalog.create")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        name="email"
        type="email"
        label={t("customers.email")}
        description={t("customers.emailWhat")}
        maxLength={254}
        error={faults.email}
      />
      <CustomerFields faults={faults} />
    </ActionPanel>
  );
}

/** Changes what may change of a customer; the e-mail address never does. */
export function EditCustomer({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { act, busy, fields: faults } = useAct();
  function submit(form: FormData) {
    act({
      call: (headers) =>
        api.PATCH("/api/v1/customers/{id}", {
          params: { path: { id: customer.id }, header: { "If-Match": `"${customer.version}"` } },
          body: customerOf(form),
          headers,
        }),
      done: t("did.saved", { what: customer.name || customer.email }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("customers.edit")}
      verb={t("verb.save")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <CustomerFields customer={customer} faults={faults} />
    </ActionPanel>
  );
}

function CustomerFields({ customer, faults }: { customer?: Customer; faults: Record<string, string> }) {
  return (
    <>
      <TextInput
        name="name"
        label={t("customers.name")}
        defaultValue={customer?.name}
        maxLength={300}
        error={faults.name}
      />
      <TextInput
        name="phone"
        type="tel"
        label={t("customers.phone")}
        defaultValue={customer?.phone}
        maxLength={50}
        error={faults.phone}
      />
      <Textarea
        name="note"
        className={actClasses.wide}
        label={t("customers.note")}
        description={t("customers.noteWhat")}
        defaultValue={customer?.note}
        maxLength={5000}
        autosize
        minRows={2}
        maxRows={8}
        error={faults.note}
      />
    </>
  );
}

function customerOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  return { name: text("name"), phone: text("phone"), note: text("note") };
}
