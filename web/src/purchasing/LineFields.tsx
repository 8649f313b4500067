import { Button, NumberInput, TextInput } from "@mantine/core";
import { useId } from "react";
import type { SupplierItem } from "../api/types";
import { t } from "../text";
import classes from "./purchasing.module.css";

/** A line as it is typed. */
export type Item = { sku: string; quantity: number | string };

type Props = {
  items: Item[];
  onChange: (items: Item[]) => void;
  /** What the supplier sells: offered while typing, with its minimum and packs. */
  offers: SupplierItem[];
  faults: Record<string, string | undefined>;
};

/** The lines of a purchase order, by SKU and units. */
export function LineFields({ items, onChange, offers, faults }: Props) {
  const list = useId();
  const set = (n: number, item: Item) => onChange(items.map((one, i) => (i === n ? item : one)));
  return (
    <fieldset className={classes.lines}>
      <legend>{t("purchasing.lines")}</legend>
      <datalist id={list}>
        {offers.map(({ sku }) => (
          <option key={sku} value={sku} />
        ))}
      </datalist>
      {items.map((item, n) => (
        <div key={n} className={classes.item}>
          <TextInput
            label={t("stock.sku")}
            list={list}
            required
            maxLength={100}
            value={item.sku}
            error={faults[`lines[${n}].sku`]}
            onChange={(event) => set(n, { ...item, sku: event.currentTarget.value })}
          />
          <NumberInput
            label={t("stock.units")}
            required
            min={1}
            max={1_000_000_000}
            allowDecimal={false}
            value={item.quantity}
            error={faults[`lines[${n}].quantity`]}
            onChange={(quantity) => set(n, { ...item, quantity })}
          />
          <p className={classes.quiet}>{packs(offers.find(({ sku }) => sku === item.sku.trim()))}</p>
          <Button
            disabled={items.length === 1}
            aria-label={t("purchasing.dropLine", { n: n + 1 })}
            onClick={() => onChange(items.filter((_, i) => i !== n))}
          >
            {t("purchasing.drop")}
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange([...items, { sku: "", quantity: "" }])}>
          {t("purchasing.addLine")}
        </Button>
      </div>
    </fieldset>
  );
}

const packs = (offer: SupplierItem | undefined) =>
  offer && t("purchasing.packs", { least: offer.min_quantity, pack: offer.pack_size });
