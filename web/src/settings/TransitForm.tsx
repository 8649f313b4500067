import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { TransitTable } from "../api/promises";
import { t } from "../text";
import { HolidayFields } from "./HolidayFields";
import { LaneFields } from "./LaneFields";
import { draftOf, tableOf } from "./transit";
import { Weekdays } from "./Weekdays";

type Props = {
  /** What is edited; without it a table is made. */
  table?: TransitTable;
  onClose: () => void;
};

/** Makes, edits or deletes a transit table. */
export function TransitForm({ table, onClose }: Props) {
  const { act, busy, fields } = useAct();
  const [draft, setDraft] = useState(() => draftOf(table));
  function submit(form: FormData) {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const body = { ...tableOf(draft), name: text("name") || undefined };
    const service = text("service");
    act({
      call: (headers) =>
        table
          ? api.PATCH("/api/v1/transit-tables/{id}", {
              params: { path: { id: table.id }, header: { "If-Match": `"${table.version}"` } },
              body,
              headers,
            })
          : api.POST("/api/v1/transit-tables", { body: { ...body, service }, headers }),
      done: t(table ? "transit.changed" : "transit.made", { name: body.name ?? service }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t(table ? "transit.edit" : "transit.make")}
      verb={t(table ? "verb.save" : "transit.make")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      {!table && (
        <TextInput
          name="service"
          label={t("transit.service")}
          description={t("transit.serviceWhat")}
          required
          maxLength={100}
          error={fields.service}
        />
      )}
      <TextInput
        name="name"
        label={t("setup.name")}
        defaultValue={table?.name}
        maxLength={100}
        error={fields.name}
      />
      <div className={actClasses.wide}>
        <Weekdays
          legend={t("transit.workingDays")}
          what={t("transit.workingDaysWhat")}
          days={draft.workingDays}
          error={fields.working_days}
          onChange={(workingDays) => setDraft({ ...draft, workingDays })}
        />
      </div>
      <div className={actClasses.wide}>
        <LaneFields lanes={draft.lanes} fields={fields} onChange={(lanes) => setDraft({ ...draft, lanes })} />
      </div>
      <div className={actClasses.wide}>
        <HolidayFields
          holidays={draft.holidays}
          fields={fields}
          onChange={(holidays) => setDraft({ ...draft, holidays })}
        />
      </div>
      {table && (
        <div className={actClasses.wide}>
          <Button
            c="var(--sy-late-text)"
            onClick={() =>
              act({
                call: (headers) =>
                  api.DELETE("/api/v1/transit-tables/{id}", { params: { path: { id: table.id } }, headers }),
                done: t("transit.deleted", { name: table.name }),
                then: onClose,
              })
            }
          >
            {t("transit.delete")}
          </Button>
        </div>
      )}
    </ActionPanel>
  );
}
