import { TextInput } from "@mantine/core";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Transfer } from "../api/types";
import type { Item } from "../purchasing/LineFields";
import { fieldOf, noonOf } from "../purchasing/purchase";
import { t } from "../text";
import { ItemFields, ScanItems } from "./ItemFields";
import { bodyItems, nameOf, units } from "./transfer";

type Props = { transfer: Transfer; onClose: () => void };

const path = ({ id }: Transfer) => ({ path: { id } });

/** Sends what was planned. */
export function ShipTransfer({ transfer, onClose }: Props) {
  const { act, busy, fields } = useAct();
  const name = nameOf(transfer);
  return (
    <ActionPanel
      title={t("transfer.shipTitle", { name })}
      verb={t("transfer.ship")}
      busy={busy}
      onSubmit={() =>
        act({
          call: (headers) =>
            api.POST("/api/v1/stock/transfers/{id}/ship", { params: path(transfer), headers }),
          done: t("did.shipTransfer", { name, to: transfer.to }),
          then: onClose,
        })
      }
      onClose={onClose}
    >
      <p>{t("transfer.shipWhat", { count: units(transfer, "quantity"), from: transfer.from })}</p>
      {Object.entries(fields).map(([field, fault]) => (
        <p key={field} role="alert">
          {fault}
        </p>
      ))}
    </ActionPanel>
  );
}

/** Changes what a draft will send. */
export function EditItems({ transfer, onClose }: Props) {
  const { act, busy, fields } = useAct();
  const [items, setItems] = useState<Item[]>(transfer.items.map(({ sku, quantity }) => ({ sku, quantity })));
  return (
    <div>
      <ScanItems onScan={setItems} />
      <ActionPanel
        title={t("transfer.editTitle", { name: nameOf(transfer) })}
        verb={t("verb.save")}
        busy={busy}
        onSubmit={() =>
          act({
            call: (headers) =>
              api.PATCH("/api/v1/stock/transfers/{id}", {
                params: path(transfer),
                body: { items: bodyItems(items) },
                headers,
              }),
            done: t("did.changeTransfer", { name: nameOf(transfer) }),
            then: onClose,
          })
        }
        onClose={onClose}
      >
        <ItemFields items={items} onChange={setItems} from={transfer.from} faults={fields} />
      </ActionPanel>
    </div>
  );
}

/** Says when a transfer is expected. */
export function RescheduleTransfer({ transfer, onClose }: Props) {
  const { act, busy, fields } = useAct();
  return (
    <ActionPanel
      title={t("transfer.rescheduleTitle", { name: nameOf(transfer) })}
      verb={t("verb.save")}
      busy={busy}
      onSubmit={(form) =>
        act({
          call: (headers) =>
            api.PATCH("/api/v1/stock/transfers/{id}", {
              params: path(transfer),
              body: { expected_at: noonOf(form.get("expected")) },
              headers,
            }),
          done: t("did.changeTransfer", { name: nameOf(transfer) }),
          then: onClose,
        })
      }
      onClose={onClose}
    >
      <TextInput
        type="date"
        name="expected"
        label={t("purchasing.expected")}
        description={t("transfer.rescheduleWhat")}
        defaultValue={fieldOf(transfer.expected_at)}
        required
        error={fields.expected_at}
      />
    </ActionPanel>
  );
}

/** Calls back what has not arrived. */
export function CancelTransfer({ transfer, onClose }: Props) {
  const { act, busy } = useAct();
  const name = nameOf(transfer);
  const back = units(transfer, "open");
  return (
    <ActionPanel
      title={t("transfer.cancelTitle", { name })}
      verb={t("transfer.cancel")}
      busy={busy}
      danger
      onSubmit={() =>
        act({
          call: (headers) =>
            api.POST("/api/v1/stock/transfers/{id}/cancel", { params: path(transfer), headers }),
          done: t("did.cancelTransfer", { name }),
          then: onClose,
        })
      }
      onClose={onClose}
    >
      <p>
        {transfer.status === "draft"
          ? t("transfer.cancelDraft")
          : t("transfer.cancelWhat", { count: back, from: transfer.from })}
      </p>
    </ActionPanel>
  );
}
