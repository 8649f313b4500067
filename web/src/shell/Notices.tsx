import { Button } from "@mantine/core";
import { IconCloudOff, IconRefresh } from "@tabler/icons-react";
import { useContext, useEffect, useState } from "react";
import { FeedContext, useFeedState } from "../live/context";
import { t } from "../text";
import { timeOfDay } from "../text/time";
import { scriptOf } from "./release";
import classes from "./Shell.module.css";

const patience = 4_000; // ms; a break shorter than that is nobody's concern

/** What concerns every view: the server can't be reached, or has become another one. */
export function Notices() {
  const since = useOfflineSince();
  const updated = useUpdated();
  if (since)
    return (
      <p className={`${classes.notice} ${classes.offline}`} role="alert">
        <IconCloudOff size={16} stroke={1.75} aria-hidden="true" />
        {t("feed.offlineSince", { time: timeOfDay(since) })}
      </p>
    );
  if (!updated) return null;
  return (
    <p className={classes.notice} role="status">
      <IconRefresh size={16} stroke={1.75} aria-hidden="true" />
      {t("feed.updated")}
      <Button size="compact-sm" onClick={() => window.location.reload()}>
        {t("feed.reload")}
      </Button>
    </p>
  );
}

// When the connection was lost, once that has lasted.
function useOfflineSince(): string | null {
  const state = useFeedState();
  const [since, setSince] = useState<string | null>(null);
  useEffect(() => {
    if (state !== "offline") return;
    const lost = new Date().toISOString();
    const timer = setTimeout(() => setSince(lost), patience);
    return () => {
      clearTimeout(timer);
      setSince(null);
    };
  }, [state]);
  return since;
}

// A new release has scripts of other names: each new connection looks whether the
// server's page still names ours.
function useUpdated(): boolean {
  const feed = useContext(FeedContext);
  const [updated, setUpdated] = useState(false);
  useEffect(() => {
    const ours = scriptOf(document.documentElement.outerHTML);
    return feed.onOpen(() => {
      void fetch("/", { cache: "no-store" })
        .then((answer) => (answer.ok ? answer.text() : ""))
        .then((page) => {
          const theirs = scriptOf(page);
          setUpdated(Boolean(ours && theirs && theirs !== ours));
        })
        .catch(() => undefined);
    });
  }, [feed]);
  return updated;
}
