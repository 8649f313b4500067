import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { suppliersQuery } from "../api/purchasing";
import { locationsQuery } from "../api/stock";
import type { SupplierItem } from "../api/types";
import { t } from "../text";
import { LineFields, type Item } from "./LineFields";
import { noonOf } from "./purchase";

/** The supplier's minimum and packs of a SKU. */
const packs = (offer: SupplierItem | undefined) =>
  offer && t("purchasing.packs", { least: offer.min_quantity, pack: offer.pack_size });

/** The form of a new purchase order. */
export function NewPurchase({ onClose }: { onClose: () => void }) {
  const { act, busy, fields } = useAct();
  const navigate = useNavigate();
  const suppliers = (useQuery(suppliersQuery).data ?? []).filter((one) => one.active);
  const locations = useQuery(locationsQuery).data ?? [];
  const [chosen, setChosen] = useState("");
  const [items, setItems] = useState<Item[]>([{ sku: "", quantity: "" }]);
  const supplier = suppliers.find((one) => one.code === chosen) ?? suppliers[0];
  function submit(form: FormData) {
    const lines = items
      .filter((item) => item.sku.trim() !== "")
      .map((item) => ({ sku: item.sku.trim(), quantity: Number(item.quantity) || 0 }));
    const body = {
      supplier: supplier!.code,
      location: String(form.get("location")),
      expected_at: noonOf(form.get("expected")),
      note: String(form.get("note")).trim() || undefined,
      lines,
    };
    act({
      call: (headers) => api.POST("/api/v1/purchase-orders", { body, headers }),
      done: (made) => t("did.draftPurchase", { number: made.number }),
      then: (made) => void navigate({ to: "/purchasing/$id", params: { id: made.id } }),
    });
  }
  return (
    <ActionPanel
      title={t("purchasing.new")}
      verb={t("purchasing.draft")}
      busy={busy}
      disabled={!supplier || locations.length === 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        name="supplier"
        label={t("purchasing.supplier")}
        description={supplier ? undefined : t("suppliers.firstOne")}
        value={supplier?.code ?? ""}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={suppliers.map(({ code, name }) => ({ value: code, label: name }))}
        error={fields.supplier}
      />
      <NativeSelect
        name="location"
        label={t("stock.to")}
        data={locations.map(({ code, name }) => ({ value: code, label: name || code }))}
        error={fields.location}
      />
      <TextInput
        type="date"
        name="expected"
        label={t("purchasing.expected")}
        description={t("purchasing.expectedWhat")}
      />
      <TextInput name="note" label={t("purchasing.note")} maxLength={1000} error={fields.note} />
      <LineFields
        of="lines"
        items={items}
        onChange={setItems}
        codes={(supplier?.items ?? []).map(({ sku }) => sku)}
        hint={(item) => packs(supplier?.items.find(({ sku }) => sku === item.sku.trim()))}
        faults={fields}
      />
    </ActionPanel>
  );
}
