import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { livePolicyQuery } from "../api/routing";
import { useCommands } from "../keys/commands";
import { adviceFor, Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { t } from "../text";
import { day, timeOfDay } from "../text/time";
import { tellFailure } from "../act/toasts";
import classes from "./routing.module.css";
import { DeskProvider, overtaken, useDesk, useDraft } from "./useDraft";

const pages = [
  { to: "/routing", name: "routing.rules" },
  { to: "/routing/rates", name: "rates.title" },
  { to: "/routing/costs", name: "routing.costs" },
  { to: "/routing/markets", name: "markets.title" },
  { to: "/routing/replays", name: "routing.replays" },
  { to: "/routing/canary", name: "canary.title" },
  { to: "/routing/versions", name: "routing.versions" },
  { to: "/routing/cheaper", name: "routing.cheaper" },
] as const;

/** The frame of the routing studio: what is live, how the draft stands, and the pages that work on it. */
export function RoutingFrame() {
  const draft = useDraft();
  if (draft.isPending) return <Skeleton label={t("routing.loading")} rows={10} />;
  if (!draft.data) return <Failure level={1} error={draft.error} onRetry={() => void draft.refetch()} />;
  return (
    <DeskProvider draft={draft.data}>
      <Head />
      <nav aria-label={t("routing.title")} className={classes.tabs}>
        {pages.map(({ to, name }) => (
          <Link
            key={to}
            to={to}
            className={classes.tab}
            activeOptions={{ exact: to === "/routing", includeSearch: false }}
          >
            {t(name)}
          </Link>
        ))}
      </nav>
      <Trouble />
      <Outlet />
    </DeskProvider>
  );
}

function Head() {
  const live = useQuery(livePolicyQuery);
  const { draft, saved, mayWrite, undo, drop } = useDesk();
  const since = live.data?.published_at;
  useCommands(undo && mayWrite ? [{ name: t("routing.undo"), keys: "z", group: "page", run: undo }] : []);
  return (
    <PageHead
      title={t("routing.title")}
      hint={t("routing.hint")}
      aside={
        mayWrite && (
          <>
            {(undo || draft.revision > 0) && (
              <Button disabled={!undo} onClick={undo}>
                {t("routing.undo")}
              </Button>
            )}
            {draft.revision > 0 && (
              <Button onClick={() => void drop().catch((cause: unknown) => tellFailure(adviceFor(cause)))}>
                {t("routing.drop")}
              </Button>
            )}
          </>
        )
      }
    >
      {live.data && (
        <Status
          of="routing"
          value="live"
          word={
            since
              ? t("routing.liveSince", { version: live.data.version, day: day(since) })
              : t("routing.builtInLive")
          }
        />
      )}
      <span role="status">
        {(draft.revision > 0 || !saved) && (
          <Status of="routing" value="draft" word={draftWord(draft.saved_at, saved)} />
        )}
      </span>
    </PageHead>
  );
}

const draftWord = (at: string | null, saved: boolean) =>
  saved && at ? t("routing.draftSaved", { time: timeOfDay(at) }) : t("routing.draftSaving");

/** What kept the draft from being saved, and the ways out. */
function Trouble() {
  const { error, retry, takeTheirs, keepMine } = useDesk();
  if (!error) return null;
  return (
    <div className={classes.trouble} role="alert">
      <p>{overtaken(error) ? t("routing.overtaken") : t("routing.unsaved", { why: adviceFor(error) })}</p>
      {overtaken(error) ? (
        <>
          <Button onClick={takeTheirs}>{t("routing.takeTheirs")}</Button>
          <Button onClick={keepMine}>{t("routing.keepMine")}</Button>
        </>
      ) : (
        <Button onClick={retry}>{t("error.retry")}</Button>
      )}
    </div>
  );
}
