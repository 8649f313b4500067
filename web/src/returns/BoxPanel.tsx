import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { Quantities } from "../act/Quantities";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { unwrap } from "../api/problem";
import { locationsQuery } from "../api/stock";
import type { Order } from "../api/types";
import { t } from "../text";
import { returnableLines } from "./returnable";

/** Takes in a box that nobody announced: whose order it is, and what is in it. */
export function BoxPanel({ code, onClose }: { code: string; onClose: () => void }) {
  const navigate = useNavigate();
  const { act, busy } = useAct();
  const [typed, setTyped] = useState(code);
  const [asked, setAsked] = useState(code);
  const [counted, setCounted] = useState<Record<number, number>>({});
  const locations = useQuery(locationsQuery);
  const order = useQuery({
    queryKey: ["orders", "named", asked],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/orders", { params: { query: { q: asked, limit: 20 } }, signal })),
    select: (page) => page.items.find((one) => named(one, asked)),
    enabled: asked !== "",
  });
  const lines = order.data ? returnableLines(order.data, "component") : [];
  const items = lines
    .map(({ line }) => ({ order_line: line, quantity: counted[line] ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
  function submit(form: FormData) {
    if (!order.data || items.length === 0) return setAsked(typed.trim());
    const body = {
      order: order.data.number,
      items,
      location: String(form.get("location")) || undefined,
      note: String(form.get("note")).trim() || undefined,
    };
    act({
      call: (headers) => api.POST("/api/v1/returns/receive", { body, headers }),
      done: (made) => t("did.receiveBox", { number: made.number }),
      then: (made) => navigate({ to: "/returns/$id", params: { id: made.id } }),
    });
  }
  return (
    <ActionPanel
      title={t("returns.box")}
      verb={t(order.data ? "returns.receive" : "returns.find")}
      busy={busy || order.isFetching}
      disabled={order.data ? items.length === 0 : typed.trim() === ""}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t("returns.boxOrder")}
        description={t("returns.boxOrderWhat")}
        value={typed}
        maxLength={200}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
        onBlur={() => setAsked(typed.trim())}
        error={
          asked && order.data === undefined && order.isSuccess
            ? t("returns.boxUnknown", { code: asked })
            : null
        }
      />
      {order.data && (
        <>
          <NativeSelect
            name="location"
            label={t("returns.cameTo")}
            data={[
              { value: "", label: t("returns.byPolicy") },
              ...(locations.data ?? []).map((one) => ({ value: one.code, label: one.name || one.code })),
            ]}
          />
          <TextInput name="note" label={t("returns.note")} maxLength={1000} />
          {lines.length > 0 ? (
            <Quantities label={t("returns.inTheBox")} lines={lines} values={counted} onChange={setCounted} />
          ) : (
            <p className={actClasses.wide}>{t("returns.nothingLeft", { number: order.data.number })}</p>
          )}
        </>
      )}
    </ActionPanel>
  );
}

const named = (order: Order, code: string) =>
  order.number === code || order.external_id.toLowerCase() === code.toLowerCase();
