import { NativeSelect, NumberInput, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { nextWorkQuery } from "../api/fulfillment";
import { locationsQuery } from "../api/stock";
import type { FulfillmentOrder, WaveInput } from "../api/types";
import { workLines } from "../order/allowed";
import { t } from "../text";
import { dateTime } from "../text/time";
import { canWave, claimOn } from "./board";
import { locationOf } from "./location";

const usual = 12;
const most = 100;

const fits = (work: FulfillmentOrder, { single_line, shipping_method, ship_by_to }: Partial<WaveInput>) =>
  canWave(work) &&
  !claimOn(work, Date.now()) &&
  (!single_line || workLines(work).filter((line) => line.quantity > 0).length === 1) &&
  (!shipping_method || work.order?.shipping_method === shipping_method) &&
  (!ship_by_to || (work.ship_by !== null && work.ship_by < ship_by_to));

/** An instant just after another, so that what is due then is before it. */
const after = (iso: string) => new Date(Date.parse(iso) + 1000).toISOString();

/** Makes a wave of what has to leave first, narrowed as a cart and a cut-off want it. */
export function NewWave({ location: asked, onClose }: { location?: string; onClose: () => void }) {
  const { act, busy, fields } = useAct();
  const navigate = useNavigate();
  const locations = useQuery(locationsQuery).data ?? [];
  const [chosen, setLocation] = useState<string>();
  const location = locationOf(chosen ?? asked, locations);
  const waiting = (useQuery(nextWorkQuery(location)).data ?? []).filter(canWave);
  const [count, setCount] = useState<string | number>(usual);
  const [single, setSingle] = useState(false);
  const [method, setMethod] = useState("");
  const [until, setUntil] = useState("");
  const narrow = {
    single_line: single || undefined,
    shipping_method: method || undefined,
    ship_by_to: until || undefined,
  };
  const found = waiting.filter((work) => fits(work, narrow)).length;
  const methods = [...new Set(waiting.flatMap(({ order }) => order?.shipping_method || []))].sort();
  const cutOffs = [...new Set(waiting.flatMap(({ ship_by }) => ship_by ?? []))].sort();
  const submit = (form: FormData) =>
    act({
      call: (headers) =>
        api.POST("/api/v1/waves", {
          body: { location, most: Number(count) || usual, claim: form.get("claim") !== null, ...narrow },
          headers,
        }),
      done: (made) => t("did.makeWave", { number: made.number, count: made.progress.works }),
      then: (made) => void navigate({ to: "/fulfillment/waves/$id", params: { id: made.id } }),
    });
  return (
    <ActionPanel
      title={t("wave.new")}
      verb={t("wave.make", { count: Math.min(Number(count) || usual, found) })}
      busy={busy}
      disabled={found === 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        label={t("stock.location")}
        value={location}
        onChange={(event) => setLocation(event.currentTarget.value)}
        data={locations.map(({ code, name }) => ({ value: code, label: name || code }))}
        error={fields.location}
      />
      <NumberInput
        label={t("wave.most")}
        description={t("wave.mostWhat", { count: found })}
        min={1}
        max={most}
        allowDecimal={false}
        value={count}
        onChange={setCount}
        error={fields.most}
      />
      <NativeSelect
        label={t("wave.until")}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
        data={[
          { value: "", label: t("wave.anyTime") },
          ...cutOffs.map((iso) => ({ value: after(iso), label: dateTime(iso) })),
        ]}
        error={fields.ship_by_to}
      />
      <NativeSelect
        label={t("wave.method")}
        value={method}
        onChange={(event) => setMethod(event.currentTarget.value)}
        data={[
          { value: "", label: t("wave.anyMethod") },
          ...methods.map((name) => ({ value: name, label: name })),
        ]}
        error={fields.shipping_method}
      />
      <Switch
        label={t("wave.single")}
        checked={single}
        onChange={(event) => setSingle(event.currentTarget.checked)}
      />
      <Switch name="claim" label={t("wave.claim")} defaultChecked />
    </ActionPanel>
  );
}
