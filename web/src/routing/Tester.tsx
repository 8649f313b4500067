import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useId, useState } from "react";
import { unwrap } from "../api/problem";
import { api } from "../api/client";
import { orderQuery } from "../api/orders";
import { trialQuery } from "../api/routing";
import type { RoutingAnswer } from "../api/types";
import { adviceFor } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { Skeleton } from "../parts/Skeleton";
import { t } from "../text";
import { CandidateTable } from "./decision/CandidateTable";
import { DecisionMap } from "./decision/DecisionMap";
import { choice, otherwise } from "./decision/words";
import { amount } from "./minor";
import classes from "./routing.module.css";
import { basketOf, emptyBasket, trialOf, type Basket } from "./trial";
import { useDesk } from "./useDraft";
import { useNouns } from "./useNouns";

/** One order through the draft, beside what the live version makes of it. */
export function Tester({ onFired }: { onFired: (names: string[]) => void }) {
  const { policy, draft } = useDesk();
  const [basket, setBasket] = useState<Basket>(emptyBasket);
  const [asked] = useDebouncedValue(basket, 300);
  const [tried] = useDebouncedValue(policy, 300);
  const sound = draft.faults.length === 0;
  const live = trialOf(asked);
  const mine = trialOf(asked, tried);
  const byDraft = useQuery({
    ...trialQuery(mine ?? { items: [] }, "draft"),
    enabled: mine !== null && sound,
  });
  const byLive = useQuery({ ...trialQuery(live ?? { items: [] }, "live"), enabled: live !== null });
  const names = byDraft.data?.why.rules_fired?.join("\n") ?? "";
  const tell = useEffectEvent(() => onFired(names === "" ? [] : names.split("\n")));
  useEffect(() => tell(), [names]);
  return (
    <Panel title={t("tester.title")} hint={t("tester.hint")}>
      <div className={classes.tester}>
        <TakeOrder onTake={setBasket} />
        <BasketFields basket={basket} onChange={setBasket} />
        {!sound && <p className={classes.fault}>{t("tester.faults")}</p>}
        {live === null && <p className={classes.quiet}>{t("tester.waits")}</p>}
        {byDraft.error && (
          <p className={classes.fault} role="alert">
            {adviceFor(byDraft.error)}
          </p>
        )}
        {mine && sound && byDraft.isPending && <Skeleton label={t("tester.asking")} rows={4} />}
        {mine && sound && byDraft.data && (
          <div data-testid="decision" className={classes.answer}>
            <Answer answer={byDraft.data} live={byLive.data} />
          </div>
        )}
      </div>
    </Panel>
  );
}

function Answer({ answer, live }: { answer: RoutingAnswer; live: RoutingAnswer | undefined }) {
  const { why, short } = answer;
  const currency = why.currency ?? "";
  const fired = why.rules_fired ?? [];
  return (
    <>
      <ol className={classes.path} aria-label={t("tester.path")}>
        <li>{t("tester.everyOrder")}</li>
        {fired.map((name) => (
          <li key={name}>
            <bdi>{name}</bdi>
          </li>
        ))}
        <li data-last="">{t("tester.cheapest")}</li>
      </ol>
      <p className={classes.lead} role="status">
        {choice(why)}
      </p>
      {short.map(({ item, sku, quantity }) => (
        <p key={item} className={classes.fault}>
          {t("decision.short", { count: quantity, sku })}
        </p>
      ))}
      {why.counterfactuals?.map((one) => (
        <p key={one.location} className={classes.quiet}>
          {otherwise(one, currency)}
        </p>
      ))}
      <p>{compared(answer, live)}</p>
      <DecisionMap why={why} />
      <CandidateTable why={why} />
      <p className={classes.quiet}>
        {t("tester.bound", { bound: amount(why.bound, currency), sets: why.sets_compared })}
      </p>
    </>
  );
}

/** How the live version differs, in a sentence. */
function compared({ why, sends }: RoutingAnswer, live: RoutingAnswer | undefined): string {
  if (!live) return t("tester.askingLive");
  const from = (all: RoutingAnswer["sends"]) =>
    all
      .map(({ item, location, quantity }) => `${item} ${location} ${quantity}`)
      .sort()
      .join();
  const currency = why.currency ?? "";
  if (from(sends) !== from(live.sends)) return t("tester.liveSays", { choice: choice(live.why) });
  if (live.why.cost === why.cost) return t("tester.same");
  return t("tester.sameFor", { cost: amount(live.why.cost, currency) });
}

