import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { returnLotsQuery } from "../api/returns";
import type { Return, ReturnedLots } from "../api/types";
import { useCommands } from "../keys/commands";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import { day } from "../text/time";
import { Arithmetic } from "./Arithmetic";
import {
  choicesOf,
  conditions,
  findings,
  partsOf,
  refundable,
  sentOf,
  serialsOfPart,
  split,
  type Condition,
  type Part,
} from "./draft";
import classes from "./returns.module.css";

/** Says what each unit was found to be; beside it what the buyer would get. */
export function Inspection({ one }: { one: Return }) {
  const { act, busy } = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [parts, setParts] = useState(() => partsOf(one));
  const lots = useQuery(returnLotsQuery(one.id, one.version)).data ?? [];
  const items = findings(parts, lots);
  const units = refundable(one, parts);
  const whole = parts.every((part) => part.disposition);
  useCommands([
    {
      name: t("inspect.go"),
      keys: "i",
      group: "page",
      run: () => form.current?.querySelector<HTMLInputElement>("input[type=radio]")?.focus(),
    },
  ]);
  const change = (at: number, to: Partial<Part>) =>
    setParts(parts.map((part, n) => (n === at ? { ...part, ...to } : part)));
  function submit(event: FormEvent) {
    event.preventDefault();
    if (items.length === 0) return;
    act({
      call: (headers) =>
        api.POST("/api/v1/returns/{id}/inspect", {
          params: { path: { id: one.id } },
          body: { items },
          headers,
        }),
      done: (now) => t(now.status === "closed" ? "did.inspectClosed" : "did.inspect", { number: one.number }),
    });
  }
  return (
    <form ref={form} onSubmit={submit} aria-label={t("inspect.title")} className={classes.desk}>
      <Panel title={t("inspect.title")} hint={t("inspect.hint")} flush>
        {parts.map((part, at) => (
          <Judged
            key={at}
            one={one}
            part={part}
            at={at}
            sent={sentOf(lots, part)}
            onChange={(to) => change(at, to)}
            onSplit={() => setParts(split(parts, at))}
          />
        ))}
      </Panel>
      <Arithmetic
        one={one}
        lines={one.lines.map(({ line }) => ({ line, quantity: units[line] ?? 0 }))}
        hint={t("inspect.soFar")}
      >
        <Button type="submit" variant="filled" fullWidth loading={busy} disabled={items.length === 0} mt="md">
          {t(whole ? "inspect.finish" : "inspect.part")}
        </Button>
      </Arithmetic>
    </form>
  );
}

type Props = {
  one: Return;
  part: Part;
  at: number;
  sent?: ReturnedLots;
  onChange: (to: Partial<Part>) => void;
  onSplit: () => void;
};

function Judged({ one, part, at, sent, onChange, onSplit }: Props) {
  const line = one.lines.find(({ line: n }) => n === part.line)!;
  const name = line.title || line.sku;
  return (
    <fieldset className={classes.unit}>
      <legend className={classes.unseen}>
        {t(part.here ? "inspect.units" : "inspect.absent", { count: part.quantity, name })}
      </legend>
      <div className={classes.lineHead}>
        <span className={classes.number}>{part.quantity}</span>
        <b>
          <bdi>{name}</bdi>
        </b>
        <span>{t(part.here ? `reason.${line.reason}` : "inspect.notCome")}</span>
      </div>
      <p className={classes.code}>
        <bdi>{line.sku}</bdi>
      </p>
      {line.note && (
        <p className={classes.quiet}>
          <bdi>{line.note}</bdi>
        </p>
      )}
      <div className={classes.choices}>
        {choicesOf(part).map((disposition) => (
          <label
            key={disposition}
            className={classes.choice}
            data-on={part.disposition === disposition || undefined}
          >
            <input
              type="radio"
              name={`part-${at}`}
              checked={part.disposition === disposition}
              onChange={() => onChange({ disposition })}
            />
            {t(`disposition.${disposition}`)}
          </label>
        ))}
      </div>
      {sent && part.disposition !== "wrong_item" && (
        <div className={classes.more}>
          <SentLots part={part} sent={sent} onChange={onChange} />
        </div>
      )}
      <div className={classes.more}>
        {part.here && (
          <NativeSelect
            aria-label={t("inspect.condition", { name })}
            value={part.condition ?? ""}
            onChange={({ currentTarget: { value } }) =>
              onChange({ condition: (value || undefined) as Condition | undefined })
            }
            data={[
              { value: "", label: t("inspect.anyCondition") },
              ...conditions.map((value) => ({ value, label: t(`condition.${value}`) })),
            ]}
          />
        )}
        {part.quantity > 1 && <Button onClick={onSplit}>{t("inspect.split")}</Button>}
      </div>
    </fieldset>
  );
}

type LotProps = { part: Part; sent: ReturnedLots; onChange: (to: Partial<Part>) => void };

/** Asks of which lot the units are, or for their serial numbers, of those that the buyer was sent. */
function SentLots({ part, sent, onChange }: LotProps) {
  const names = sent.lots.map(({ lot }) => lot).join(", ");
  if (sent.tracking === "serial") {
    return (
      <Textarea
        label={t("inspect.serials")}
        description={t("inspect.sent", { names })}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={20_000}
        value={serialsOfPart(part, sent)}
        onChange={(event) => onChange({ serials: event.currentTarget.value })}
      />
    );
  }
  return (
    <NativeSelect
      label={t("inspect.lot")}
      value={part.lot ?? ""}
      onChange={(event) => onChange({ lot: event.currentTarget.value || undefined })}
      data={[
        { value: "", label: t("inspect.lotWhat") },
        ...sent.lots.map(({ lot = "", expires_on: on, quantity }) => ({
          value: lot,
          label: [lot, on && day(on), t("order.unitCount", { count: quantity })].filter(Boolean).join(", "),
        })),
      ]}
    />
  );
}
