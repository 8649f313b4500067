import { TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { t } from "../text";

/** The form of a channel that the API, a till or files feed. */
export function NewChannel({ onClose }: { onClose: () => void }) {
  const { act, busy, fields: faults } = useAct();
  const navigate = useNavigate();
  function submit(form: FormData) {
    const text = (name: string) => String(form.get(name)).trim();
    const body = {
      code: text("code"),
      name: text("name") || undefined,
      currency: text("currency").toUpperCase() || undefined,
    };
    act({
      call: (headers) => api.POST("/api/v1/channels", { body, headers }),
      done: t("did.createChannel", { name: body.name ?? body.code }),
      then: ({ code }) => void navigate({ to: "/channels/$id", params: { id: code } }),
    });
  }
  return (
    <ActionPanel
      title={t("channels.byHand")}
      verb={t("catalog.create")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className={actClasses.wide}>{t("channels.byHandWhat")}</p>
      <TextInput
        name="code"
        label={t("channels.code")}
        description={t("channels.codeWhat")}
        required
        maxLength={64}
        error={faults.code}
      />
      <TextInput name="name" label={t("channels.name")} maxLength={300} error={faults.name} />
      <TextInput
        name="currency"
        label={t("channels.currency")}
        description={t("channels.currencyWhat")}
        pattern="[A-Za-z]{3}"
        maxLength={3}
        error={faults.currency}
      />
    </ActionPanel>
  );
}
