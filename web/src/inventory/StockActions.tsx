import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import classes from "../act/act.module.css";
import { useAct, useMay, type WriteHeaders } from "../act/useAct";
import { api } from "../api/client";
import { locationsQuery, skuQuery } from "../api/stock";
import type { MovementInput } from "../api/types";
import { t } from "../text";
import { namesOf } from "./lot";
import { LotFields } from "./LotFields";

const verbs = ["receive", "adjust", "count", "transfer"] as const;
type Verb = (typeof verbs)[number];

type Props = {
  sku: string;
  /** The location that the forms begin with. */
  location?: string;
};

/** Receive, adjust, count and transfer one SKU. */
export function StockActions({ sku, location }: Props) {
  const may = useMay();
  const group = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<Verb | null>(null);
  if (!may("stock.write")) return null;
  function close() {
    group.current?.querySelector<HTMLElement>("[aria-expanded=true]")?.focus();
    setChosen(null);
  }
  return (
    <>
      <div ref={group} className={classes.bar} role="group" aria-label={t("stock.actions")}>
        {verbs.map((verb) => (
          <Button
            key={verb}
            aria-expanded={chosen === verb}
            onClick={() => setChosen((before) => (before === verb ? null : verb))}
          >
            {t(`stock.${verb}`)}
          </Button>
        ))}
      </div>
      {chosen && <StockPanel key={chosen} sku={sku} location={location} verb={chosen} onClose={close} />}
    </>
  );
}

const reasons: MovementInput["reason"][] = [
  "adjusted",
  "found",
  "lost",
  "damaged",
  "quality_control",
  "safety",
];

type PanelProps = Props & { verb: Verb; onClose: () => void };

function StockPanel({ sku, location, verb, onClose }: PanelProps) {
  const { act, busy } = useAct();
  const locations = useQuery(locationsQuery);
  const { tracking } = useQuery(skuQuery(sku)).data ?? {};
  const places = (locations.data ?? []).map(({ code, name }) => ({ value: code, label: name || code }));
  function submit(form: FormData) {
    act({
      call: (headers) => send(verb, sku, form, headers),
      done: t(`did.${verb}`, { sku }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t(`stock.${verb}Title`, { sku })}
      verb={t(`stock.${verb}`)}
      busy={busy}
      disabled={places.length === 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        name="location"
        label={t(verb === "transfer" ? "stock.from" : "stock.location")}
        defaultValue={location}
        data={places}
      />
      {verb === "transfer" && (
        <NativeSelect
          name="to"
          label={t("stock.to")}
          data={places.toReversed().filter(({ value }) => value !== location)}
        />
      )}
      <NumberInput
        name="quantity"
        label={t(verb === "count" ? "stock.counted" : "stock.units")}
        description={verb === "adjust" ? t("stock.signed") : undefined}
        min={verb === "adjust" ? undefined : verb === "count" ? 0 : 1}
        allowDecimal={false}
        required
      />
      {verb === "adjust" && (
        <NativeSelect
          name="reason"
          label={t("form.reason")}
          data={reasons.map((value) => ({ value, label: t(`reason.${value as "lost"}`) }))}
        />
      )}
      <LotFields
        tracking={tracking === "serial" && verb === "count" ? "lot" : tracking}
        arriving={verb !== "transfer"}
        required={verb === "receive" || verb === "count"}
      />
      <TextInput name="reference" label={t("stock.reference")} maxLength={200} />
    </ActionPanel>
  );
}

function send(verb: Verb, sku: string, form: FormData, headers: WriteHeaders) {
  const location = String(form.get("location"));
  const quantity = Number(form.get("quantity"));
  const reference = String(form.get("reference")).trim() || undefined;
  const { lot, expires_on, serials } = namesOf(form);
  if (verb === "count") {
    const body = { location, reference, items: [{ sku, counted: quantity, lot, expires_on }] };
    return api.POST("/api/v1/stock/counts", { body, headers }) as Promise<Sent>;
  }
  if (verb === "transfer") {
    const body = {
      from: location,
      to: String(form.get("to")),
      reference,
      items: [{ sku, quantity, lot, serials }],
    };
    return api.POST("/api/v1/stock/transfers", { body, headers }) as Promise<Sent>;
  }
  const reason = verb === "receive" ? "received" : (String(form.get("reason")) as MovementInput["reason"]);
  const body = { sku, location, quantity, reason, reference, lot, expires_on, serials };
  return api.POST("/api/v1/stock/movements", { body, headers }) as Promise<Sent>;
}

// The three answers have nothing in common that is looked at here.
type Sent = { data?: unknown; error?: unknown; response: Response };
