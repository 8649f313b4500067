import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { proposedLotsQuery } from "../api/lots";
import type { Purchase } from "../api/types";
import { LotFields } from "../inventory/LotFields";
import { namesOf } from "../inventory/lot";
import { t } from "../text";

type Props = { purchase: Purchase; onClose: () => void };

const textOf = (form: FormData, name: string) => String(form.get(name)).trim() || undefined;

/** Notes that the supplier takes a drop-ship on. */
export function ConfirmDropShip({ purchase: { id, number }, onClose }: Props) {
  const { act, busy, fields } = useAct();
  return (
    <ActionPanel
      title={t("purchase.confirmTitle", { number })}
      verb={t("purchase.confirm")}
      busy={busy}
      onSubmit={(form) =>
        act({
          call: (headers) =>
            api.POST("/api/v1/purchase-orders/{id}/confirm", {
              params: { path: { id } },
              body: { reference: textOf(form, "reference") },
              headers,
            }),
          done: t("did.confirmPurchase", { number }),
          then: onClose,
        })
      }
      onClose={onClose}
    >
      <TextInput
        name="reference"
        label={t("purchase.reference")}
        required
        maxLength={200}
        error={fields.reference}
      />
      <p className={actClasses.wide}>{t("purchase.confirmWhat")}</p>
    </ActionPanel>
  );
}

/** Notes that the supplier has sent a drop-ship to the buyer. */
export function ShipDropShip({ purchase: { id, number, version, drop_ship: work }, onClose }: Props) {
  const { act, busy, fields } = useAct();
  const proposed =
    useQuery({ ...proposedLotsQuery(work?.fulfillment_order_id ?? "", version), enabled: Boolean(work) })
      .data ?? [];
  const serials = [
    ...new Set(proposed.filter(({ tracking }) => tracking === "serial").map(({ sku }) => sku)),
  ];
  function submit(form: FormData) {
    const tracking = textOf(form, "tracking");
    const lots = serials.map((sku) => ({ sku, serials: namesOf(form, `${sku}-`).serials }));
    act({
      call: (headers) =>
        api.POST("/api/v1/purchase-orders/{id}/ship", {
          params: { path: { id } },
          body: {
            carrier: textOf(form, "carrier"),
            tracking_numbers: tracking ? [tracking] : undefined,
            lots: lots.length > 0 ? lots : undefined,
          },
          headers,
        }),
      done: t("did.shipPurchase", { number }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("purchase.shipTitle", { number })}
      verb={t("purchase.ship")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput name="carrier" label={t("purchase.carrier")} maxLength={200} error={fields.carrier} />
      <TextInput
        name="tracking"
        label={t("purchase.tracking")}
        maxLength={200}
        error={fields["tracking_numbers[0]"]}
      />
      {serials.map((sku) => (
        <LotFields key={sku} tracking="serial" prefix={`${sku}-`} of={sku} alone required />
      ))}
      <p className={actClasses.wide}>{t("purchase.shipWhat")}</p>
    </ActionPanel>
  );
}
