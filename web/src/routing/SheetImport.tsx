import { Button, FileInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { readRateSheet } from "../api/routing";
import type { RateCard, RateSheet } from "../api/types";
import { adviceFor } from "../parts/Message";
import { t } from "../text";
import { cardChanges, withSheet } from "./cards";
import { cardChange } from "./cardWords";
import classes from "./rates.module.css";
import routingClasses from "./routing.module.css";
import { useDesk } from "./useDraft";

type Props = { card: RateCard; onTake: (card: RateCard) => void; onClose: () => void };

/** Reads the prices of a card from a file: first it says what would change, then it is put into the draft. */
export function SheetImport({ card, onTake, onClose }: Props) {
  const { policy } = useDesk();
  const read = useMutation({ mutationFn: (file: File) => readRateSheet(file, policy.currency) });
  return (
    <fieldset className={classes.sub}>
      <legend>{t("rates.import")}</legend>
      <FileInput
        label={t("rates.file")}
        description={t("rates.fileWhat", { currency: policy.currency })}
        accept=".csv,.xlsx,text/csv"
        onChange={(file) => (file ? read.mutate(file) : read.reset())}
      />
      <div role="status" className={routingClasses.answer}>
        {read.error && <p className={routingClasses.fault}>{adviceFor(read.error)}</p>}
        {read.data && (
          <Found
            sheet={read.data}
            card={card}
            onTake={(next) => {
              onTake(next);
              onClose();
            }}
          />
        )}
      </div>
      <div>
        <Button onClick={onClose}>{t("verb.cancel")}</Button>
      </div>
    </fieldset>
  );
}

const shown = 12;

function Found({
  sheet,
  card,
  onTake,
}: {
  sheet: RateSheet;
  card: RateCard;
  onTake: (card: RateCard) => void;
}) {
  const { policy } = useDesk();
  const next = withSheet(card, sheet);
  const lines =
    sheet.faults.length > 0
      ? sheet.faults.map(({ field, message }) => `${field}: ${message}`)
      : cardChanges([card], [next]).map((one) => cardChange(one, policy.currency));
  return (
    <>
      <p>
        {sheet.faults.length > 0
          ? t("rates.fileWrong", { count: lines.length })
          : t("rates.fileChanges", { count: lines.length })}
      </p>
      {lines.length > 0 && (
        <ul className={routingClasses.diff} aria-label={t("rates.dryRun")}>
          {lines.slice(0, shown).map((line, n) => (
            <li key={n} data-kind={sheet.faults.length > 0 ? "removed" : "changed"}>
              {line}
            </li>
          ))}
        </ul>
      )}
      {lines.length > shown && (
        <p className={routingClasses.quiet}>{t("rates.moreChanges", { count: lines.length - shown })}</p>
      )}
      {sheet.faults.length === 0 && lines.length > 0 && (
        <div>
          <Button variant="filled" onClick={() => onTake(next)}>
            {t("rates.take")}
          </Button>
        </div>
      )}
    </>
  );
}
