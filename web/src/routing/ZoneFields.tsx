import { Button, Checkbox, NumberInput, TextInput } from "@mantine/core";
import type { RateZone } from "../api/types";
import { t } from "../text";
import classes from "./rates.module.css";
import routingClasses from "./routing.module.css";
import { useDesk } from "./useDraft";
import { useNouns } from "./useNouns";
import { Words } from "./Words";

type Props = {
  zone: RateZone;
  at: number;
  count: number;
  /** What is wrong, by the part of the zone. */
  faults: Record<string, string>;
  onChange: (zone: RateZone) => void;
  onMove: (to: number) => void;
  onDelete: () => void;
};

const upper = (values: string[]) => values.map((value) => value.trim().toUpperCase());

/** Which routes a zone is for, how long it takes, and its place: the first zone that fits a route has its price. */
export function ZoneFields({ zone, at, count, faults, onChange, onMove, onDelete }: Props) {
  const { mayWrite } = useDesk();
  const { lists } = useNouns();
  const read = !mayWrite;
  return (
    <fieldset className={classes.sub}>
      <legend>{t("rates.zoneOf", { zone: zone.name })}</legend>
      <div className={routingClasses.fields}>
        <TextInput
          label={t("rates.zoneName")}
          value={zone.name}
          maxLength={100}
          error={faults.name}
          disabled={read}
          onChange={(event) => onChange({ ...zone, name: event.currentTarget.value })}
        />
        <Words
          label={t("rates.from")}
          description={t("rates.anyCountry")}
          nouns={lists.countries}
          values={zone.from ?? []}
          error={faults.from}
          disabled={read}
          onChange={(from) => onChange({ ...zone, from: upper(from) })}
        />
        <Words
          label={t("rates.to")}
          description={t("rates.anyCountry")}
          nouns={lists.countries}
          values={zone.to ?? []}
          error={faults.to}
          disabled={read}
          onChange={(to) => onChange({ ...zone, to: upper(to) })}
        />
        <NumberInput
          label={t("rates.distance")}
          description={t("rates.distanceWhat")}
          value={zone.up_to_km ?? 0}
          min={0}
          max={20_037}
          allowDecimal={false}
          rightSection={<span aria-hidden="true">km</span>}
          error={faults.up_to_km}
          disabled={read}
          onChange={(value) => value !== "" && onChange({ ...zone, up_to_km: Number(value) })}
        />
        <NumberInput
          label={t("rates.days")}
          description={t("rates.daysWhat")}
          value={zone.days ?? 0}
          min={0}
          max={365}
          allowDecimal={false}
          error={faults.days}
          disabled={read}
          onChange={(value) => value !== "" && onChange({ ...zone, days: Number(value) })}
        />
        <Checkbox
          label={t("rates.domestic")}
          checked={zone.domestic ?? false}
          disabled={read}
          onChange={(event) => onChange({ ...zone, domestic: event.currentTarget.checked || undefined })}
        />
      </div>
      {mayWrite && (
        <div className={routingClasses.line}>
          <Button disabled={at === 0} onClick={() => onMove(at - 1)}>
            {t("rates.zoneUp")}
          </Button>
          <Button disabled={at === count - 1} onClick={() => onMove(at + 1)}>
            {t("rates.zoneDown")}
          </Button>
          <Button c="var(--sy-late-text)" disabled={count === 1} onClick={onDelete}>
            {t("rates.zoneDelete")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
