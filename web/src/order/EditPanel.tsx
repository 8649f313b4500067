import { TextInput } from "@mantine/core";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import { Quantities } from "../act/Quantities";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Address, EditInput, Order } from "../api/types";
import { t } from "../text";
import { editOf, type Draft } from "./edit";
import { PriceDifference } from "./PriceDifference";
import type { PanelProps } from "./smallPanels";

const fields = ["name", "company", "address1", "address2", "postal_code", "city", "region"] as const;
const mostUnits = 1_000_000;

/** Changes the address and the quantities; the difference in money is shown before. */
export function EditPanel({ order, onClose }: PanelProps) {
  const { act, busy } = useAct();
  const [draft, setDraft] = useState<Draft>(() => draftOf(order));
  const edit = editOf(order, draft);
  const setAddress = (part: Partial<Address>) =>
    setDraft((before) => ({ ...before, address: { ...before.address, ...part } }));

  function submit() {
    act({
      call: (headers) =>
        api.PATCH("/api/v1/orders/{id}", {
          params: { path: { id: order.id }, header: { "If-Match": `"${order.version}"` } },
          body: edit as EditInput,
          headers,
        }),
      done: t("did.edit", { number: order.number }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("edit.title")}
      verb={t("verb.save")}
      busy={busy}
      disabled={Object.keys(edit).length === 0}
      onSubmit={submit}
      onClose={onClose}
    >
      {fields.map((field) => (
        <TextInput
          key={field}
          label={t(`address.${field}`)}
          maxLength={200}
          value={draft.address[field] ?? ""}
          onChange={(event) => setAddress({ [field]: event.currentTarget.value })}
        />
      ))}
      <TextInput
        label={t("address.country")}
        maxLength={2}
        pattern="[A-Za-z]{2}"
        value={draft.address.country_code ?? ""}
        onChange={(event) => setAddress({ country_code: event.currentTarget.value.toUpperCase() })}
      />
      <Quantities
        label={t("edit.units")}
        lines={order.lines.map((line) => ({
          line: line.line,
          name: line.title || line.sku,
          most: mostUnits,
        }))}
        values={draft.quantities}
        onChange={(quantities) => setDraft((before) => ({ ...before, quantities }))}
      />
      <PriceDifference order={order} edit={edit} />
    </ActionPanel>
  );
}

function draftOf(order: Order): Draft {
  return {
    address: order.shipping_address,
    quantities: Object.fromEntries(order.lines.map((line) => [line.line, line.quantity])),
  };
}
