import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { findExact } from "../api/search";
import { levelsQuery } from "../api/stock";
import { LineFields, type Item } from "../purchasing/LineFields";
import { ScanLine } from "../purchasing/ScanLine";
import { Status } from "../status/Status";
import { t } from "../text";
import { oneMore } from "./transfer";

/** Counts up the item that is scanned; it is a form of its own, so it stands beside that of the items. */
export function ScanItems({ onScan }: { onScan: (change: (items: Item[]) => Item[]) => void }) {
  const [said, setSaid] = useState("");
  async function scan(code: string) {
    const hit = await findExact(code);
    const known = hit?.type === "sku";
    setSaid(t(known ? "receive.counted" : "transfers.unknown", { code }));
    if (known) onScan((before) => oneMore(before, hit.code));
  }
  return <ScanLine label={t("transfers.scan")} onScan={(code) => void scan(code)} said={said} />;
}

type Props = {
  items: Item[];
  onChange: (items: Item[]) => void;
  /** Where they are taken from. */
  from: string;
  faults: Record<string, string | undefined>;
};

/** What is sent, beside what is available. */
export function ItemFields({ items, onChange, from, faults }: Props) {
  return (
    <LineFields
      of="items"
      items={items}
      onChange={onChange}
      hint={(item) => <Available item={item} from={from} />}
      faults={faults}
    />
  );
}

const afterTyping = 300; // ms

/** What the location can spare of a SKU, once it is typed. */
function Available({ item, from }: { item: Item; from: string }) {
  const [sku] = useDebouncedValue(item.sku.trim(), afterTyping);
  const { data } = useQuery({ ...levelsQuery(sku), enabled: sku !== "" });
  if (sku === "" || !data || data.length === 0) return null;
  const count = data.find(({ location }) => location === from)?.available ?? 0;
  const said = t("transfers.available", { count, location: from });
  return (Number(item.quantity) || 0) > count ? <Status of="stock" value="short" word={said} /> : said;
}
