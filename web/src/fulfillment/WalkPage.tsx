import { useParams } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { OneWave } from "./OneWave";
import { StationHead } from "./StationHead";
import classes from "./station.module.css";
import { WalkDone } from "./WalkDone";
import { WalkStep } from "./WalkStep";

/** Where a wave is walked: each scan says which tote the unit goes into. */
export function WalkPage() {
  const { id } = useParams({ from: "/inside/fulfillment/waves/$id/walk" });
  const works = useMay()("fulfillment.work");
  return (
    <OneWave id={id}>
      {(wave) => (
        <div className={classes.station}>
          {works && wave.progress.to_pick > 0 ? (
            <WalkStep key={wave.id} wave={wave} />
          ) : (
            <>
              <StationHead title={wave.number} hint={wave.location.name} wave={wave} />
              <WalkDone wave={wave} />
            </>
          )}
        </div>
      )}
    </OneWave>
  );
}
