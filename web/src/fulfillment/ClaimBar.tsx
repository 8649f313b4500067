import { IconUser, IconUserCheck } from "@tabler/icons-react";
import { useMay } from "../act/useAct";
import { useNow } from "../parts/now";
import { t } from "../text";
import { timeOfDay } from "../text/time";
import { claimOn } from "./board";
import classes from "./station.module.css";
import { useClaim, useClaimActs, type Claimable } from "./useClaim";

type Step = "pick" | "pack" | "ship" | "walk";

type Props = {
  on: Claimable;
  /** What is being done here; opening another step claims anew. */
  step: Step;
  /** Where to go once it is given back: who stays would claim it again. */
  onGivenBack: () => void;
};

/** Says who works on what is open at the station, and lets them change places. */
export function ClaimBar({ on, step, onGivenBack }: Props) {
  useClaim(on, step);
  const claim = claimOn(on, useNow());
  const may = useMay();
  const { take, giveBack, busy } = useClaimActs(on);
  if (!claim || !may("fulfillment.work")) return null;
  const at = timeOfDay(claim.since);
  return (
    <div className={classes.claim} data-others={!claim.mine || undefined} role="status">
      {claim.mine ? (
        <IconUserCheck size={20} stroke={1.75} aria-hidden="true" />
      ) : (
        <IconUser size={20} stroke={1.75} aria-hidden="true" />
      )}
      <bdi>{claim.mine ? t("claim.yours", { at }) : t(`claim.${step}`, { name: claim.name, at })}</bdi>
      {!(claim.mine && claim.on_wave) && (
        <button
          type="button"
          className={classes.link}
          disabled={busy}
          onClick={() => (claim.mine ? giveBack(onGivenBack) : take(true))}
        >
          {t(claim.mine ? "claim.giveBack" : "claim.takeOver")}
        </button>
      )}
    </div>
  );
}
