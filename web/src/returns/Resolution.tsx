import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useDeferredValue, useState, type FormEvent } from "react";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Decision } from "../api/returns";
import type { Return, ReturnLine } from "../api/types";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import { Arithmetic } from "./Arithmetic";
import { left } from "./draft";
import classes from "./returns.module.css";

/** Decides what the buyer gets of a return that was inspected. */
export function Resolution({ one }: { one: Return }) {
  const { act, busy, fields } = useAct();
  const [decisions, setDecisions] = useState<Record<number, Decision>>({});
  const lines = one.lines.map(({ line, ...rest }) => ({
    line,
    quantity: left({ line, ...rest }),
    ...decisions[line],
  }));
  const shown = useDeferredValue(lines);
  const set = (line: number, to: Partial<Decision>) =>
    setDecisions({ ...decisions, [line]: { ...decisions[line], line, ...to } });
  function submit(event: FormEvent) {
    event.preventDefault();
    act({
      call: (headers) =>
        api.POST("/api/v1/returns/{id}/resolve", {
          params: { path: { id: one.id } },
          body: { lines: lines.map(sendable) },
          headers,
        }),
      done: t("did.resolveReturn", { number: one.number }),
    });
  }
  return (
    <form onSubmit={submit} aria-label={t("resolve.title")} className={classes.desk}>
      <Panel title={t("resolve.title")} hint={t("resolve.hint")} flush>
        {one.lines.map((line, n) => (
          <Decided
            key={line.line}
            line={line}
            decision={decisions[line.line]}
            error={fields[`lines[${n}].deduction`]}
            onChange={(to) => set(line.line, to)}
          />
        ))}
      </Panel>
      <Arithmetic one={one} lines={shown.map(sendable)}>
        <Button type="submit" variant="filled" fullWidth loading={busy} mt="md">
          {t("resolve.do")}
        </Button>
      </Arithmetic>
    </form>
  );
}

/** An empty field says nothing, and what is rejected has no deduction. */
function sendable({ line, quantity, resolution, deduction, why }: Decision): Decision {
  const rejected = resolution === "reject";
  return {
    line,
    quantity: rejected ? undefined : quantity,
    resolution,
    deduction: rejected ? undefined : deduction?.trim().replace(",", ".") || undefined,
    why: why?.trim() || undefined,
  };
}

type Props = {
  line: ReturnLine;
  decision: Decision | undefined;
  error: string | undefined;
  onChange: (to: Partial<Decision>) => void;
};

function Decided({ line, decision, error, onChange }: Props) {
  const name = line.title || line.sku;
  const some = left(line) > 0;
  return (
    <fieldset className={classes.unit}>
      <legend className={classes.unseen}>{name}</legend>
      <div className={classes.lineHead}>
        <span className={classes.number}>{left(line)}</span>
        <b>
          <bdi>{name}</bdi>
        </b>
        <span>
          {line.found
            .map((found) => `${found.quantity} × ${t(`disposition.${found.disposition}`)}`)
            .join(", ")}
        </span>
      </div>
      {some ? (
        <div className={classes.more}>
          <NativeSelect
            label={t("resolve.gets")}
            value={decision?.resolution ?? "refund"}
            onChange={({ currentTarget: { value } }) =>
              onChange({ resolution: value === "reject" ? "reject" : "refund" })
            }
            data={[
              { value: "refund", label: t("resolve.refund") },
              { value: "reject", label: t("resolve.reject") },
            ]}
          />
          {decision?.resolution !== "reject" && (
            <TextInput
              label={t("resolve.deduction")}
              inputMode="decimal"
              maxLength={40}
              value={decision?.deduction ?? ""}
              error={error}
              onChange={({ currentTarget: { value } }) => onChange({ deduction: value })}
            />
          )}
          <TextInput
            label={t("resolve.why")}
            maxLength={300}
            value={decision?.why ?? ""}
            onChange={({ currentTarget: { value } }) => onChange({ why: value })}
          />
        </div>
      ) : (
        <p className={classes.quiet}>{t(line.credited > 0 ? "resolve.given" : "resolve.nothing")}</p>
      )}
    </fieldset>
  );
}
