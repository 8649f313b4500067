import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problem";
import type { components } from "./schema.gen";

export type Demo = components["schemas"]["DemoState"];
type Faults = Demo["faults"];

/** How the demo is. It is asked for again while its history is told. */
export const demoQuery = queryOptions({
  queryKey: ["demo"],
  queryFn: ({ signal }) => unwrap<Demo>(api.GET("/api/v1/demo", { signal })),
  refetchInterval: (query) => ((query.state.data?.history ?? 0) < 1 ? 1_000 : 15_000),
});

/** The speeds one can choose; "0" is none. */
export const SPEEDS = ["0", "1", "10", "60", "600"];

/** The speed as one can choose it, or "" for one that was set elsewhere. */
export function speedOf(demo: Pick<Demo, "paused" | "speed">): string {
  if (demo.paused) return "0";
  const speed = String(demo.speed);
  return SPEEDS.includes(speed) ? speed : "";
}

/** How much goes wrong: the worst of the faults. */
export function roughness(faults: Faults): number {
  return Math.max(
    faults.throttle,
    faults.timeout,
    faults.garbage,
    faults.lose,
    faults.duplicate,
    faults.reorder,
  );
}

/** Faults as on a very bad day of a shop, or as on every day. */
export function roughly(bad: boolean): Faults {
  if (bad) return { throttle: 0.3, timeout: 0.3, garbage: 0.2, lose: 0.5, duplicate: 0.4, reorder: 0.3 };
  return { throttle: 0, timeout: 0, garbage: 0, lose: 0.05, duplicate: 0.05, reorder: 0.02 };
}
