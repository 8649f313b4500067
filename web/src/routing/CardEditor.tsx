import { Anchor, Button, Checkbox, NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../text";
import { copied, moreSteps, moreZones, permilleOf, withCards } from "./cards";
import { MoneyInput } from "./MoneyInput";
import { PriceGrid } from "./PriceGrid";
import classes from "./routing.module.css";
import { faultsIn, moved } from "./rules";
import { SheetImport } from "./SheetImport";
import { useDesk } from "./useDraft";
import { useNouns } from "./useNouns";
import { Words } from "./Words";
import { ZoneFields } from "./ZoneFields";

type Props = {
  /** The card's place in the draft. */
  at: number;
  /** The page keeps the name in its address. */
  onRename: (name: string) => void;
};

/** One rate card: what it is for, what comes on top of its prices, and the prices of its zones. */
export function CardEditor({ at, onRename }: Props) {
  const { policy, draft, saved, mayWrite, change } = useDesk();
  const nouns = useNouns();
  const [zone, setZone] = useState<number | null>(null);
  const [importing, setImporting] = useState(false);
  const cards = policy.cards ?? [];
  const card = cards[at]!;
  const faults = faultsIn(draft.faults, `cards[${at}].`);
  const set = (next: typeof card) => change(withCards(policy, cards.with(at, next)));
  const read = !mayWrite;
  return (
    <div className={classes.editor}>
      <div className={classes.fields}>
        <TextInput
          label={t("rates.name")}
          description={t("rates.nameWhat")}
          value={card.name}
          maxLength={100}
          error={faults.name}
          disabled={read}
          onChange={({ currentTarget: { value } }) => {
            set({ ...card, name: value });
            onRename(value);
          }}
        />
        <Words
          label={t("rates.levels")}
          description={t("rates.levelsWhat")}
          nouns={nouns.lists.services}
          values={card.services ?? []}
          disabled={read}
          onChange={(services) => set({ ...card, services })}
        />
        <NumberInput
          label={t("rates.divisor")}
          description={t("rates.divisorWhat")}
          value={card.divisor ?? 0}
          min={0}
          max={1_000_000}
          allowDecimal={false}
          rightSection={<span aria-hidden="true">cm³/kg</span>}
          rightSectionWidth={64}
          error={faults.divisor}
          disabled={read}
          onChange={(value) => value !== "" && set({ ...card, divisor: Number(value) })}
        />
        <NumberInput
          label={t("rates.fuel")}
          description={t("rates.fuelWhat")}
          value={(card.fuel_permille ?? 0) / 10}
          min={0}
          max={1000}
          decimalScale={1}
          rightSection={<span aria-hidden="true">%</span>}
          error={faults.fuel_permille}
          disabled={read}
          onChange={(value) => {
            const permille = permilleOf(value);
            if (permille !== undefined) set({ ...card, fuel_permille: permille });
          }}
        />
        <MoneyInput
          label={t("rates.surcharge")}
          description={t("rates.surchargeWhat")}
          minor={card.surcharge ?? 0}
          currency={policy.currency}
          error={faults.surcharge}
          disabled={read}
          onChange={(surcharge) => set({ ...card, surcharge: surcharge ?? 0 })}
        />
        <Checkbox
          label={t("rates.any")}
          description={t("rates.anyWhat")}
          checked={card.any ?? false}
          disabled={read || !card.services?.length}
          onChange={(event) => set({ ...card, any: event.currentTarget.checked || undefined })}
        />
      </div>
      <PriceGrid card={card} at={at} zone={zone} onZone={setZone} onChange={set} />
      {zone !== null && card.zones[zone] && (
        <ZoneFields
          zone={card.zones[zone]}
          at={zone}
          count={card.zones.length}
          faults={faultsIn(draft.faults, `cards[${at}].zones[${zone}].`)}
          onChange={(next) => set({ ...card, zones: card.zones.with(zone, next) })}
          onMove={(to) => {
            set({ ...card, zones: moved(card.zones, zone, to) });
            setZone(to);
          }}
          onDelete={() => {
            set({ ...card, zones: card.zones.toSpliced(zone, 1) });
            setZone(null);
          }}
        />
      )}
      {importing && <SheetImport card={card} onTake={set} onClose={() => setImporting(false)} />}
      <div className={classes.line}>
        {mayWrite && (
          <>
            <Button
              onClick={() => {
                set(moreZones(card));
                setZone(card.zones.length);
              }}
            >
              {t("rates.addZone")}
            </Button>
            <Button onClick={() => set(moreSteps(card))}>{t("rates.addStep")}</Button>
            <Button aria-expanded={importing} onClick={() => setImporting(!importing)}>
              {t("rates.import")}
            </Button>
          </>
        )}
        {saved && (
          <Anchor href={`/api/v1/routing/cards/export?card=${encodeURIComponent(card.name)}`} download>
            {t("rates.export")}
          </Anchor>
        )}
        {mayWrite && (
          <>
            <Button onClick={() => change(withCards(policy, copied(cards, at)))}>{t("rates.copy")}</Button>
            <Button c="var(--sy-late-text)" onClick={() => change(withCards(policy, cards.toSpliced(at, 1)))}>
              {t("rates.delete")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
