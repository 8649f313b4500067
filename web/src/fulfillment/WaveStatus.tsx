import type { Wave } from "../api/types";
import { Status } from "../status/Status";
import { t } from "../text";

/** The status of work that a wave looks like. */
const looks = {
  open: "open",
  picking: "picking",
  picked: "picked",
  done: "closed",
  dissolved: "canceled",
} as const satisfies Record<Wave["status"], string>;

/** How far a wave is. */
export function WaveStatus({ wave: { status } }: { wave: Wave }) {
  return <Status of="fulfillmentOrder" value={looks[status]} word={t(`wave.${status}`)} />;
}
