import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { driversQuery } from "../api/channels";
import { api } from "../api/client";
import type { Connection } from "../api/types";
import { t } from "../text";
import { SettingFields } from "./SettingFields";
import { settingsOf } from "./settings";

/** Changes the settings of a connection; new credentials end a vendor's refusal. */
export function EditConnection({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { act, busy, fields: faults } = useAct();
  const drivers = useQuery(driversQuery);
  const fields = drivers.data?.find(({ id }) => id === connection.driver)?.fields;
  if (!fields) return null;
  return (
    <ActionPanel
      title={t("channels.credentialsTitle", { name: connection.name })}
      verb={t("verb.save")}
      busy={busy}
      onSubmit={(form) =>
        act({
          call: (headers) =>
            api.PATCH("/api/v1/connections/{id}", {
              params: { path: { id: connection.id } },
              body: { name: String(form.get("name")).trim(), settings: settingsOf(fields, form) },
              headers,
            }),
          done: t("did.saved", { what: connection.name }),
          then: onClose,
        })
      }
      onClose={onClose}
    >
      <SettingFields fields={fields} connection={connection} faults={faults} />
      <TextInput
        name="name"
        label={t("channels.connectionName")}
        defaultValue={connection.name}
        maxLength={300}
        error={faults.name}
      />
    </ActionPanel>
  );
}
