import type { Countable } from "../act/Quantities";
import type { Line, Order } from "../api/types";

/** How many units of a line are shipped and neither asked back, returned nor left with the buyer. */
export function returnable(line: Line): number {
  const { shipped, return_requested, returned, written_off } = line.counters;
  if (!line.shippable) return 0;
  if (!line.components?.length) return shipped - return_requested - returned - written_off;
  return Math.min(
    ...line.components.map((part) =>
      Math.floor((returnable(part) * line.quantity) / Math.max(1, part.quantity)),
    ),
  );
}

/** The lines of which units can come back: bundles as sets, or as what they are made of. */
export function returnableLines(order: Order, bundles: "set" | "component"): Countable[] {
  const lines =
    bundles === "set"
      ? order.lines
      : order.lines.flatMap((line) => (line.components?.length ? line.components : [line]));
  return lines
    .map((line) => ({ line: line.line, name: line.title || line.sku, most: returnable(line) }))
    .filter(({ most }) => most > 0);
}
