import { CloseButton } from "@mantine/core";
import { useState, type ClipboardEvent, type KeyboardEvent } from "react";
import type { RateCard } from "../api/types";
import { Scroll } from "../parts/Scroll";
import { t } from "../text";
import { lessSteps, pasted, withPrice } from "./cards";
import { routesOf, weight } from "./cardWords";
import { decimal, minorOf } from "./minor";
import classes from "./rates.module.css";
import { faultsIn } from "./rules";
import { useDesk } from "./useDraft";

type Props = {
  card: RateCard;
  /** The card's place in the draft. */
  at: number;
  /** The zone whose routes are open. */
  zone: number | null;
  onZone: (zone: number | null) => void;
  onChange: (card: RateCard) => void;
};

/** The prices of a card: a row for each zone, a column for each weight. Arrows go from cell to cell, and a table pastes. */
export function PriceGrid({ card, at, zone: opened, onZone, onChange }: Props) {
  const { policy, draft, mayWrite } = useDesk();
  const faults = faultsIn(draft.faults, `cards[${at}].`);
  const paste = (event: ClipboardEvent, zone: number, step: number) => {
    const next = pasted(card, zone, step, event.clipboardData.getData("text/plain"), policy.currency);
    if (!next) return;
    event.preventDefault();
    onChange(next);
  };
  return (
    <Scroll label={card.name}>
      <table className={classes.grid} aria-label={t("rates.pricesOf", { card: card.name })}>
        <thead>
          <tr>
            <th scope="col">{t("rates.zone")}</th>
            {card.steps.map((grams, step) => (
              <th key={step} scope="col">
                <span className={classes.step}>
                  <Cell
                    label={t("rates.stepNumber", { n: step + 1 })}
                    text={String(grams)}
                    unit="g"
                    wrong={faults[`steps[${step}]`]}
                    disabled={!mayWrite}
                    read={(text) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined)}
                    onChange={(value) => onChange({ ...card, steps: card.steps.with(step, value) })}
                  />
                  {mayWrite && card.steps.length > 1 && (
                    <CloseButton
                      size="sm"
                      aria-label={t("rates.dropStep", { weight: weight(grams) })}
                      onClick={() => onChange(lessSteps(card, step))}
                    />
                  )}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {card.zones.map((zone, row) => (
            <tr key={row}>
              <th scope="row">
                <button
                  type="button"
                  className={classes.zone}
                  aria-expanded={opened === row}
                  onClick={() => onZone(opened === row ? null : row)}
                >
                  <bdi>{zone.name || t("routing.nameless")}</bdi>
                </button>
                <span className={classes.routes}>{routesOf(zone)}</span>
              </th>
              {card.steps.map((grams, step) => (
                <td key={step}>
                  <Cell
                    label={t("rates.priceOf", {
                      zone: zone.name,
                      weight: weight(grams),
                      currency: policy.currency,
                    })}
                    text={decimal(zone.prices[step] ?? 0, policy.currency)}
                    place={`${row},${step}`}
                    wrong={faults[`zones[${row}].prices[${step}]`]}
                    disabled={!mayWrite}
                    read={(text) => minorOf(text, policy.currency)}
                    onChange={(minor) => onChange(withPrice(card, row, step, minor))}
                    onPaste={(event) => paste(event, row, step)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

type CellProps = {
  label: string;
  text: string;
  unit?: string;
  /** Row and column, for the arrow keys. */
  place?: string;
  wrong?: string;
  disabled: boolean;
  read: (text: string) => number | undefined;
  onChange: (value: number) => void;
  onPaste?: (event: ClipboardEvent) => void;
};

function Cell({ label, text, unit, place, wrong, disabled, read, onChange, onPaste }: CellProps) {
  const [typed, setTyped] = useState(text);
  const [seen, setSeen] = useState(text);
  // Undo, a paste and another's draft bring a figure from outside.
  if (text !== seen) {
    setSeen(text);
    if (read(typed) !== read(text)) setTyped(text);
  }
  const unread = read(typed) === undefined;
  return (
    <>
      <input
        className={classes.cell}
        aria-label={label}
        aria-invalid={unread || wrong !== undefined}
        title={wrong ?? (unread ? t("rates.unread") : undefined)}
        inputMode="decimal"
        maxLength={16}
        data-cell={place}
        disabled={disabled}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          const figure = read(value);
          if (figure !== undefined && figure !== read(text)) onChange(figure);
        }}
        onBlur={() => setTyped(text)}
        onKeyDown={place === undefined ? undefined : goByKey}
        onPaste={onPaste}
      />
      {unit && <span aria-hidden="true">{unit}</span>}
    </>
  );
}

const ways: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Enter: [1, 0],
};

function goByKey(event: KeyboardEvent<HTMLInputElement>) {
  const way = ways[event.key];
  const [row = 0, column = 0] = (event.currentTarget.dataset.cell ?? "").split(",").map(Number);
  if (!way) return;
  event.preventDefault();
  const next = event.currentTarget
    .closest("table")
    ?.querySelector<HTMLInputElement>(`[data-cell="${row + way[0]},${column + way[1]}"]`);
  next?.focus();
  next?.select();
}
