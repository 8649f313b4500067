import { TextInput } from "@mantine/core";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct, type WriteHeaders } from "../act/useAct";
import { api } from "../api/client";
import type { Driver } from "../api/types";
import { t } from "../text";
import { SettingFields } from "./SettingFields";
import { settingsOf } from "./settings";

type Props = {
  driver: Driver;
  /** The channel to be fed, when there is one already. */
  code?: string;
  onMade: (connection: string) => void;
  onClose: () => void;
};

/** Asks for a vendor's settings and for the channel that its orders belong to. */
export function ConnectForm({ driver, code, onMade, onClose }: Props) {
  const { act, busy, fields: faults } = useAct();
  return (
    <ActionPanel
      title={t("channels.connectVendor", { vendor: driver.name })}
      verb={t("channels.connectVerb")}
      busy={busy}
      onSubmit={(form) =>
        act({
          call: (headers) => connect(driver, form, headers),
          done: t("did.connect", { vendor: driver.name }),
          then: (made) => onMade(made.id),
        })
      }
      onClose={onClose}
    >
      <p className={actClasses.wide}>{driver.docs}</p>
      <SettingFields fields={driver.fields} faults={faults} />
      <TextInput
        name="channel"
        label={t("channels.code")}
        description={t("channels.codeWhat")}
        required
        defaultValue={code}
        readOnly={code !== undefined}
        maxLength={64}
        error={faults.channel}
      />
      {!code && (
        <>
          <TextInput
            name="name"
            label={t("channels.name")}
            description={t("channels.nameWhat")}
            maxLength={300}
            error={faults.name}
          />
          <TextInput
            name="currency"
            label={t("channels.currency")}
            description={t("channels.currencyWhat")}
            pattern="[A-Za-z]{3}"
            maxLength={3}
            error={faults.currency}
          />
        </>
      )}
    </ActionPanel>
  );
}

/** Makes the connection, and with it its channel; then tells the channel its currency. */
async function connect(driver: Driver, form: FormData, headers: WriteHeaders) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const channel = text("channel");
  const made = await api.POST("/api/v1/connections", {
    body: {
      driver: driver.id,
      name: text("name") || undefined,
      channel,
      settings: settingsOf(driver.fields, form),
    },
    headers,
  });
  const currency = text("currency").toUpperCase();
  if (made.data && currency) {
    // Of the two only the connection matters: a currency can be set on the channel's page too.
    await api.PATCH("/api/v1/channels/{id}", { params: { path: { id: channel } }, body: { currency } });
  }
  return made;
}
