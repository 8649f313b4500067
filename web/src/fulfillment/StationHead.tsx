import { Switch } from "@mantine/core";
import { IconChevronLeft, IconSettings } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { FulfillmentOrder } from "../api/types";
import { useFeedState } from "../live/context";
import { Due } from "../status/Due";
import { t } from "../text";
import { isOn, signal, turn, type Sense } from "./signal";
import classes from "./station.module.css";

type Props = {
  title: string;
  hint?: string;
  location?: string;
  work?: FulfillmentOrder;
  /** The count that is worked, where that is what the station is for. */
  count?: string;
  progress?: { done: number; of: number };
};

/** The bar above a station: the way back, what is worked on, until when, how far. */
export function StationHead({ title, hint, location, work, count, progress }: Props) {
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
      <Offline />
    </>
  );
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
