import { NativeSelect, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { locationsQuery } from "../api/stock";
import { noonOf } from "../purchasing/purchase";
import type { Item } from "../purchasing/LineFields";
import { t } from "../text";
import { ItemFields, ScanItems } from "./ItemFields";
import { bodyItems, nameOf } from "./transfer";

type Props = {
  /** What the first line begins with. */
  sku: string | undefined;
  onClose: () => void;
};

/** The form of a new transfer: sent at once, or planned. */
export function NewTransfer({ sku, onClose }: Props) {
  const { act, busy, fields } = useAct();
  const navigate = useNavigate();
  const places = (useQuery(locationsQuery).data ?? []).map(({ code, name }) => ({
    value: code,
    label: name || code,
  }));
  const [chosen, setChosen] = useState("");
  const [items, setItems] = useState<Item[]>([{ sku: sku ?? "", quantity: "" }]);
  const from = chosen || places[0]?.value || "";
  function submit(form: FormData) {
    const body = {
      from,
      to: String(form.get("to")),
      reference: String(form.get("reference")).trim() || undefined,
      expected_at: noonOf(form.get("expected")),
      draft: form.get("draft") !== null,
      items: bodyItems(items),
    };
    act({
      call: (headers) => api.POST("/api/v1/stock/transfers", { body, headers }),
      done: (made) =>
        t(body.draft ? "did.planTransfer" : "did.shipTransfer", { name: nameOf(made), to: made.to }),
      then: (made) => void navigate({ to: "/stock/transfers/$id", params: { id: made.id } }),
    });
  }
  return (
    <div>
      <ScanItems onScan={setItems} />
      <ActionPanel
        title={t("transfers.new")}
        verb={t("transfers.make")}
        busy={busy}
        disabled={places.length < 2}
        onSubmit={submit}
        onClose={onClose}
      >
        <NativeSelect
          label={t("stock.from")}
          description={places.length < 2 ? t("transfers.twoPlaces") : undefined}
          value={from}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={places}
          error={fields.from}
        />
        <NativeSelect
          name="to"
          label={t("stock.to")}
          data={places.filter(({ value }) => value !== from)}
          error={fields.to}
        />
        <TextInput
          name="reference"
          label={t("stock.reference")}
          description={t("transfers.referenceWhat")}
          maxLength={200}
          error={fields.reference}
        />
        <TextInput
          type="date"
          name="expected"
          label={t("purchasing.expected")}
          description={t("transfer.rescheduleWhat")}
        />
        <ItemFields items={items} onChange={setItems} from={from} faults={fields} />
        <Switch name="draft" label={t("transfers.draft")} description={t("transfers.draftWhat")} />
      </ActionPanel>
    </div>
  );
}
