import { createContext, useContext, useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { SystemEvent } from "../api/types";
import { Feed, type FeedState } from "./feed";

export const FeedContext = createContext(new Feed());

/** Whether live updates arrive at the moment. */
export function useFeedState(): FeedState {
  const feed = useContext(FeedContext);
  return useSyncExternalStore(feed.onState, feed.getState);
}

/** Calls back with the events as they happen, a handful at a time. */
export function useEvents(listener: (events: SystemEvent[]) => void): void {
  const feed = useContext(FeedContext);
  const latest = useEffectEvent(listener);
  useEffect(() => feed.onEvents((events) => latest(events)), [feed]);
}
