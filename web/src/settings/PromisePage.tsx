import { Button, CloseButton, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { channelsQuery } from "../api/channels";
import { api } from "../api/client";
import { ApiError, unwrap } from "../api/problem";
import type { BasketPromise, PromiseInput } from "../api/promises";
import { Empty, Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import { PromiseOptions } from "./PromiseOptions";
import classes from "./settings.module.css";

type Item = { sku: string; quantity: number };

const oneItem: Item = { sku: "", quantity: 1 };
const address = [
  { name: "country_code", label: "address.country", limit: 2, required: true },
  { name: "postal_code", label: "address.postal_code", limit: 20, required: false },
  { name: "city", label: "address.city", limit: 300, required: false },
] as const;

/** Asks when a basket would arrive, and shows why. Nothing is reserved. */
export function PromisePage() {
  const channels = useQuery(channelsQuery);
  const [items, setItems] = useState([oneItem]);
  const asked = useMutation({
    mutationFn: (body: PromiseInput) => unwrap<BasketPromise>(api.POST("/api/v1/promises", { body })),
  });
  const fields = asked.error instanceof ApiError ? asked.error.fields : {};
  const set = (at: number, part: Partial<Item>) =>
    setItems(items.map((item, i) => (i === at ? { ...item, ...part } : item)));
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    asked.mutate({
      channel: text("channel"),
      items: items.map(({ sku, quantity }) => ({ sku: sku.trim(), quantity })),
      destination: {
        country_code: text("country_code").toUpperCase(),
        postal_code: text("postal_code") || undefined,
        city: text("city") || undefined,
      },
    });
  }
  return (
    <>
      <PageHead title={t("basket.title")} hint={t("basket.hint")} />
      <div className={classes.closures}>
        <form onSubmit={submit} aria-label={t("basket.title")}>
          <Panel title={t("basket.basket")}>
            <div className={classes.closures}>
              <div className={classes.asked}>
                <NativeSelect
                  name="channel"
                  label={t("basket.channel")}
                  data={(channels.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
                  error={fields.channel}
                />
                {address.map(({ name, label, limit, required }) => (
                  <TextInput
                    key={name}
                    name={name}
                    label={t(label)}
                    maxLength={limit}
                    required={required}
                    error={fields[`destination.${name}`]}
                  />
                ))}
              </div>
              {items.map((item, at) => (
                <div key={at} className={classes.item}>
                  <TextInput
                    label={t("basket.sku")}
                    value={item.sku}
                    required
                    maxLength={100}
                    error={fields[`items[${at}].sku`]}
                    onChange={(event) => set(at, { sku: event.currentTarget.value })}
                  />
                  <NumberInput
                    label={t("basket.quantity")}
                    value={item.quantity}
                    min={1}
                    allowDecimal={false}
                    error={fields[`items[${at}].quantity`]}
                    onChange={(value) => set(at, { quantity: Number(value) || 1 })}
                  />
                  {items.length > 1 && (
                    <CloseButton
                      aria-label={t("basket.removeItem", { n: at + 1 })}
                      onClick={() => setItems(items.filter((_, i) => i !== at))}
                    />
                  )}
                </div>
              ))}
              <div className={classes.verbs}>
                <Button type="submit" variant="filled" loading={asked.isPending}>
                  {t("basket.ask")}
                </Button>
                <Button onClick={() => setItems([...items, oneItem])}>{t("basket.addItem")}</Button>
              </div>
            </div>
          </Panel>
        </form>
        <div role="status" aria-live="polite" className={classes.closures}>
          {channels.error && !channels.data && (
            <Failure level={2} error={channels.error} onRetry={() => void channels.refetch()} />
          )}
          {asked.error && Object.keys(fields).length === 0 && <Failure level={2} error={asked.error} />}
          {asked.data && <PromiseOptions promise={asked.data} />}
          {!asked.data && !asked.error && (
            <Empty level={2} title={t("basket.empty")} what={t("basket.emptyWhat")} />
          )}
        </div>
      </div>
    </>
  );
}
