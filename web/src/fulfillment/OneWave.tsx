import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Wave } from "../api/types";
import { waveQuery } from "../api/waves";
import { One } from "../parts/One";
import { t } from "../text";
import { useWaveLive } from "./useWaveLive";

/** A wave as it is now, or what to do when there is none. */
export function OneWave({ id, children }: { id: string; children: (wave: Wave) => ReactNode }) {
  const query = useQuery(waveQuery(id));
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
      {children}
    </One>
  );
}
