import { Switch } from "@mantine/core";
import { IconChevronLeft, IconSettings } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { FulfillmentOrder, Wave } from "../api/types";
import { useFeedState } from "../live/context";
import { workVerbsOf } from "../order/allowed";
import { Due } from "../status/Due";
import { t } from "../text";
import { ClaimBar } from "./ClaimBar";
import { isOn, signal, turn, type Sense } from "./signal";
import classes from "./station.module.css";
import { claimableWave, claimableWork } from "./useClaim";

type Props = {
  title: string;
  hint?: string;
  location?: string;
  work?: FulfillmentOrder;
  /** The wave that is walked, where that is what the station is for. */
  wave?: Wave;
  /** The count that is worked, where that is what the station is for. */
  count?: string;
  progress?: { done: number; of: number };
};

/** The bar above a station: the way back, what is worked on, until when, how far. */
export function StationHead({ title, hint, location, work, wave, count, progress }: Props) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    document.title = `${title} – ${t("app.name")}`;
  }, [title]);
  const back = { className: classes.hit, search: { location } };
  const icon = <IconChevronLeft size={24} stroke={1.75} aria-hidden="true" />;
  return (
    <>
      <div className={classes.head}>
        {count ? (
          <Link
            to="/counts/$id"
            params={{ id: count }}
            className={classes.hit}
            aria-label={t("counts.toSheet")}
          >
            {icon}
          </Link>
        ) : wave ? (
          <Link
            to="/fulfillment/waves/$id"
            params={{ id: wave.id }}
            className={classes.hit}
            aria-label={t("wave.toWave")}
          >
            {icon}
          </Link>
        ) : work ? (
          <Link to="/fulfillment/station" {...back} aria-label={t("station.toStart")}>
            {icon}
          </Link>
        ) : (
          <Link to="/fulfillment" {...back} aria-label={t("station.toBoard")}>
            {icon}
          </Link>
        )}
        <div className={classes.headText}>
          <h1>{title}</h1>
          {hint && <bdi className={classes.quiet}>{hint}</bdi>}
        </div>
        {work?.ship_by && work.status !== "closed" && <Due at={work.ship_by} what={t("board.shipBy")} />}
        <button
          type="button"
          className={classes.hit}
          aria-label={t("station.settings")}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconSettings size={20} stroke={1.75} aria-hidden="true" />
        </button>
      </div>
      {progress && (
        <div
          className={classes.progress}
          role="progressbar"
          aria-label={t("station.progress")}
          aria-valuenow={progress.done}
          aria-valuemax={progress.of}
        >
          <i style={{ width: `${progress.of ? (100 * progress.done) / progress.of : 0}%` }} />
        </div>
      )}
      {open && <Senses />}
      {work && <WorkClaim work={work} />}
      {wave && <WaveClaim wave={wave} />}
      <Offline />
    </>
  );
}

function WorkClaim({ work }: { work: FulfillmentOrder }) {
  const navigate = useNavigate();
  const step = workVerbsOf(work)[0];
  if (!step || step === "release") return null;
  const leave = () => void navigate({ to: "/fulfillment/station", search: { location: work.location.code } });
  return <ClaimBar on={claimableWork(work)} step={step} onGivenBack={leave} />;
}

function WaveClaim({ wave }: { wave: Wave }) {
  const navigate = useNavigate();
  if (wave.progress.to_pick === 0) return null;
  const leave = () => void navigate({ to: "/fulfillment/waves/$id", params: { id: wave.id } });
  return <ClaimBar on={claimableWave(wave)} step="walk" onGivenBack={leave} />;
}

function Senses() {
  return (
    <div className={classes.senses}>
      {(["sound", "vibration"] as const).map((sense) => (
        <SenseSwitch key={sense} sense={sense} />
      ))}
    </div>
  );
}

function SenseSwitch({ sense }: { sense: Sense }) {
  const [on, setOn] = useState(() => isOn(sense));
  function change(next: boolean) {
    turn(sense, next);
    setOn(next);
    if (next) signal("right");
  }
  return (
    <Switch
      label={t(`station.${sense}`)}
      checked={on}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  );
}

function Offline() {
  if (useFeedState() !== "offline") return null;
  return (
    <p className={classes.offline} role="status">
      {t("station.offline")}
    </p>
  );
}
