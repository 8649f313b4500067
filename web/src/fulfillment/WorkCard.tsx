import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { useMay } from "../act/useAct";
import type { FulfillmentOrder, Shipment } from "../api/types";
import { workLines, workVerbsOf } from "../order/allowed";
import { Age } from "../parts/Age";
import { useNow } from "../parts/now";
import { Due } from "../status/Due";
import { Status } from "../status/Status";
import { t } from "../text";
import { claimOn, unitsOf } from "./board";
import classes from "./board.module.css";
import { ClaimMark } from "./ClaimMark";
import { claimableWork, useClaimActs } from "./useClaim";

type Props = {
  work: FulfillmentOrder;
  /** Whether it is selected; undefined where nothing can be. */
  chosen?: boolean;
  onChoose: (chosen: boolean) => void;
};

/** One fulfillment order on the board. */
export const WorkCard = memo(
  function WorkCard({ work, chosen, onChoose }: Props) {
    const { order } = work;
    return (
      <li className={classes.card} data-chosen={chosen || undefined}>
        <div className={classes.cardHead}>
          {chosen !== undefined && (
            <Checkbox
              aria-label={t("board.select", { number: work.number })}
              checked={chosen}
              onChange={(event) => onChoose(event.currentTarget.checked)}
            />
          )}
          <Link to="/fulfillment/station/$id" params={{ id: work.id }}>
            {work.number}
          </Link>
          {work.ship_by && <Due at={work.ship_by} what={t("board.shipBy")} />}
        </div>
        <bdi>{order?.recipient}</bdi>
        <span className={classes.quiet}>
          {t("order.unitCount", { count: unitsOf(work) })},{" "}
          {t("order.lineCount", { count: workLines(work).length })}, <bdi>{order?.channel}</bdi>
        </span>
        {order && order.holds.length > 0 && (
          <span className={classes.holds}>
            {order.holds.map((hold) => (
              <Status key={hold.type + hold.reason} of="hold" value={hold.type} />
            ))}
          </span>
        )}
        {work.reason && <bdi className={classes.quiet}>{work.reason}</bdi>}
        {work.wave && (
          <Link to="/fulfillment/waves/$id" params={{ id: work.wave.id }} className={classes.waveLink}>
            {work.wave.number}, {t("wave.toteN", { tote: work.wave.tote })}
          </Link>
        )}
        <CardClaim work={work} />
      </li>
    );
  },
  (before, after) => before.work === after.work && before.chosen === after.chosen,
);

/** Who works on it; whoever reads may take what nobody has. */
function CardClaim({ work }: { work: FulfillmentOrder }) {
  const may = useMay();
  const claim = claimOn(work, useNow());
  const { take, giveBack, busy } = useClaimActs(claimableWork(work));
  const step = workVerbsOf(work)[0];
  const acts =
    may("fulfillment.work") &&
    step !== undefined &&
    step !== "release" &&
    (!claim || (claim.mine && !claim.on_wave));
  if (!claim && !acts) return null;
  return (
    <span className={classes.claimRow}>
      <ClaimMark claim={claim} />
      {acts && (
        <button
          type="button"
          className={classes.take}
          disabled={busy}
          aria-label={t(claim ? "claim.giveBackOf" : "claim.takeOf", { number: work.number })}
          onClick={() => (claim ? giveBack() : take(false))}
        >
          {t(claim ? "claim.giveBack" : "claim.take")}
        </button>
      )}
    </span>
  );
}

/** A shipment that left today. */
export function HandedOverCard({ shipment }: { shipment: Shipment }) {
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <Link to="/orders/$id" params={{ id: shipment.order_id }}>
          {shipment.order_number}
        </Link>
        <span className={classes.quiet}>
          <Age at={shipment.shipped_at ?? shipment.created_at} />
        </span>
      </div>
      <Status of="shipment" value={shipment.status} />
      <span className={classes.quiet}>{shipment.service_name}</span>
    </li>
  );
}
