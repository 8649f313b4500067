import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { sessionQuery } from "../api/session";
import type { Home } from "../api/types";
import { useFeedState } from "../live/context";
import { Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { t, withTexts } from "../text";
import { zoneName } from "../text/time";
import { Attention } from "./Attention";
import { Capacity } from "./Capacity";
import { ChannelFreshness } from "./ChannelFreshness";
import { DemoCard } from "./DemoCard";
import { Funnel } from "./Funnel";
import classes from "./home.module.css";
import { Promises } from "./Promises";
import { useHome } from "./useHome";

// Behind the first load: each stands at the foot of its column, where nothing moves when it comes.
const PlacedChart = lazy(() => import("./PlacedChart"));
const Ticker = lazy(() => withTexts(import("./Ticker")));
const FirstSteps = lazy(() => withTexts(import("../start/FirstSteps")));

/** What needs a human now, and where everything stands. */
export function HomePage() {
  const home = useHome();
  const feed = useFeedState();
  const session = useQuery(sessionQuery);
  const demo = session.data?.mode === "demo";
  return (
    <>
      <PageHead
        title={t("home.title")}
        hint={home.data && t("home.waits", { count: waiting(home.data), zone: zoneName() })}
      >
        <Status of="feed" value={feed} />
      </PageHead>
      {home.data ? (
        <Board home={home.data} demo={demo} />
      ) : home.error ? (
        <Failure level={2} error={home.error} onRetry={() => void home.refetch()} />
      ) : (
        <Panel title={t("home.funnel")} flush>
          <Skeleton label={t("home.loading")} />
        </Panel>
      )}
    </>
  );
}

const waiting = ({ attention }: Home) =>
  attention.exceptions.reduce((sum, group) => sum + group.count, 0) +
  attention.holds.reduce((sum, hold) => sum + hold.orders, 0);

function Board({ home, demo }: { home: Home; demo: boolean }) {
  const quiet = home.funnel.slice(-2).every((stage) => stage.orders === 0);
  return (
    <>
      {quiet && (
        <Suspense>
          <FirstSteps />
        </Suspense>
      )}
      <Funnel stages={home.funnel} />
      <div className={classes.grid}>
        <div className={classes.side}>
          <Attention attention={home.attention} />
          <Promises promises={home.promises} />
          <Suspense>
            <PlacedChart hours={home.orders_per_hour} days={home.orders_per_day} />
          </Suspense>
        </div>
        <div className={classes.side}>
          {demo && <DemoCard />}
          <ChannelFreshness channels={home.channels} />
          <Capacity locations={home.locations} />
          <Panel title={t("home.ticker")} flush>
            <div className={classes.happened}>
              <Suspense>
                <Ticker locations={home.locations} />
              </Suspense>
            </div>
          </Panel>
        </div>
      </div>
    </>
  );
}
