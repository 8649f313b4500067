import { useThrottledCallback } from "@mantine/hooks";
import { useInfiniteQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import {
  exceptionCountsQuery,
  exceptionQuery,
  exceptionsQuery,
  type ExceptionFilter,
} from "../api/exceptions";
import type { OrderException } from "../api/types";
import { useEvents, useFeedState } from "../live/context";
import { arrivedIn } from "./queue";

type Page = { items: OrderException[]; next_cursor: string };

const mostPages = 20; // are read at once to select what is on them
const countEvery = 3_000; // ms: a storm of exceptions is counted now and then

/**
 * The queue, whose rows never move by themselves: an exception that changes is
 * patched where it stands, also when it has ended; those that arrive are counted
 * until they are asked for.
 */
export function useQueue(filter: ExceptionFilter) {
  const client = useQueryClient();
  const options = exceptionsQuery(filter);
  const query = useInfiniteQuery(options);
  const under = JSON.stringify(filter);
  const [arrived, setArrived] = useState({ under, count: 0 });
  const rows = (query.data?.pages ?? []).flatMap((page) => page.items);
  const recount = useThrottledCallback(
    () => void client.invalidateQueries({ queryKey: exceptionCountsQuery.queryKey }),
    countEvery,
  );

  async function patch(id: string) {
    const now = await client.fetchQuery({ ...exceptionQuery(id), staleTime: 0 }).catch(() => null);
    if (!now) return;
    const row = { ...now.exception, order_number: now.order_number };
    client.setQueryData(
      options.queryKey,
      (data: InfiniteData<Page> | undefined) => data && replaced(data, row),
    );
  }
  useEvents((events) => {
    const ours = events.filter(({ type }) => type.startsWith("exception."));
    if (ours.length === 0) return;
    recount();
    const changed = new Set(ours.map(({ subject }) => subject));
    for (const { id } of rows) if (changed.has(id)) void patch(id);
    const count = arrivedIn(filter, ours);
    // Another filter loads another list, which has them already.
    setArrived((before) => ({ under, count: count + (before.under === under ? before.count : 0) }));
  });
  useBackOnline(() => void client.invalidateQueries({ queryKey: ["exceptions"] }));

  return {
    query,
    rows,
    arrived: arrived.under === under ? arrived.count : 0,
    /** Reads the list to its end, or as far as one goes at once. */
    async loadAll() {
      let more = query.hasNextPage;
      for (let page = 0; more && page < mostPages; page++) more = (await query.fetchNextPage()).hasNextPage;
    },
    /** Loads the list anew with what arrived. */
    showArrived() {
      setArrived({ under, count: 0 });
      void client.resetQueries({ queryKey: options.queryKey });
    },
  };
}

// What happened while no events came is asked for when they come again.
function useBackOnline(ask: () => void) {
  const state = useFeedState();
  const lost = useRef(false);
  useEffect(() => {
    if (state === "offline") lost.current = true;
    if (state !== "live" || !lost.current) return;
    lost.current = false;
    ask();
  });
}

function replaced(data: InfiniteData<Page>, row: OrderException): InfiniteData<Page> {
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => (item.id === row.id ? row : item)),
  }));
  return { ...data, pages };
}
