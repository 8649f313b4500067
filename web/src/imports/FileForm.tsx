import { Anchor, Button, Checkbox, FileInput, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import actClasses from "../act/act.module.css";
import { channelsQuery } from "../api/channels";
import type { ChosenFile, ImportKind } from "../api/imports";
import { locationsQuery } from "../api/stock";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import { codeOf } from "./code";
import classes from "./imports.module.css";

const mostBytes = 64 * 1024 * 1024; // as the server takes; the command line takes more

// The names that are understood by themselves, the required ones first.
const headings: Record<ImportKind, string> = {
  orders:
    "order, sku, quantity, price, currency, email, shipping_name, address1, city, postal_code, country_code, date",
  skus: "code, title, barcode, category, weight_grams, length_mm, width_mm, height_mm, unfillable, components, active",
  listings: "channel, sku, external_id, external_sku, title, price, currency, buffer, cap, active",
  locations: "code, name, kind, address1, city, postal_code, country_code, timezone, priority, active",
  stock: "sku, location, quantity, reference",
  movements: "sku, location, quantity, reason, state, reference, note",
  transit: "service, min_days, max_days, from, to, zone",
};

type Props = {
  kinds: ImportKind[];
  /** What is proposed; the first of the kinds when absent. */
  kind?: ImportKind;
  busy: boolean;
  onChoose: (file: ChosenFile) => void;
};

/** Asks for a file and says what its columns may be called. */
export function FileForm({ kinds, kind: proposed, busy, onChoose }: Props) {
  const [kind, setKind] = useState(proposed && kinds.includes(proposed) ? proposed : kinds[0]!);
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!file) return setProblem(t("imports.noFile"));
    if (file.size > mostBytes) return setProblem(t("imports.tooLarge"));
    const form = new FormData(event.currentTarget);
    try {
      onChoose({ kind, name: file.name, bytes: await file.arrayBuffer(), ...saidOf(kind, form) });
    } catch {
      setProblem(t("imports.unreadable"));
    }
  }
  return (
    <form aria-label={t("imports.title")} onSubmit={(event) => void submit(event)}>
      <Panel title={t("imports.title")} hint={t("imports.hint")}>
        <div className={actClasses.fields}>
          {kinds.length > 1 && (
            <NativeSelect
              label={t("imports.kind")}
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value as ImportKind)}
              data={kinds.map((value) => ({ value, label: t(`imports.${value}`) }))}
            />
          )}
          <FileInput
            label={t("imports.file")}
            description={t("imports.fileWhat")}
            placeholder={t("imports.choose")}
            accept=".csv,.tsv,.txt,.xlsx,.gz,text/csv"
            value={file}
            error={problem}
            onChange={(next) => {
              setFile(next);
              setProblem(undefined);
            }}
          />
          {kind === "orders" && <OrderOptions />}
          {hasLocation(kind) && <LocationOption />}
          <div className={actClasses.wide}>
            <p>{t("imports.columnsWhat")}</p>
            <code className={classes.headings}>{headings[kind]}</code>
            <p>
              <Anchor href={`/samples/${kind}.csv`} download>
                {t("imports.sample")}
              </Anchor>
            </p>
          </div>
        </div>
        <div className={classes.buttons}>
          <Button type="submit" variant="filled" loading={busy}>
            {t("imports.check")}
          </Button>
          <span className={classes.quiet}>{t("imports.checkWhat")}</span>
        </div>
      </Panel>
    </form>
  );
}

const hasLocation = (kind: ImportKind) => kind === "stock" || kind === "movements";

/** What a file of orders does not say of itself. Its channel is made with it where there is none yet. */
function OrderOptions() {
  const channels = useQuery(channelsQuery);
  return (
    <>
      {channels.data?.length === 0 ? (
        <TextInput
          name="new_channel"
          label={t("imports.newChannel")}
          description={t("imports.newChannelWhat")}
          required
          maxLength={300}
          defaultValue={t("imports.newChannelName")}
        />
      ) : (
        <NativeSelect
          name="channel"
          label={t("imports.channel")}
          required
          data={(channels.data ?? []).map(({ code, name }) => ({ value: code, label: name || code }))}
        />
      )}
      <TextInput
        name="timezone"
        label={t("imports.timezone")}
        description={t("imports.timezoneWhat")}
        maxLength={64}
        defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone}
      />
      <Checkbox name="create_skus" label={t("imports.createSkus")} />
    </>
  );
}

/** Where stock is whose rows don't say it: with one location there is nothing to choose. */
function LocationOption() {
  const locations = useQuery(locationsQuery);
  if (!locations.data?.length) return null;
  return (
    <NativeSelect
      name="location"
      label={t("imports.location")}
      description={t("imports.locationWhat")}
      defaultValue={locations.data.length === 1 ? locations.data[0]!.code : ""}
      data={[
        { value: "", label: t("imports.locationInFile") },
        ...locations.data.map(({ code, name }) => ({ value: code, label: name || code })),
      ]}
    />
  );
}

function saidOf(kind: ImportKind, form: FormData): Pick<ChosenFile, "options" | "newChannel"> {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  if (hasLocation(kind)) return { options: { location: text("location") || undefined } };
  if (kind !== "orders") return { options: {} };
  const name = text("new_channel");
  const newChannel = name ? { name, code: codeOf(name) } : undefined;
  const options = {
    channel: newChannel?.code ?? text("channel"),
    timezone: text("timezone") || undefined,
    create_skus: form.get("create_skus") !== null || undefined,
  };
  return { options, newChannel };
}
