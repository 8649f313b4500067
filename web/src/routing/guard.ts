import type { RoutingVersion } from "../api/types";

/** What stands between a version and going live. */
export type Guard = {
  /** Nothing, a reason that is recorded, or somebody who may give one. */
  needs: "nothing" | "reason" | "owner";
  override: "untested" | "despite_defects";
  /** Which sentence says it. */
  says: "tested" | "untested" | "defects" | "untestedOwner" | "defectsOwner";
};

/** Asks what a version needs to go live; overrides are for who may write settings. */
export function guardOf(
  { replay_id: replay, defects }: Pick<RoutingVersion, "replay_id" | "defects">,
  mayOverride: boolean,
): Guard {
  if (replay !== "" && defects === 0) return { needs: "nothing", override: "untested", says: "tested" };
  const [override, says] =
    replay === "" ? (["untested", "untested"] as const) : (["despite_defects", "defects"] as const);
  return mayOverride
    ? { needs: "reason", override, says }
    : { needs: "owner", override, says: `${says}Owner` };
}
