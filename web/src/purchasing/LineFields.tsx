import { Button, NumberInput, TextInput } from "@mantine/core";
import { useId, type ReactNode } from "react";
import { t } from "../text";
import classes from "./purchasing.module.css";

/** A line as it is typed. */
export type Item = { sku: string; quantity: number | string };

type Props = {
  items: Item[];
  onChange: (items: Item[]) => void;
  /** The field of the API that they are, by which faults name them. */
  of: "lines" | "items";
  /** Codes of SKUs that are offered while typing. */
  codes?: string[];
  /** What is to be known about a line as it is typed. */
  hint: (item: Item) => ReactNode;
  faults: Record<string, string | undefined>;
};

/** What is ordered or sent, by SKU and units. */
export function LineFields({ items, onChange, of, codes = [], hint, faults }: Props) {
  const list = useId();
  const set = (n: number, item: Item) => onChange(items.map((one, i) => (i === n ? item : one)));
  return (
    <fieldset className={classes.lines}>
      <legend>{t("purchasing.lines")}</legend>
      <datalist id={list}>
        {codes.map((code) => (
          <option key={code} value={code} />
        ))}
      </datalist>
      {items.map((item, n) => (
        <div key={n} className={classes.item}>
          <TextInput
            label={t("stock.sku")}
            list={codes.length > 0 ? list : undefined}
            required
            maxLength={100}
            value={item.sku}
            error={faults[`${of}[${n}].sku`]}
            onChange={(event) => set(n, { ...item, sku: event.currentTarget.value })}
          />
          <NumberInput
            label={t("stock.units")}
            required
            min={1}
            max={1_000_000_000}
            allowDecimal={false}
            value={item.quantity}
            error={faults[`${of}[${n}].quantity`]}
            onChange={(quantity) => set(n, { ...item, quantity })}
          />
          <p className={classes.quiet}>{hint(item)}</p>
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
