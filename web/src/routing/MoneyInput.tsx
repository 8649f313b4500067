import { NumberInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { t } from "../text";
import { decimal, decimalsOf, minorOf } from "./minor";

type Props = {
  label: ReactNode;
  description?: string;
  /** Minor units; undefined for none. */
  minor: number | undefined;
  currency: string;
  onChange: (minor: number | undefined) => void;
  error?: string;
  disabled?: boolean;
};

/** An amount, typed as people write it and kept in minor units. */
export function MoneyInput({ label, description, minor, currency, onChange, error, disabled }: Props) {
  const [typed, setTyped] = useState<number | string>(minor === undefined ? "" : decimal(minor, currency));
  const [seen, setSeen] = useState(minor);
  // Undo and another's draft bring an amount from outside.
  if (minor !== seen) {
    setSeen(minor);
    if (minorOf(typed, currency) !== minor) setTyped(minor === undefined ? "" : decimal(minor, currency));
  }
  return (
    <NumberInput
      label={label}
      description={description}
      rightSection={<span aria-hidden="true">{currency}</span>}
      rightSectionWidth={48}
      aria-label={typeof label === "string" ? t("routing.inCurrency", { what: label, currency }) : undefined}
      value={typed}
      min={0}
      max={10_000_000_000}
      decimalScale={decimalsOf(currency)}
      error={error}
      disabled={disabled}
      onChange={(value) => {
        setTyped(value);
        const next = minorOf(value, currency);
        if (next !== undefined || value === "") {
          setSeen(next);
          onChange(next);
        }
      }}
    />
  );
}
