import { Anchor, Button, NativeSelect, NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import classes from "../act/act.module.css";
import { chosenOf, Quantities } from "../act/Quantities";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { unwrap } from "../api/problem";
import type { FulfillmentOrder } from "../api/types";
import { proposedLotsQuery } from "../api/lots";
import { serialLines, stepLines } from "../fulfillment/session";
import { LotFields } from "../inventory/LotFields";
import { namesOf } from "../inventory/lot";
import { useCommands } from "../keys/commands";
import { adviceFor } from "../parts/Message";
import { t } from "../text";
import { money } from "../text/money";
import { workLines, workVerbsOf, type WorkVerb } from "./allowed";

type Props = { work: FulfillmentOrder };

/** What can be done to one location's work, also by the palette and one by its key; each step opens its own form. */
export function WorkActions({ work, shipsByKey }: Props & { shipsByKey: boolean }) {
  const may = useMay();
  const { act, busy } = useAct();
  const [chosen, setChosen] = useState<WorkVerb | null>(null);
  const verbs = may("fulfillment.work") ? workVerbsOf(work) : [];
  const close = () => setChosen(null);
  useCommands(
    verbs.map((verb) => ({
      name: t("work.command", { verb: t(`work.${verb}`), number: work.number }),
      keys: verb === "ship" && shipsByKey ? "s" : undefined,
      group: "page",
      run: () => choose(verb),
    })),
  );
  if (verbs.length === 0) return <Slip work={work} />;

  function choose(verb: WorkVerb) {
    if (verb !== "release") return setChosen((before) => (before === verb ? null : verb));
    act({
      call: (headers) =>
        api.POST("/api/v1/fulfillment-orders/{id}/release", { params: { path: { id: work.id } }, headers }),
      done: t("did.releaseWork", { number: work.number, location: work.location.code }),
    });
  }
  return (
    <>
      <div className={classes.bar} style={{ marginTop: "var(--sy-3)" }}>
        {verbs.map((verb) => (
          <Button
            key={verb}
            loading={verb === "release" && busy}
            aria-expanded={verb === "release" ? undefined : chosen === verb}
            onClick={() => choose(verb)}
          >
            {t(`work.${verb}`)}
          </Button>
        ))}
      </div>
      {chosen === "pick" && verbs.includes("pick") && <PickPanel work={work} onClose={close} />}
      {chosen === "pack" && verbs.includes("pack") && <PackPanel work={work} onClose={close} />}
      {chosen === "ship" && verbs.includes("ship") && <ShipPanel work={work} onClose={close} />}
      <Slip work={work} />
    </>
  );
}

function Slip({ work }: Props) {
  if (work.status === "canceled" || work.lines.length === 0) return null;
  return (
    <div className={classes.bar} style={{ marginTop: "var(--sy-3)", marginBottom: 0 }}>
      <Anchor href={`/api/v1/fulfillment-orders/${work.id}/packing-slip.pdf`} target="_blank">
        {t("work.slip")}
      </Anchor>
      <Link to="/fulfillment/station/$id" params={{ id: work.id }}>
        {t("work.station")}
      </Link>
    </div>
  );
}

type FormProps = Props & { onClose: () => void };

function PickPanel({ work, onClose }: FormProps) {
  const { act, busy } = useAct();
  const lines = workLines(work)
    .filter((line) => line.picked < line.quantity)
    .map((line) => ({ line: line.line, name: line.title || line.sku, most: line.quantity - line.picked }));
  const [found, setFound] = useState<Record<number, number>>(() =>
    Object.fromEntries(lines.map((line) => [line.line, line.most])),
  );
  const [missing, setMissing] = useState<Record<number, number>>({});
  const items = lines
    .map(({ line, most }) => ({
      line,
      quantity: found[line] ?? 0,
      short: Math.min(missing[line] ?? 0, most - (found[line] ?? 0)),
    }))
    .filter((item) => item.quantity + item.short > 0);
  function submit() {
    act({
      call: (headers) =>
        api.POST("/api/v1/fulfillment-orders/{id}/pick", {
          params: { path: { id: work.id } },
          body: { items },
          headers,
        }),
      done: t("did.pick", {
        count: items.reduce((sum, item) => sum + item.quantity, 0),
        number: work.number,
      }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("pick.title", { number: work.number })}
      verb={t("work.pick")}
      busy={busy}
      disabled={items.length === 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <Quantities
        label={t("pick.found")}
        lines={lines}
        values={found}
        onChange={(values) => {
          setFound(values);
          setMissing(
            Object.fromEntries(
              Object.entries(missing).map(([line, n]) => {
                const most = lines.find((one) => one.line === Number(line))?.most ?? 0;
                return [line, Math.min(n, most - (values[Number(line)] ?? 0))];
              }),
            ),
          );
        }}
      />
      <Quantities
        label={t("pick.short")}
        lines={lines.map((line) => ({ ...line, most: line.most - (found[line.line] ?? 0) }))}
        values={missing}
        onChange={setMissing}
      />
      <p className={classes.wide}>{t("pick.shortHint")}</p>
    </ActionPanel>
  );
}

function PackPanel({ work, onClose }: FormProps) {
  const { act, busy } = useAct();
  const lines = workLines(work)
    .filter((line) => line.packed < line.picked)
    .map((line) => ({ line: line.line, name: line.title || line.sku, most: line.picked - line.packed }));
  const [values, setValues] = useState<Record<number, number>>(() =>
    Object.fromEntries(lines.map((line) => [line.line, line.most])),
  );
  const [grams, setGrams] = useState<string | number>("");
  const proposed = useQuery(proposedLotsQuery(work.id, work.version)).data ?? [];
  const named = serialLines(stepLines(work, "pack", []), proposed).filter(({ line }) => values[line]);
  const items = chosenOf(values);
  function submit(form: FormData) {
    const serials = (line: number) => namesOf(form, `line-${line}-`).serials;
    const parcel = {
      items: items.map((item) => ({ ...item, serials: serials(item.line) })),
      ...(Number(grams) > 0 ? { weight_grams: Number(grams) } : {}),
    };
    act({
      call: (headers) =>
        api.POST("/api/v1/fulfillment-orders/{id}/pack", {
          params: { path: { id: work.id } },
          body: { parcels: [parcel] },
          headers,
        }),
      done: t("did.pack", { number: work.number }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("pack.title", { number: work.number })}
      verb={t("work.pack")}
      busy={busy}
      disabled={items.length === 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <Quantities label={t("pack.units")} lines={lines} values={values} onChange={setValues} />
      {named.map(({ line, title }) => (
        <LotFields key={line} tracking="serial" prefix={`line-${line}-`} of={title} alone required />
      ))}
      <NumberInput
        label={t("pack.weight")}
        description={t("pack.weightHint")}
        min={1}
        allowDecimal={false}
        value={grams}
        onChange={setGrams}
      />
    </ActionPanel>
  );
}

function ShipPanel({ work, onClose }: FormProps) {
  const { act, busy } = useAct();
  const rates = useQuery({
    queryKey: ["rates", work.id, work.version],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/fulfillment-orders/{id}/rates", { params: { path: { id: work.id } }, signal })),
    retry: false,
  });
  function submit(form: FormData) {
    const service = String(form.get("service") ?? "") || undefined;
    act({
      call: (headers) =>
        api.POST("/api/v1/fulfillment-orders/{id}/ship", {
          params: { path: { id: work.id } },
          body: { service },
          headers,
        }),
      done: t("did.ship", { count: work.parcels.length, number: work.number }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("ship.title", { number: work.number })}
      verb={t("work.ship")}
      busy={busy}
      disabled={rates.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        name="service"
        label={t("ship.service")}
        description={rates.error ? adviceFor(rates.error) : undefined}
        data={[
          { value: "", label: t("ship.cheapest") },
          ...(rates.data?.items ?? []).map((rate) => ({
            value: rate.service,
            label: `${rate.name}, ${money(rate.cost, rate.currency)}`,
          })),
        ]}
      />
    </ActionPanel>
  );
}
