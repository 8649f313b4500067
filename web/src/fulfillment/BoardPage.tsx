import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { boardQuery } from "../api/fulfillment";
import { locationsQuery } from "../api/stock";
import { Empty, Failure } from "../parts/Message";
import { useNow } from "../parts/now";
import { PageHead } from "../parts/PageHead";
import { Skeleton } from "../parts/Skeleton";
import { NextStep } from "../start/NextStep";
import type { BoardSearch } from "../routes/fulfillment";
import { Due } from "../status/Due";
import { t } from "../text";
import { claimantOf, nextShipBy } from "./board";
import classes from "./board.module.css";
import { BoardColumns } from "./BoardColumns";
import { BoardFilters } from "./BoardFilters";
import { locationOf, rememberLocation } from "./location";
import { papers, print } from "./print";
import { useChanges } from "./useChanges";
import { useLiveClaims } from "./useLiveClaims";

/** What a location has to do, column by column. */
export function BoardPage() {
  const search = useSearch({ from: "/inside/fulfillment" });
  const navigate = useNavigate({ from: "/fulfillment" });
  const locations = useQuery(locationsQuery);
  const location = locationOf(search.location, locations.data);
  const claimedBy = claimantOf(search);
  const board = useQuery(boardQuery(location, claimedBy));
  useLiveClaims(location, claimedBy);
  const changes = useChanges(location, board.data?.work ?? [], board.dataUpdatedAt);
  const now = useNow();
  const may = useMay();
  const narrow = (next: BoardSearch) => {
    if (next.location) rememberLocation(next.location);
    void navigate({ search: next, replace: true });
  };
  const failed = locations.error ?? board.error;
  const retry = () => void (locations.error ? locations.refetch() : board.refetch());
  const next = nextShipBy(board.data?.work ?? [], now);
  return (
    <>
      <PageHead
        title={t("board.title")}
        hint={t("board.hint")}
        aside={
          <>
            {changes > 0 && (
              <>
                <span className={classes.changes} role="status">
                  {t("board.changes", { count: changes })}
                </span>
                <Button size="compact-sm" onClick={() => void board.refetch()}>
                  {t("orders.show")}
                </Button>
              </>
            )}
            {next && (
              <span className={classes.next}>
                {t("board.nextOut")} <Due at={next} what={t("board.shipBy")} />
              </span>
            )}
          </>
        }
      />
      {locations.data && (
        <BoardFilters
          search={search}
          location={location}
          locations={locations.data}
          work={board.data?.work ?? []}
          onChange={narrow}
        >
          <Button
            disabled={!location}
            leftSection={<IconPrinter size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => void print(papers.pickList(location))}
          >
            {t("board.pickList")}
          </Button>
          <Button
            c="var(--sy-text)"
            renderRoot={(props) => <Link to="/fulfillment/waves" search={{ location }} {...props} />}
          >
            {t("wave.title")}
          </Button>
          <Button
            c="var(--sy-text)"
            renderRoot={(props) => <Link to="/fulfillment/shipments" search={{ location }} {...props} />}
          >
            {t("shipments.title")}
          </Button>
          {may("fulfillment.work") && (
            <Button
              variant="filled"
              c="var(--sy-on-accent)"
              renderRoot={(props) => <Link to="/fulfillment/station" search={{ location }} {...props} />}
            >
              {t("station.title")}
            </Button>
          )}
        </BoardFilters>
      )}
      {locations.data?.length === 0 ? (
        <Empty level={2} title={t("board.noLocation")} what={t("board.noLocationWhat")}>
          <NextStep />
        </Empty>
      ) : failed && !board.data ? (
        <Failure level={2} error={failed} onRetry={retry} />
      ) : board.data ? (
        <BoardColumns
          key={`${location} ${claimedBy}`}
          {...board.data}
          search={search}
          location={location}
          onChange={narrow}
        />
      ) : (
        <Skeleton label={t("board.loading")} rows={10} />
      )}
    </>
  );
}
