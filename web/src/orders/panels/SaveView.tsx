import { Checkbox, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { ActionPanel } from "../../act/ActionPanel";
import { useAct, useMay } from "../../act/useAct";
import { api } from "../../api/client";
import type { OrdersView } from "../../routes/orders";
import { t } from "../../text";
import { contentOf, searchOf } from "../views";

/** Keeps what the list shows under a name. */
export default function SaveView({ shown, onClose }: { shown: OrdersView; onClose: () => void }) {
  const may = useMay();
  const navigate = useNavigate({ from: "/orders" });
  const { act, busy, fields } = useAct();
  function submit(form: FormData) {
    const name = String(form.get("name")).trim();
    act({
      call: (headers) =>
        api.POST("/api/v1/views", {
          body: { page: "orders", name, shared: form.has("shared"), ...contentOf(shown) },
          headers,
        }),
      done: t("views.saved", { name }),
      then: (view) => {
        onClose();
        void navigate({ search: searchOf(view), replace: true });
      },
    });
  }
  return (
    <ActionPanel
      title={t("views.saveAs")}
      verb={t("verb.save")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput name="name" label={t("views.name")} required maxLength={80} error={fields.name} />
      {may("views.share") && (
        <Checkbox name="shared" label={t("views.shared")} description={t("views.sharedWhat")} />
      )}
    </ActionPanel>
  );
}
