import { Switch, TextInput } from "@mantine/core";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Purchase } from "../api/types";
import { t } from "../text";
import { fieldOf, noonOf, units } from "./purchase";

type Props = { purchase: Purchase; onClose: () => void };

/** Places a draft. */
export function OrderPurchase({ purchase: { id, number, expected_at }, onClose }: Props) {
  const { act, busy, fields } = useAct();
  const odd = Object.entries(fields).find(([name]) => name.startsWith("lines["))?.[1];
  function submit(form: FormData) {
    const body = { expected_at: noonOf(form.get("expected")), allow_odd: form.get("odd") !== null };
    act({
      call: (headers) =>
        api.POST("/api/v1/purchase-orders/{id}/order", { params: { path: { id } }, body, headers }),
      done: t("did.orderPurchase", { number }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("purchase.orderTitle", { number })}
      verb={t("purchase.order")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        type="date"
        name="expected"
        label={t("purchasing.expected")}
        description={t("purchasing.expectedWhat")}
        defaultValue={fieldOf(expected_at)}
      />
      <Switch name="odd" label={t("purchase.odd")} description={t("purchase.oddWhat")} error={odd} />
    </ActionPanel>
  );
}

/** Changes what is expected, and the supplier's own number. */
export function Reschedule({ purchase, onClose }: Props) {
  const { act, busy, fields } = useAct();
  const { id, number, version, expected_at, lines } = purchase;
  const own = lines.filter((line) => line.open > 0 && line.expected_at !== expected_at);
  function submit(form: FormData) {
    const moved = noonOf(form.get("expected"));
    const changed =
      moved !== undefined && fieldOf(expected_at ?? own[0]?.expected_at) !== form.get("expected");
    const body = {
      reference: String(form.get("reference")).trim(),
      note: String(form.get("note")).trim(),
      expected_at: changed ? moved : undefined,
      // Lines with a date of their own would not follow the order's.
      lines:
        changed && purchase.status !== "draft" && own.length > 0
          ? own.map(({ sku }) => ({ sku, expected_at: moved }))
          : undefined,
    };
    act({
      call: (headers) =>
        api.PATCH("/api/v1/purchase-orders/{id}", {
          params: { path: { id }, header: { "If-Match": `"${version}"` } },
          body,
          headers,
        }),
      done: t("did.reschedule", { number }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("purchase.rescheduleTitle", { number })}
      verb={t("verb.save")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        type="date"
        name="expected"
        label={t("purchasing.expected")}
        description={t("purchase.rescheduleWhat")}
        defaultValue={fieldOf(expected_at ?? own[0]?.expected_at)}
        error={fields.expected_at}
      />
      <TextInput
        name="reference"
        label={t("purchase.reference")}
        defaultValue={purchase.reference}
        maxLength={200}
        error={fields.reference}
      />
      <TextInput
        name="note"
        label={t("purchasing.note")}
        defaultValue={purchase.note}
        maxLength={1000}
        error={fields.note}
      />
    </ActionPanel>
  );
}

/** Calls off what has not arrived. */
export function CancelPurchase({ purchase, onClose }: Props) {
  const { act, busy } = useAct();
  const { id, number } = purchase;
  return (
    <ActionPanel
      title={t("purchase.cancelTitle", { number })}
      verb={t("purchase.cancel")}
      busy={busy}
      danger
      onSubmit={() =>
        act({
          call: (headers) =>
            api.POST("/api/v1/purchase-orders/{id}/cancel", { params: { path: { id } }, headers }),
          done: t("did.cancelPurchase", { number }),
          then: onClose,
        })
      }
      onClose={onClose}
    >
      <p>{t("purchase.cancelWhat", { count: units(purchase, "open") })}</p>
    </ActionPanel>
  );
}
