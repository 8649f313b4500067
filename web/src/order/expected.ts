import type { LinePromise } from "../api/types";

/**
 * When the last of the units that wait was promised first, when it is expected
 * now, and whether some that were promised are not expected any more.
 */
export function expectedOf(promises: LinePromise[]): { first?: string; now?: string; lost: boolean } {
  const last = (instants: string[]) =>
    instants.toSorted((a, b) => new Date(a).getTime() - new Date(b).getTime()).at(-1);
  return {
    first: last(promises.map(({ first_at }) => first_at)),
    now: last(promises.flatMap(({ promised_at }) => promised_at ?? [])),
    lost: promises.some(({ promised_at }) => promised_at === null),
  };
}
