import { useState } from "react";
import { signal, type Signal } from "./signal";
import type { Said } from "./Verdict";

/** Keeps what the last scan came to and signals it. */
export function useVerdict(first: string | null) {
  const [said, setSaid] = useState<Said | null>(first ? { text: first, wrong: true, n: 0 } : null);
  const say = (text: string, wrong: boolean) =>
    setSaid((before) => ({ text, wrong, n: (before?.n ?? 0) + 1 }));
  return {
    said,
    tell(text: string, how: Exclude<Signal, "wrong">) {
      signal(how);
      say(text, false);
    },
    refuse(text: string) {
      signal("wrong");
      say(text, true);
    },
  };
}
