import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import type { Return } from "../api/types";
import { useCommands } from "../keys/commands";
import { Receive } from "../purchasing/Receive";
import { t } from "../text";
import { arrived } from "./draft";
import { verbsOf, type ReturnVerb } from "./verbs";

type PanelProps = { one: Return; onClose: () => void };

const keys: Partial<Record<ReturnVerb, string>> = { receive: "r" };

/** What can be done to a return beside its inspection. */
export function ReturnActions({ one }: { one: Return }) {
  const may = useMay();
  const { act, busy } = useAct();
  const [chosen, setChosen] = useState<ReturnVerb | null>(null);
  const verbs = verbsOf(one, may);
  const open = chosen && verbs.includes(chosen) ? chosen : null;
  const close = () => setChosen(null);
  const approve = (keep_it: boolean) =>
    act({
      call: (headers) =>
        api.POST("/api/v1/returns/{id}/approve", {
          params: { path: { id: one.id } },
          body: { keep_it },
          headers,
        }),
      done: t(keep_it ? "did.keepReturn" : "did.approveReturn", { number: one.number }),
    });
  function choose(verb: ReturnVerb) {
    if (verb === "approve") approve(false);
    else setChosen(open === verb ? null : verb);
  }
  useCommands(
    verbs.map((verb) => ({
      name: t(`return.verb.${verb}`),
      keys: keys[verb],
      group: "page" as const,
      run: () => choose(verb),
    })),
  );
  if (verbs.length === 0) return null;
  return (
    <>
      <div className={actClasses.bar} role="group" aria-label={t("return.actions")}>
        {verbs.map((verb, n) => (
          <Button
            key={verb}
            variant={n === 0 && one.status !== "received" ? "filled" : "default"}
            loading={busy && verb === "approve"}
            aria-expanded={verb === "approve" ? undefined : open === verb}
            onClick={() => choose(verb)}
          >
            {t(`return.verb.${verb}`)}
          </Button>
        ))}
      </div>
      {open === "receive" && <ReceivePanel one={one} onClose={close} />}
      {open === "send" && <SendPanel one={one} onClose={close} />}
      {(open === "decline" || open === "cancel") && <EndPanel one={one} verb={open} onClose={close} />}
      {open === "keep" && (
        <ActionPanel
          title={t("return.keepTitle", { number: one.number })}
          verb={t("return.verb.keep")}
          busy={busy}
          onSubmit={() => approve(true)}
          onClose={close}
        >
          <p className={actClasses.wide}>{t("return.keepWhat")}</p>
        </ActionPanel>
      )}
    </>
  );
}

function ReceivePanel({ one, onClose }: PanelProps) {
  const open = new Map<string, number>();
  for (const line of one.lines) open.set(line.sku, (open.get(line.sku) ?? 0) + line.open);
  return (
    <Receive
      title={t("return.receiveTitle", { number: one.number })}
      lines={[...open].map(([sku, units]) => ({ sku, open: units }))}
      done={t("did.receiveReturn", { number: one.number })}
      send={({ items, complete }, headers) =>
        api.POST("/api/v1/returns/{id}/receive", {
          params: { path: { id: one.id } },
          body: { items: arrived(one, items), complete },
          headers,
        })
      }
      onClose={onClose}
    />
  );
}

function SendPanel({ one, onClose }: PanelProps) {
  const { act, busy } = useAct();
  const send = (form: FormData) =>
    act({
      call: (headers) =>
        api.POST("/api/v1/returns/{id}/in-transit", {
          params: { path: { id: one.id } },
          body: {
            carrier: String(form.get("carrier")).trim() || undefined,
            tracking: String(form.get("tracking")).trim() || undefined,
          },
          headers,
        }),
      done: t("did.sendReturn", { number: one.number }),
      then: onClose,
    });
  return (
    <ActionPanel
      title={t("return.sendTitle", { number: one.number })}
      verb={t("return.verb.send")}
      busy={busy}
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput
        name="tracking"
        label={t("return.tracking")}
        description={t("return.trackingWhat")}
        defaultValue={one.tracking_number}
        maxLength={100}
      />
      <TextInput name="carrier" label={t("return.carrier")} defaultValue={one.carrier} maxLength={64} />
    </ActionPanel>
  );
}

function EndPanel({ one, verb, onClose }: PanelProps & { verb: "decline" | "cancel" }) {
  const { act, busy } = useAct();
  const end = (form: FormData) => {
    const sent = { params: { path: { id: one.id } }, body: { reason: String(form.get("reason")).trim() } };
    act({
      call: (headers) =>
        verb === "decline"
          ? api.POST("/api/v1/returns/{id}/decline", { ...sent, headers })
          : api.POST("/api/v1/returns/{id}/cancel", { ...sent, headers }),
      done: t(verb === "decline" ? "did.declineReturn" : "did.cancelReturn", { number: one.number }),
      then: onClose,
    });
  };
  return (
    <ActionPanel
      title={t(verb === "decline" ? "return.declineTitle" : "return.cancelTitle", { number: one.number })}
      verb={t(`return.verb.${verb}`)}
      danger
      busy={busy}
      onSubmit={end}
      onClose={onClose}
    >
      <TextInput name="reason" label={t("return.why")} required maxLength={300} className={actClasses.wide} />
    </ActionPanel>
  );
}
