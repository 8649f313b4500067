import { NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { quoteQuery } from "../api/routing";
import { locationsQuery } from "../api/stock";
import type { CardQuote, RateAnswer } from "../api/types";
import { adviceFor } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { weight } from "./cardWords";
import { amount } from "./minor";
import { emptyParcel, questionOf, type Parcel } from "./parcel";
import classes from "./rates.module.css";
import routingClasses from "./routing.module.css";
import { useDesk } from "./useDraft";
import { useNouns } from "./useNouns";

const sides = ["length", "width", "height"] as const;

/** What one parcel would cost under the draft, card by card, with its zone, its weight step and the sum. */
export function Quoter() {
  const { policy, draft } = useDesk();
  const locations = useQuery(locationsQuery).data ?? [];
  const [parcel, setParcel] = useState<Parcel>(emptyParcel);
  const [asked] = useDebouncedValue(parcel, 300);
  const [tried] = useDebouncedValue(policy, 300);
  const sound = draft.faults.length === 0;
  const question = questionOf({ ...asked, location: asked.location || (locations[0]?.code ?? "") }, tried);
  const { data, error, isPending } = useQuery({
    ...quoteQuery(question ?? { location: "", destination: {}, weight_grams: 0 }),
    enabled: question !== null && sound,
  });
  return (
    <Panel title={t("quote.title")} hint={t("quote.hint")}>
      <Fields parcel={parcel} locations={locations} onChange={setParcel} />
      {!sound && <p className={routingClasses.fault}>{t("tester.faults")}</p>}
      {sound && question === null && <p className={routingClasses.quiet}>{t("quote.waits")}</p>}
      {sound && question && error && (
        <p className={routingClasses.fault} role="alert">
          {adviceFor(error)}
        </p>
      )}
      {sound && question && !error && isPending && <Skeleton label={t("quote.asking")} rows={3} />}
      {sound && question && data && <Quotes answer={data} />}
    </Panel>
  );
}

type FieldsProps = {
  parcel: Parcel;
  locations: { code: string; name: string }[];
  onChange: (parcel: Parcel) => void;
};

function Fields({ parcel, locations, onChange }: FieldsProps) {
  const { lists } = useNouns();
  const countries = useId();
  const set = (part: Partial<Parcel>) => onChange({ ...parcel, ...part });
  return (
    <div className={routingClasses.fields}>
      <datalist id={countries}>
        {lists.countries.map(({ value, label }) => (
          <option key={value} value={value} label={label} />
        ))}
      </datalist>
      <NativeSelect
        label={t("quote.location")}
        value={parcel.location}
        onChange={(event) => set({ location: event.currentTarget.value })}
        data={locations.map(({ code, name }) => ({ value: code, label: name ? `${code} · ${name}` : code }))}
      />
      <TextInput
        label={t("tester.country")}
        list={countries}
        maxLength={2}
        value={parcel.country}
        onChange={(event) => set({ country: event.currentTarget.value.toUpperCase() })}
      />
      <TextInput
        label={t("tester.postal")}
        maxLength={20}
        value={parcel.postal}
        onChange={(event) => set({ postal: event.currentTarget.value })}
      />
      <TextInput
        label={t("tester.method")}
        maxLength={200}
        value={parcel.method}
        onChange={(event) => set({ method: event.currentTarget.value })}
      />
      <NumberInput
        label={t("quote.weight")}
        min={0}
        max={1_000_000_000}
        allowDecimal={false}
        rightSection={<span aria-hidden="true">g</span>}
        value={parcel.grams}
        onChange={(grams) => set({ grams })}
      />
      {sides.map((side) => (
        <NumberInput
          key={side}
          label={t(`quote.${side}`)}
          min={0}
          max={100_000}
          allowDecimal={false}
          rightSection={<span aria-hidden="true">mm</span>}
          rightSectionWidth={40}
          value={parcel[side]}
          onChange={(mm) => set({ [side]: mm })}
        />
      ))}
    </div>
  );
}

function Quotes({ answer }: { answer: RateAnswer }) {
  const { quotes, currency, level } = answer;
  return (
    <ul className={classes.quotes} aria-label={t("quote.title")}>
      {quotes.map((quote) => (
        <li key={quote.card} data-best={quote.best || undefined}>
          {quote.refused ? (
            <>
              <bdi>{quote.card}</bdi>
              <span className={routingClasses.quiet}>
                {t(`quote.refused.${quote.refused as "level" | "route"}`, { level })}
              </span>
            </>
          ) : (
            <Carried quote={quote} currency={currency} km={answer.distance_km} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Carried({ quote, currency, km }: { quote: CardQuote; currency: string; km: number }) {
  const price = (minor: number) => amount(minor, currency);
  return (
    <>
      <span className={classes.quoted}>
        <b>
          <bdi>{quote.card}</bdi> {quote.best && <Status of="routing" value="fired" word={t("quote.best")} />}
        </b>
        <b>{price(quote.total)}</b>
      </span>
      <span>
        {t("quote.step", {
          zone: quote.zone ?? "",
          over: weight(quote.over_grams),
          upTo: weight(quote.up_to_grams),
        })}{" "}
        {t(quote.by_volume ? "quote.byVolume" : "quote.byWeight", { weight: weight(quote.billed_grams) })}
      </span>
      <span className={classes.formula}>
        {t("quote.formula", {
          count: quote.parcels,
          price: price(quote.price),
          fuel: price(quote.fuel),
          surcharge: price(quote.surcharge),
          carrier: price(quote.carrier),
        })}
      </span>
      <span className={routingClasses.quiet}>
        {t("quote.rest", {
          handling: price(quote.handling),
          distance: price(quote.distance),
          km: figure(km),
          carbon: price(quote.carbon),
        })}
      </span>
    </>
  );
}
