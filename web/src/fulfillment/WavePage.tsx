import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import type { Wave } from "../api/types";
import { Progress } from "../counts/Progress";
import { Age } from "../parts/Age";
import { useNow } from "../parts/now";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { t } from "../text";
import { claimOn } from "./board";
import { ClaimMark } from "./ClaimMark";
import { OneWave } from "./OneWave";
import { papers, print } from "./print";
import { claimableWave, useClaimActs } from "./useClaim";
import { WaveStatus } from "./WaveStatus";
import { WaveStops } from "./WaveStops";
import { WaveTotes } from "./WaveTotes";

/** One wave: how far it is, its totes, and the stops of its walk. */
export function WavePage() {
  const { id } = useParams({ from: "/inside/fulfillment/waves/$id" });
  return <OneWave id={id}>{(wave) => <Detail wave={wave} />}</OneWave>;
}

function Detail({ wave }: { wave: Wave }) {
  const { units, to_pick: left } = wave.progress;
  return (
    <>
      <PageHead
        title={wave.number}
        hint={<bdi>{wave.location.name}</bdi>}
        aside={
          <span className={partClasses.hint}>
            {t("wave.made")} <Age at={wave.created_at} />
          </span>
        }
      >
        <WaveStatus wave={wave} />
        <Progress done={units - left} of={units} />
        <ClaimMark claim={wave.claim} />
      </PageHead>
      <Actions wave={wave} />
      <div className={partClasses.stack}>
        <WaveTotes wave={wave} />
        <WaveStops wave={wave} />
      </div>
    </>
  );
}

function Actions({ wave }: { wave: Wave }) {
  const works = useMay()("fulfillment.work");
  const [dissolving, setDissolving] = useState(false);
  const walkable = works && wave.progress.to_pick > 0;
  const labels = (wave.works ?? []).some(
    ({ left_at, work }) =>
      left_at === null &&
      work.order?.shipments.some(({ status }) => status !== "draft" && status !== "voided"),
  );
  const icon = <IconPrinter size={16} stroke={1.75} aria-hidden="true" />;
  return (
    <>
      <div className={actClasses.bar} role="group" aria-label={t("wave.actions")}>
        {walkable && (
          <Button
            variant="filled"
            c="var(--sy-on-accent)"
            renderRoot={(props) => (
              <Link to="/fulfillment/waves/$id/walk" params={{ id: wave.id }} {...props} />
            )}
          >
            {t("wave.walk")}
          </Button>
        )}
        {walkable && <ClaimButton wave={wave} />}
        {wave.progress.to_pick > 0 && (
          <Button leftSection={icon} onClick={() => void print(papers.waveList(wave.id))}>
            {t("board.pickList")}
          </Button>
        )}
        {labels && (
          <Button leftSection={icon} onClick={() => void print(papers.waveLabels(wave.id))}>
            {t("wave.labels")}
          </Button>
        )}
        {works && wave.status === "open" && (
          <Button aria-expanded={dissolving} onClick={() => setDissolving(!dissolving)}>
            {t("wave.dissolve")}
          </Button>
        )}
        <Button
          c="var(--sy-text)"
          renderRoot={(props) => (
            <Link to="/fulfillment/waves" search={{ location: wave.location.code }} {...props} />
          )}
        >
          {t("wave.toAll")}
        </Button>
      </div>
      {dissolving && wave.status === "open" && <Dissolve wave={wave} onClose={() => setDissolving(false)} />}
    </>
  );
}

function ClaimButton({ wave }: { wave: Wave }) {
  const claim = claimOn(wave, useNow());
  const { take, giveBack, busy } = useClaimActs(claimableWave(wave));
  if (claim?.mine) {
    return (
      <Button loading={busy} onClick={() => giveBack()}>
        {t("claim.giveBack")}
      </Button>
    );
  }
  return (
    <Button loading={busy} onClick={() => take(claim !== undefined)}>
      {t(claim ? "claim.takeOver" : "claim.take")}
    </Button>
  );
}

/** Gives the work of a wave that nobody began back to the board. */
function Dissolve({ wave: { id, number, location }, onClose }: { wave: Wave; onClose: () => void }) {
  const { act, busy } = useAct();
  const navigate = useNavigate();
  return (
    <ActionPanel
      title={t("wave.dissolveTitle", { number })}
      verb={t("wave.dissolve")}
      busy={busy}
      danger
      onSubmit={() =>
        act({
          call: (headers) => api.POST("/api/v1/waves/{id}/dissolve", { params: { path: { id } }, headers }),
          done: t("did.dissolveWave", { number }),
          then: () => void navigate({ to: "/fulfillment/waves", search: { location: location.code } }),
        })
      }
      onClose={onClose}
    >
      <p>{t("wave.dissolveWhat")}</p>
    </ActionPanel>
  );
}