/** Takes the basket and the address of an order that was placed. */
function TakeOrder({ onTake }: { onTake: (basket: Basket) => void }) {
  const view = useSearch({ from: "/inside/routing/" });
  const navigate = useNavigate({ from: "/routing" });
  const [number, setNumber] = useState(view.order ?? "");
  const found = useQuery({
    queryKey: ["orders", "number", view.order],
    queryFn: async ({ signal }) => {
      const query = { q: view.order, limit: 20 };
      const page = await unwrap(api.GET("/api/v1/orders", { params: { query }, signal }));
      return page.items.find((one) => one.number === view.order || one.external_id === view.order) ?? null;
    },
    enabled: view.order !== undefined,
  });
  const order = useQuery({ ...orderQuery(found.data?.id ?? ""), enabled: Boolean(found.data) });
  const take = useEffectEvent(() => order.data && onTake(basketOf(order.data)));
  const id = order.data?.id;
  useEffect(() => {
    if (id) take();
  }, [id]);
  return (
    <form
      className={classes.take}
      onSubmit={(event) => {
        event.preventDefault();
        void navigate({ search: { ...view, order: number.trim() || undefined }, replace: true });
      }}
    >
      <TextInput
        label={t("tester.order")}
        value={number}
        maxLength={100}
        error={
          view.order !== undefined && found.data === null
            ? t("tester.noOrder", { number: view.order })
            : undefined
        }
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <Button type="submit">{t("tester.take")}</Button>
    </form>
  );
}

type FieldsProps = { basket: Basket; onChange: (basket: Basket) => void };

function BasketFields({ basket, onChange }: FieldsProps) {
  const { channels, skus, lists } = useNouns();
  const list = useId();
  const set = (part: Partial<Basket>) => onChange({ ...basket, ...part });
  return (
    <fieldset className={classes.basket}>
      <legend>{t("tester.basket")}</legend>
      <datalist id={`${list}sku`}>
        {skus.map(({ value, label }) => (
          <option key={value} value={value} label={label} />
        ))}
      </datalist>
      <datalist id={`${list}country`}>
        {lists.countries.map(({ value, label }) => (
          <option key={value} value={value} label={label} />
        ))}
      </datalist>
      {basket.items.map((item, n) => (
        <div key={n} className={classes.item}>
          <TextInput
            label={t("tester.sku", { n: n + 1 })}
            list={`${list}sku`}
            maxLength={100}
            value={item.sku}
            onChange={(event) =>
              set({ items: basket.items.with(n, { ...item, sku: event.currentTarget.value }) })
            }
          />
          <NumberInput
            label={t("tester.quantity", { n: n + 1 })}
            min={1}
            max={1_000_000}
            allowDecimal={false}
            value={item.quantity}
            onChange={(quantity) => set({ items: basket.items.with(n, { ...item, quantity }) })}
          />
          <Button
            disabled={basket.items.length === 1}
            aria-label={t("tester.dropItem", { n: n + 1 })}
            onClick={() => set({ items: basket.items.toSpliced(n, 1) })}
          >
            {t("purchasing.drop")}
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => set({ items: [...basket.items, { sku: "", quantity: 1 }] })}>
          {t("tester.addItem")}
        </Button>
      </div>
      <div className={classes.fields}>
        <TextInput
          label={t("tester.country")}
          list={`${list}country`}
          maxLength={2}
          value={basket.country}
          onChange={(event) => set({ country: event.currentTarget.value.toUpperCase() })}
        />
        <TextInput
          label={t("tester.postal")}
          maxLength={20}
          value={basket.postal}
          onChange={(event) => set({ postal: event.currentTarget.value })}
        />
        <TextInput
          label={t("tester.region")}
          maxLength={10}
          value={basket.region}
          onChange={(event) => set({ region: event.currentTarget.value })}
        />
        <NativeSelect
          label={t("tester.channel")}
          value={basket.channel}
          onChange={(event) => set({ channel: event.currentTarget.value })}
          data={[{ value: "", label: t("tester.anyChannel") }, ...channels]}
        />
        <TextInput
          label={t("tester.method")}
          maxLength={200}
          value={basket.method}
          onChange={(event) => set({ method: event.currentTarget.value })}
        />
        <TextInput
          label={t("tester.value")}
          inputMode="decimal"
          maxLength={30}
          value={basket.value}
          onChange={(event) => set({ value: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}
