import type { CardWarning, RateZone } from "../api/types";
import { figure, t } from "../text";
import { countryName } from "../text/country";
import type { CardChange } from "./cards";
import { amount } from "./minor";

/** A weight as people say it: 500 g, 2.5 kg. */
export const weight = (grams: number): string =>
  grams >= 1000 && grams % 100 === 0 ? t("rates.kg", { n: grams / 1000 }) : t("when.grams", { n: grams });

/** One change of a rate card in words. */
export function cardChange({ kind, card, zone = "", upTo = 0, before, after }: CardChange, currency: string) {
  const price = (minor: number | undefined) => (minor === undefined ? "–" : amount(minor, currency));
  return t(`rates.change.${kind}`, {
    card,
    zone,
    weight: weight(upTo),
    before: price(before),
    after: price(after),
  });
}

const someCountries = 4;

function places(codes: string[]): string {
  const named = codes.slice(0, someCountries).map(countryName).join(", ");
  const more = codes.length - someCountries;
  return more > 0 ? t("rates.andMore", { named, count: more }) : named;
}

/** Which routes a zone is for. */
export function routesOf({ domestic, from = [], to = [], up_to_km: km = 0 }: RateZone): string {
  const parts: string[] = [];
  if (domestic) parts.push(t("rates.withinCountry"));
  const both = from.length > 1 && from.join() === to.join();
  if (both) parts.push(t("rates.between", { places: places(from) }));
  if (from.length > 0 && !both) parts.push(t("rates.fromPlaces", { places: places(from) }));
  if (to.length > 0 && !both) parts.push(t("rates.toPlaces", { places: places(to) }));
  if (km > 0) parts.push(t("rates.upToKm", { km: figure(km) }));
  return parts.join(", ") || t("rates.anyRoute");
}

/** What a warning about rate cards says. */
export function cardWarning({
  reason,
  card = "",
  zone = "",
  other = "",
  up_to_grams: upTo = 0,
  from = "",
  to = [],
}: CardWarning): string {
  return t(`rates.warn.${reason as "zone_hidden" | "free_price" | "no_carriage"}`, {
    card,
    zone,
    other,
    weight: weight(upTo),
    from: countryName(from),
    to: places(to),
  });
}
