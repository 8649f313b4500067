import { useQuery } from "@tanstack/react-query";
import { channelsQuery } from "../api/channels";
import { filterKeysQuery } from "../api/orders";
import { ruleNounsQuery } from "../api/routing";
import { locationsQuery } from "../api/stock";
import { t } from "../text";
import type { ListKind } from "./condition";
import { countryCodes } from "./countries";
import { countryName } from "../text/country";
import { useDesk } from "./useDraft";

/** A word that may be chosen, as the rule has it and as people call it. */
export type Noun = { value: string; label: string };

const sorted = (values: Iterable<string>) => [...new Set(values)].filter(Boolean).sort();
const plain = (values: Iterable<string>): Noun[] => sorted(values).map((value) => ({ value, label: value }));
const named = (all: { code: string; name: string }[]): Noun[] =>
  all.map(({ code, name }) => ({ value: code, label: name && name !== code ? `${code} · ${name}` : code }));

/** The shop's own words, for completion while a rule is written. */
export function useNouns() {
  const { policy } = useDesk();
  const channels = useQuery(channelsQuery).data ?? [];
  const locations = useQuery(locationsQuery).data ?? [];
  const skus = useQuery(ruleNounsQuery).data ?? [];
  const keys = useQuery(filterKeysQuery).data ?? [];
  const lists: Record<ListKind, Noun[]> = {
    channels: named(channels),
    countries: countryCodes.map((value) => ({ value, label: `${value} · ${countryName(value)}` })),
    regions: [],
    postal: [],
    skus: skus.map(({ code, title }) => ({ value: code, label: title ? `${code} · ${title}` : code })),
    categories: plain(skus.map(({ category }) => category ?? "")),
    tags: plain(skus.flatMap(({ tags }) => tags ?? [])),
    services: plain([...Object.values(policy.services ?? {}), "standard", "express"]),
    customer_tags: plain(keys.find(({ key }) => key === "tag")?.values ?? []),
  };
  return {
    lists,
    channels: lists.channels,
    locations: named(locations),
    groups: plain([
      ...locations.flatMap(({ groups }) => groups ?? []),
      ...locations.map(({ kind }) => kind),
    ]).map(({ value }) => ({ value, label: t("then.group_of", { group: value }) })),
    skus: lists.skus,
  };
}

/** The shop's own words. */
export type Nouns = ReturnType<typeof useNouns>;
