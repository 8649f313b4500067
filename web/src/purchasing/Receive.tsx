import { Button, NumberInput, Switch } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct, type WriteHeaders } from "../act/useAct";
import { skuQuery } from "../api/stock";
import { namesOf } from "../inventory/lot";
import { LotFields } from "../inventory/LotFields";
import { t } from "../text";
import { ScanLine } from "./ScanLine";
import classes from "./purchasing.module.css";
import { scanned } from "./purchase";

type Item = { sku: string; quantity: number; lot?: string; expires_on?: string; serials?: string[] };
type Body = { items: Item[]; complete: boolean; allow_over?: boolean };
type Sent = Promise<{ data?: unknown; error?: unknown; response: Response }>;

type Props = {
  title: string;
  lines: { sku: string; open: number }[];
  /** More than is open must be allowed by hand; else it is taken in as it comes. */
  over?: boolean;
  done: string;
  send: (body: Body, headers: WriteHeaders) => Sent;
  onClose: () => void;
};

const mostScanned = 50; // lines whose barcodes are asked for

/** Counts what has arrived, by scanner or by hand, and takes it in. */
export function Receive({ title, lines, over, done, send, onClose }: Props) {
  const { act, busy } = useAct();
  const [counted, setCounted] = useState<Record<string, number>>({});
  const [complete, setComplete] = useState(false);
  const [said, setSaid] = useState("");
  const skus = useQueries({ queries: lines.slice(0, mostScanned).map(({ sku }) => skuQuery(sku)) });
  function scan(code: string) {
    const known = lines.map(({ sku }, n) => ({ code: sku, barcode: skus[n]?.data?.barcode ?? "" }));
    const next = scanned(counted, code, known);
    setSaid(next ? t("receive.counted", { code }) : t("receive.unknown", { code }));
    if (next) setCounted(next);
  }
  function submit(form: FormData) {
    const body: Body = {
      items: lines
        .map(({ sku }) => ({ sku, quantity: counted[sku] ?? 0, ...namesOf(form, `${sku}:`) }))
        .filter(({ quantity }) => quantity > 0),
      complete,
    };
    if (over) body.allow_over = form.get("over") !== null;
    act({ call: (headers) => send(body, headers), done, then: onClose });
  }
  // A receipt that names nothing would mean everything.
  const nothing = !lines.some(({ sku }) => counted[sku]) && !complete;
  const tooMany = lines.some(({ sku, open }) => (counted[sku] ?? 0) > open);
  return (
    <div>
      <ScanLine label={t("receive.scan")} onScan={scan} said={said} />
      <ActionPanel
        title={title}
        verb={t("purchase.receive")}
        busy={busy}
        disabled={nothing}
        onSubmit={submit}
        onClose={onClose}
      >
        <fieldset className={`${actClasses.wide} ${actClasses.quantities}`}>
          <legend>{t("receive.units")}</legend>
          {lines.map(({ sku, open }, n) => (
            <div key={sku} className={actClasses.quantity}>
              <bdi>
                {sku} <span className={classes.quiet}>{t("receive.open", { count: open })}</span>
              </bdi>
              <NumberInput
                aria-label={t("receive.unitsOf", { sku })}
                min={0}
                max={1_000_000_000}
                allowDecimal={false}
                value={counted[sku] ?? 0}
                onChange={(value) => setCounted({ ...counted, [sku]: Number(value) || 0 })}
              />
              {over && (counted[sku] ?? 0) > 0 && (
                <LotFields tracking={skus[n]?.data?.tracking} prefix={`${sku}:`} of={sku} arriving required />
              )}
            </div>
          ))}
          <div>
            <Button onClick={() => setCounted(Object.fromEntries(lines.map(({ sku, open }) => [sku, open])))}>
              {t("receive.all")}
            </Button>
          </div>
        </fieldset>
        {over && tooMany && (
          <Switch name="over" label={t("receive.over")} description={t("receive.overWhat")} />
        )}
        <Switch
          label={t("receive.complete")}
          description={t("receive.completeWhat")}
          checked={complete}
          onChange={(event) => setComplete(event.currentTarget.checked)}
        />
      </ActionPanel>
    </div>
  );
}
