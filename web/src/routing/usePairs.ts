import { useState } from "react";

/** A name and its value, as they are typed. */
export type Pair = [name: string, value: string];

/**
 * Pairs while they are typed. Those that mean something are kept: meaning says
 * what, the same for "0.5" and "0.50", and undefined while a pair is unfinished.
 */
export function usePairs(
  stored: Pair[],
  meaning: (pair: Pair) => string | undefined,
  keep: (pairs: Pair[]) => void,
) {
  const finished = (pairs: Pair[]) => pairs.filter((pair) => meaning(pair) !== undefined);
  const sense = (pairs: Pair[]) => finished(pairs).map(meaning).sort().join("\n");
  const [typed, setTyped] = useState(stored);
  const [seen, setSeen] = useState(sense(stored));
  // Undo and another's draft bring pairs from outside.
  if (sense(stored) !== seen) {
    setSeen(sense(stored));
    if (sense(typed) !== sense(stored)) setTyped(stored);
  }
  const set = (next: Pair[]) => {
    setTyped(next);
    if (sense(next) !== sense(typed)) keep(finished(next));
  };
  return {
    pairs: typed,
    add: () => setTyped([...typed, ["", ""]]),
    change: (at: number, pair: Pair) => set(typed.with(at, pair)),
    drop: (at: number) => set(typed.toSpliced(at, 1)),
  };
}
