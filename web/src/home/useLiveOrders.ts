import { useThrottledCallback } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newestOrdersQuery } from "../api/orders";
import type { Order } from "../api/types";
import { useEvents } from "../live/context";
import { steady } from "./steady";

const refreshEvery = 1_000; // ms: however many events arrive, one request a second

/** The newest orders, kept up to date by the events and held in place on demand. */
export function useLiveOrders() {
  const client = useQueryClient();
  const query = useQuery(newestOrdersQuery);
  const [held, setHeld] = useState<Order[] | null>(null);
  const [paused, setPaused] = useState(false);
  const refresh = useThrottledCallback(
    () => void client.invalidateQueries({ queryKey: newestOrdersQuery.queryKey }),
    refreshEvery,
  );
  useEvents((events) => {
    if (events.some((event) => event.order_id)) refresh();
  });

  const { rows, waiting } = steady(query.data ?? [], held, paused);
  return {
    query,
    rows,
    waiting,
    paused,
    /** Stops every change until it is called again. */
    togglePause() {
      setPaused(!paused);
      setHeld(paused ? null : rows);
    },
    /** Brings the waiting orders in; a pause goes on from there. */
    show: () => setHeld(paused ? (query.data ?? []) : null),
    /** A reader who scrolled away keeps their rows until they are back at the top. */
    scrolled(atTop: boolean) {
      if (!paused && atTop !== (held === null)) setHeld(atTop ? null : rows);
    },
  };
}
