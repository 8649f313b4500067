import { Button, Checkbox, CloseButton, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import actClasses from "../act/act.module.css";
import type { Sku } from "../api/types";
import { t } from "../text";
import classes from "./catalog.module.css";
import { numbers, texts, trackings, type Part } from "./skuForm";

type Props = {
  /** The SKU as it is; absent for a new one. */
  sku?: Sku;
  parts: Part[];
  onParts: (parts: Part[]) => void;
  faults: Record<string, string>;
};

// What is to be known of some numbers.
const numberHints: Partial<Record<(typeof numbers)[number], () => string>> = {
  backorder_limit: () => t("sku.noLimit"),
  min_days_left: () => t("sku.minDaysLeftWhat"),
};

const textNames = ["title", "barcode", "category", "hs_code", "origin_country"] as const;

/** The fields that a SKU has, its code apart. */
export function SkuFields({ sku, parts, onParts, faults }: Props) {
  return (
    <>
      {textNames.map((name) => (
        <TextInput
          key={name}
          name={name}
          label={t(`sku.${name}`)}
          defaultValue={sku?.[name] ?? ""}
          maxLength={texts[name]}
          error={faults[name]}
        />
      ))}
      {numbers.map((name) => (
        <NumberInput
          key={name}
          name={name}
          label={t(`sku.${name}`)}
          defaultValue={sku?.[name] || ""}
          min={0}
          max={1_000_000}
          allowDecimal={false}
          description={numberHints[name]?.()}
          error={faults[name]}
        />
      ))}
      <NativeSelect
        name="unfillable"
        label={t("sku.unfillable")}
        description={t("sku.unfillableWhat")}
        defaultValue={sku?.unfillable ?? "backorder"}
        data={(["backorder", "unallocated"] as const).map((value) => ({ value, label: t(`sku.${value}`) }))}
      />
      <NativeSelect
        name="tracking"
        label={t("sku.tracking")}
        description={t("sku.trackingWhat")}
        defaultValue={sku?.tracking ?? "none"}
        data={trackings.map((value) => ({ value, label: t(`sku.track_${value}`) }))}
        error={faults.tracking}
      />
      <Checkbox name="active" label={t("sku.active")} defaultChecked={sku?.active ?? true} />
      <Parts parts={parts} onParts={onParts} fault={faults.components} />
    </>
  );
}

type PartsProps = { parts: Part[]; onParts: (parts: Part[]) => void; fault?: string };

/** What a bundle is made of, a row each. */
function Parts({ parts, onParts, fault }: PartsProps) {
  const change = (at: number, part: Partial<Part>) =>
    onParts(parts.map((one, n) => (n === at ? { ...one, ...part } : one)));
  return (
    <fieldset className={`${actClasses.wide} ${classes.parts}`}>
      <legend>{t("sku.components")}</legend>
      <p>{t("sku.componentsWhat")}</p>
      {parts.map((part, n) => (
        <div key={n} className={classes.part}>
          <TextInput
            aria-label={t("sku.component", { number: n + 1 })}
            placeholder={t("stock.sku")}
            value={part.sku}
            maxLength={100}
            onChange={(event) => change(n, { sku: event.currentTarget.value })}
          />
          <NumberInput
            aria-label={t("sku.componentUnits", { number: n + 1 })}
            value={part.quantity}
            min={1}
            max={10_000}
            allowDecimal={false}
            onChange={(value) => change(n, { quantity: Number(value) || 1 })}
          />
          <CloseButton
            aria-label={t("sku.removeComponent", { number: n + 1 })}
            onClick={() => onParts(parts.filter((_, at) => at !== n))}
          />
        </div>
      ))}
      {fault && <p className={classes.fault}>{fault}</p>}
      <Button size="compact-sm" onClick={() => onParts([...parts, { sku: "", quantity: 1 }])}>
        {t("sku.addComponent")}
      </Button>
    </fieldset>
  );
}
