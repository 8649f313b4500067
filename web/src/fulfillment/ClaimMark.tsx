import { IconUser, IconUserCheck } from "@tabler/icons-react";
import type { Claim } from "../api/types";
import { useNow } from "../parts/now";
import { t } from "../text";
import { dateTimeZone, timeOfDay } from "../text/time";
import { claimOn } from "./board";
import classes from "./board.module.css";

/** Who works on something, and since when; nothing for nobody. */
export function ClaimMark({ claim: given }: { claim?: Claim }) {
  const claim = claimOn({ claim: given }, useNow());
  if (!claim) return null;
  const Icon = claim.mine ? IconUserCheck : IconUser;
  const at = timeOfDay(claim.since);
  return (
    <span className={classes.claim} data-mine={claim.mine || undefined} title={dateTimeZone(claim.since)}>
      <Icon size={14} stroke={1.75} aria-hidden="true" />
      <bdi>{claim.mine ? t("claim.you", { at }) : t("claim.who", { name: claim.name, at })}</bdi>
    </span>
  );
}
