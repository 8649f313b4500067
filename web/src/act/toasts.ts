import { useSyncExternalStore } from "react";

/** One sentence about what was done, or why it was not. */
export type Toast = { id: number; text: string; failed: boolean };

const shownFor = 6_000; // ms; what failed stays until it is closed
let toasts: Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(next: Toast[]) {
  toasts = next;
  listeners.forEach((tell) => tell());
}

/** Says that something was done. */
export function tell(text: string) {
  const id = (last += 1);
  set([...toasts, { id, text, failed: false }].slice(-3));
  setTimeout(() => closeToast(id), shownFor);
}

/** Says why something was not done. */
export function tellFailure(text: string) {
  set([...toasts, { id: (last += 1), text, failed: true }].slice(-3));
}

export function closeToast(id: number) {
  set(toasts.filter((toast) => toast.id !== id));
}

export function useToasts(): Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}
