import type { LinkProps } from "@tanstack/react-router";
import type { SearchHit, SearchResult } from "../api/types";
import type { Found } from "./paletteEntries";

const few = 5; // of each noun are shown; the search knows a few more

/** The page of what was found; `works` tells whether the session packs, who else looks at the order. */
export function pageOf(hit: SearchHit, works: boolean): Pick<LinkProps, "to" | "params"> {
  switch (hit.type) {
    case "fulfillment_order":
      if (works) return { to: "/fulfillment/station/$id", params: { id: hit.id } };
      return { to: "/orders/$id", params: { id: hit.order_id ?? "" } };
    case "shipment":
      return { to: "/orders/$id", params: { id: hit.order_id ?? "" } };
    case "return":
      return { to: "/returns/$id", params: { id: hit.id } };
    case "sku":
      return { to: "/inventory/$sku", params: { sku: hit.code } };
    case "customer":
      return { to: "/customers/$id", params: { id: hit.id } };
    case "location":
      return { to: "/settings/locations/$id", params: { id: hit.id } };
    case "channel":
      return { to: "/channels/$id", params: { id: hit.id } };
    default:
      return { to: "/orders/$id", params: { id: hit.id } };
  }
}

/** What was found as lines of a list, the exact one first and under its own heading. */
export function entriesOf({ exact, groups }: SearchResult, open: (hit: SearchHit) => void): Found[] {
  const others = groups.flatMap((group) =>
    (group.items ?? []).filter((hit) => !exact || !same(hit, exact)).slice(0, few),
  );
  return [
    ...(exact ? [entry(exact, "exact", open)] : []),
    ...others.map((hit) => entry(hit, hit.type, open)),
  ];
}

const entry = (hit: SearchHit, group: Found["group"], open: (hit: SearchHit) => void): Found => ({
  id: `${hit.id} ${hit.code}`,
  name: hit.code,
  title: hit.title,
  detail: hit.detail,
  group,
  run: () => open(hit),
});

const same = (a: SearchHit, b: SearchHit) => a.id === b.id && a.code === b.code;
