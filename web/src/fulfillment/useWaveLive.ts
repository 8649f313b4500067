import { useQueryClient } from "@tanstack/react-query";
import type { Wave } from "../api/types";
import { useEvents } from "../live/context";

/** Asks for a wave anew when something happens to it or to its work: totes keep their places. */
export function useWaveLive(wave: Wave | undefined) {
  const client = useQueryClient();
  useEvents((events) => {
    if (!wave) return;
    const about = new Set([wave.id, ...(wave.works ?? []).map(({ work }) => work.id)]);
    if (events.some(({ subject }) => about.has(subject))) {
      void client.invalidateQueries({ queryKey: ["waves", "one"] });
    }
  });
}
