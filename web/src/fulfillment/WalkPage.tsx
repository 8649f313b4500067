import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { waveQuery } from "../api/waves";
import { One } from "../parts/One";
import { t } from "../text";
import { StationHead } from "./StationHead";
import classes from "./station.module.css";
import { useWaveLive } from "./useWaveLive";
import { WalkDone } from "./WalkDone";
import { WalkStep } from "./WalkStep";

/** Where a wave is walked: each scan says which tote the unit goes into. */
export function WalkPage() {
  const { id } = useParams({ from: "/inside/fulfillment/waves/$id/walk" });
  const query = useQuery(waveQuery(id));
  const works = useMay()("fulfillment.work");
  useWaveLive(query.data);
  return (
    <One
      query={query}
      loading={t("wave.loading")}
      missing={t("wave.missing")}
      missingWhat={t("station.missingWhat")}
      back={
        <Anchor component={Link} to="/fulfillment/waves">
          {t("wave.toAll")}
        </Anchor>
      }
    >
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
    </One>
  );
}
