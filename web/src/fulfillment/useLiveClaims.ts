import { useQueryClient } from "@tanstack/react-query";
import { boardQuery, workQuery, type Claimant } from "../api/fulfillment";
import type { FulfillmentOrder } from "../api/types";
import { waveQuery } from "../api/waves";
import { useEvents } from "../live/context";

/**
 * Shows on the cards of a board at once who takes what, and which waves are
 * made: the cards themselves stay where they are.
 */
export function useLiveClaims(location: string, claimedBy?: Claimant) {
  const client = useQueryClient();
  async function work(id: string): Promise<FulfillmentOrder[]> {
    return [await client.fetchQuery({ ...workQuery(id), staleTime: 0 })];
  }
  async function wave(id: string): Promise<FulfillmentOrder[]> {
    const { works = [] } = await client.fetchQuery({ ...waveQuery(id), staleTime: 0 });
    return works.map((one) => one.work);
  }
  function show(fresh: FulfillmentOrder[]) {
    const found = new Map(fresh.map((one) => [one.id, one]));
    client.setQueryData(
      boardQuery(location, claimedBy).queryKey,
      (board) =>
        board && {
          ...board,
          work: board.work.map((one) => {
            const now = found.get(one.id);
            return now ? { ...one, claim: now.claim, wave: now.wave } : one;
          }),
        },
    );
  }
  useEvents((events) => {
    const asked = new Map<string, Promise<FulfillmentOrder[]>>();
    for (const { type, subject, data } of events) {
      if ((data as { location?: unknown } | null)?.location !== location || asked.has(subject)) continue;
      if (/^fulfillment_order\.(claimed|given_back)$/.test(type)) asked.set(subject, work(subject));
      if (/^wave\.(?!picked)/.test(type)) asked.set(subject, wave(subject));
    }
    // What can't be asked for now is right once the board is loaded again.
    for (const answer of asked.values()) void answer.then(show, () => undefined);
  });
}
