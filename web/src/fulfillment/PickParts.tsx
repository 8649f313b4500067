import { NumberInput } from "@mantine/core";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { LotProposal } from "../api/types";
import { t } from "../text";
import { day } from "../text/time";
import { shortReasons, type Progress, type ShortReason } from "./session";
import { ConfirmButton, UndoButton } from "./StepActions";
import classes from "./station.module.css";

// What picking one fulfillment order and walking a wave have in common.

type TargetProps = { sku: string; title: string; barcode?: string; left: number; children?: ReactNode };

/** What is looked for, and how many of it; what else the picker must know stands below. */
export function Target({ sku, title, barcode, left, children }: TargetProps) {
  return (
    <div className={classes.target}>
      <div>
        <span>{t("station.lookFor")}</span>
        <p className={classes.code}>
          <bdi>{sku}</bdi>
        </p>
        <bdi>{title}</bdi>
        {barcode && <span>{t("station.barcode", { code: barcode })}</span>}
        {children}
      </div>
      <div className={classes.take}>
        <span>{t("station.take")}</span>
        <p>{left}</p>
      </div>
    </div>
  );
}

type ActionsProps = {
  /** What is looked for, and how many of it at most are short. */
  item: string;
  most: number;
  progress: Progress;
  busy: boolean;
  onShort: (units: number, reason: ShortReason) => void;
  onOne: () => void;
  /** Absent when there is nothing to take back. */
  onUndo?: () => void;
  onConfirm: () => void;
};

/** What is done without the scanner: short, one more, undo, and the confirmation of it all. */
export function PickActions({ item, most, progress, busy, onShort, onOne, onUndo, onConfirm }: ActionsProps) {
  const [shorting, setShorting] = useState(false);
  const complete = progress.done === progress.of;
  return (
    <>
      {shorting && most > 0 && (
        <ShortForm
          item={item}
          most={most}
          onShort={(units, reason) => {
            onShort(units, reason);
            setShorting(false);
          }}
          onClose={() => setShorting(false)}
        />
      )}
      <div className={classes.actions}>
        <button
          type="button"
          className={classes.big}
          disabled={complete}
          aria-expanded={shorting}
          onClick={() => setShorting(!shorting)}
        >
          <IconMinus size={24} stroke={1.75} aria-hidden="true" />
          {t("station.short")}
        </button>
        <button type="button" className={classes.big} disabled={complete} onClick={onOne}>
          <IconPlus size={24} stroke={1.75} aria-hidden="true" />
          {t("station.countOne")}
        </button>
        <UndoButton onUndo={onUndo} />
      </div>
      <ConfirmButton progress={progress} whole="station.confirmPick" busy={busy} onConfirm={onConfirm} />
    </>
  );
}

/** The lots to take, first expired first. */
export function Lots({ lots }: Pick<LotProposal, "lots">) {
  return (
    <>
      {lots.map(({ lot_id: id, lot = "", expires_on: until, quantity }) => (
        <b key={id}>
          <bdi>
            {quantity} ×{" "}
            {until
              ? t("station.fromLot", { lot, day: day(`${until}T12:00`) })
              : t("station.fromLotKeeps", { lot })}
          </bdi>
        </b>
      ))}
      <span>{t("station.otherLot")}</span>
    </>
  );
}

type ShortProps = {
  /** What is short. */
  item: string;
  most: number;
  onShort: (units: number, reason: ShortReason) => void;
  onClose: () => void;
};

/** Says how many units are not there, and why. */
function ShortForm({ item, most, onShort, onClose }: ShortProps) {
  const [units, setUnits] = useState<string | number>(most);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const count = Math.min(most, Math.max(1, Number(units) || 0));
  return (
    // Escape is heard from every field inside, not from the group itself.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <fieldset className={classes.card} onKeyDown={(event) => event.key === "Escape" && onClose()}>
      <legend>{t("station.shortOf", { item })}</legend>
      <NumberInput
        label={t("pick.short")}
        description={t("pick.shortHint")}
        min={1}
        max={most}
        allowDecimal={false}
        clampBehavior="strict"
        value={units}
        onChange={setUnits}
        ref={field}
      />
      <div className={classes.actions}>
        {shortReasons.map((reason) => (
          <button key={reason} type="button" className={classes.big} onClick={() => onShort(count, reason)}>
            {t(`short.${reason}`)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
