import { useSyncExternalStore } from "react";

// One clock for all ages on the screen: they change together, and a page of a
// hundred rows has one timer.
const step = 5_000; // ms
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach((tell) => tell());
  }, step);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present in milliseconds, a few seconds coarse. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
