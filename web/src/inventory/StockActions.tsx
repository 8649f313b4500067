import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import classes from "../act/act.module.css";
import { useAct, useMay, type WriteHeaders } from "../act/useAct";
import { api } from "../api/client";
import { locationsQuery } from "../api/stock";
import type { MovementInput } from "../api/types";
import { t } from "../text";

const verbs = ["receive", "adjust", "count", "transfer"] as const;
type Verb = (typeof verbs)[number];

/** Receive, adjust, count and transfer one SKU. */
export function StockActions({ sku }: { sku: string }) {
  const may = useMay();
  const [chosen, setChosen] = useState<Verb | null>(null);
  if (!may("stock.write")) return null;
  return (
    <>
      <div className={classes.bar} role="group" aria-label={t("stock.actions")}>
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
      {chosen && <StockPanel key={chosen} sku={sku} verb={chosen} onClose={() => setChosen(null)} />}
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

type PanelProps = { sku: string; verb: Verb; onClose: () => void };

function StockPanel({ sku, verb, onClose }: PanelProps) {
  const { act, busy } = useAct();
  const locations = useQuery(locationsQuery);
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
        data={places}
      />
      {verb === "transfer" && <NativeSelect name="to" label={t("stock.to")} data={places.toReversed()} />}
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
      <TextInput name="reference" label={t("stock.reference")} maxLength={200} />
    </ActionPanel>
  );
}

function send(verb: Verb, sku: string, form: FormData, headers: WriteHeaders) {
  const location = String(form.get("location"));
  const quantity = Number(form.get("quantity"));
  const reference = String(form.get("reference")).trim() || undefined;
  if (verb === "count") {
    const body = { location, reference, items: [{ sku, counted: quantity }] };
    return api.POST("/api/v1/stock/counts", { body, headers }) as Promise<Sent>;
  }
  if (verb === "transfer") {
    const body = { from: location, to: String(form.get("to")), reference, items: [{ sku, quantity }] };
    return api.POST("/api/v1/stock/transfers", { body, headers }) as Promise<Sent>;
  }
  const reason = verb === "receive" ? "received" : (String(form.get("reason")) as MovementInput["reason"]);
  const body = { sku, location, quantity, reason, reference };
  return api.POST("/api/v1/stock/movements", { body, headers }) as Promise<Sent>;
}

// The three answers have nothing in common that is looked at here.
type Sent = { data?: unknown; error?: unknown; response: Response };
