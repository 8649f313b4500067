import { TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { t } from "../text";
import { fieldsOf, type Part } from "./skuForm";
import { SkuFields } from "./SkuFields";

/** The form of a new SKU. */
export function NewSku({ onClose }: { onClose: () => void }) {
  const { act, busy, fields: faults } = useAct();
  const navigate = useNavigate();
  const [parts, setParts] = useState<Part[]>([]);
  function submit(form: FormData) {
    const fields = fieldsOf(form, parts);
    // Without a title the code is one.
    const body = { ...fields, code: String(form.get("code")).trim(), title: fields.title || undefined };
    act({
      call: (headers) => api.POST("/api/v1/skus", { body, headers }),
      done: t("did.createSku", { sku: body.code }),
      then: (sku) => void navigate({ to: "/catalog/$sku", params: { sku: sku.code } }),
    });
  }
  return (
    <ActionPanel
      title={t("catalog.newSku")}
      verb={t("catalog.create")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput name="code" label={t("sku.code")} required maxLength={100} error={faults.code} />
      <SkuFields parts={parts} onParts={setParts} faults={faults} />
    </ActionPanel>
  );
}
