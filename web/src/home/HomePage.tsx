import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { sessionQuery } from "../api/session";
import { useFeedState } from "../live/context";
import { OrdersTable } from "../orders/OrdersTable";
import tableClasses from "../orders/OrdersTable.module.css";
import { Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import { Skeleton } from "../parts/Skeleton";
import { Status } from "../status/Status";
import { t } from "../text";
import { DemoCard } from "./DemoCard";
import { Doors } from "./Doors";
import { Funnel } from "./Funnel";
import { funnelOf } from "./funnel";
import classes from "./home.module.css";
import { Ticker } from "./Ticker";
import { useLiveOrders } from "./useLiveOrders";

type Live = ReturnType<typeof useLiveOrders>;

/** Orders as they arrive and move. */
export function HomePage() {
  const live = useLiveOrders();
  const feed = useFeedState();
  const session = useQuery(sessionQuery);
  return (
    <>
      <PageHead title={t("home.title")} aside={<PauseButton live={live} />}>
        <Status of="feed" value={live.paused ? "paused" : feed} />
      </PageHead>
      <Funnel stages={funnelOf(live.rows)} of={live.query.data?.length} />
      <div className={classes.grid}>
        <LiveList live={live} />
        <div className={classes.side}>
          {session.data?.mode === "demo" && <DemoCard />}
          <Ticker paused={live.paused} />
        </div>
      </div>
    </>
  );
}

function PauseButton({ live }: { live: Live }) {
  const Icon = live.paused ? IconPlayerPlay : IconPlayerPause;
  return (
    <Button leftSection={<Icon size={16} stroke={1.75} aria-hidden="true" />} onClick={live.togglePause}>
      {live.paused ? t("home.resume") : t("home.pause")}
    </Button>
  );
}

function LiveList({ live }: { live: Live }) {
  const box = useRef<HTMLDivElement>(null);
  function show() {
    live.show();
    box.current?.scrollTo({ top: 0 });
  }
  return (
    <Panel
      title={t("home.arriving")}
      hint={t("home.arrivingHint")}
      aside={live.waiting > 0 && <Waiting count={live.waiting} onShow={show} />}
      flush
    >
      <div
        ref={box}
        className={`${tableClasses.scroll} ${classes.scroll}`}
        onScroll={(event) => live.scrolled(event.currentTarget.scrollTop <= 0)}
      >
        <LiveRows live={live} />
      </div>
    </Panel>
  );
}

function LiveRows({ live: { query, rows } }: { live: Live }) {
  if (query.isPending) return <Skeleton label={t("orders.loading")} />;
  if (rows.length > 0) return <OrdersTable orders={rows} label={t("home.arriving")} />;
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return <Doors />;
}

function Waiting({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <>
      <span className={classes.waiting} role="status">
        {t("home.new", { count })}
      </span>
      <Button size="compact-sm" onClick={onShow}>
        {t("home.show")}
      </Button>
    </>
  );
}
