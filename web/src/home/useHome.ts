import { useThrottledCallback } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { homeQuery } from "../api/home";
import { useEvents } from "../live/context";

const refreshEvery = 3_000; // ms: however many events arrive, the figures are counted no oftener

/** The figures of Home, counted anew as events arrive. */
export function useHome() {
  const client = useQueryClient();
  const refresh = useThrottledCallback(
    () => void client.invalidateQueries({ queryKey: homeQuery.queryKey }),
    refreshEvery,
  );
  useEvents(() => refresh());
  return useQuery(homeQuery);
}
