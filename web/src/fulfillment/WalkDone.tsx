import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Wave } from "../api/types";
import { t } from "../text";
import classes from "./station.module.css";
import { LeftWork } from "./LeftWork";
import { columnOf } from "./board";

/** A walk with nothing left to pick: on to the packing table, tote by tote. */
export function WalkDone({ wave }: { wave: Wave }) {
  const next = (wave.works ?? []).find(
    ({ left_at, work }) => left_at === null && columnOf(work) === "packing",
  );
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div className={classes.body}>
      <div className={classes.main}>
        <p className={classes.done}>
          <IconCircleCheck size={24} stroke={1.75} aria-hidden="true" />
          {t(wave.status === "dissolved" ? "wave.dissolvedSaid" : "wave.picked")}
        </p>
        <LeftWork wave={wave} />
        {next ? (
          <Button
            ref={button}
            className={classes.confirm}
            variant="filled"
            c="var(--sy-on-accent)"
            renderRoot={(props) => (
              <Link to="/fulfillment/station/$id" params={{ id: next.work.id }} {...props} />
            )}
          >
            {t("wave.packTote", { tote: next.tote, number: next.work.number })}
          </Button>
        ) : (
          <Button
            ref={button}
            className={classes.second}
            c="var(--sy-text)"
            renderRoot={(props) => (
              <Link to="/fulfillment/station" search={{ location: wave.location.code }} {...props} />
            )}
          >
            {t("station.toStart")}
          </Button>
        )}
      </div>
    </div>
  );
}
