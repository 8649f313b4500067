import type { Walk } from "../api/types";

/** The steps of a walk, each with what is left after it. */
export function walked(steps: Walk["steps"]): { step: Walk["steps"][number]; rest: number }[] {
  return steps.map((step, n) => ({
    step,
    rest: steps.slice(0, n + 1).reduce((sum, { quantity }) => sum + quantity, 0),
  }));
}
