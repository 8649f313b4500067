import type { LotProposal, Wave, WaveStop, WaveTote } from "../api/types";
import { leftOf, pickItems, tally, type Deed, type Session, type StepLine } from "./session";

/** What one tote still gets at a stop. */
export type WalkLine = StepLine & { tote: number; work: string; of: number };

/** A stop with the totes that still get something. */
export type WalkStop = { stop: WaveStop; lines: WalkLine[] };

const perTote = 10_000; // lines of an order are fewer

/** The stops of a wave where something is still to be picked, in the order of the walk. */
export function walkStops({ stops = [] }: Wave): WalkStop[] {
  return stops
    .map((stop) => ({
      stop,
      lines: stop.totes.filter((tote) => tote.to_pick > 0).map((tote) => lineOf(stop, tote)),
    }))
    .filter(({ lines }) => lines.length > 0);
}

// The line has the same number for as long as the work is in the wave.
const lineOf = ({ sku, title, barcode }: WaveStop, tote: WaveTote): WalkLine => ({
  line: tote.tote * perTote + tote.line,
  sku,
  title: title || sku,
  barcode,
  want: tote.to_pick,
  tote: tote.tote,
  work: tote.fulfillment_order_id,
  of: tote.line,
});

/** The session without the scans that the wave has no use for any more: somebody else picked them, or their work left. */
export function fitting(session: Session, lines: WalkLine[]): Session {
  const room = new Map(lines.map(({ line, want }) => [line, want]));
  const deeds = session.deeds.filter(({ line, units }) => {
    const left = (room.get(line) ?? 0) - units;
    if (left >= 0) room.set(line, left);
    return left >= 0;
  });
  return deeds.length === session.deeds.length ? session : { ...session, deeds };
}

/** Units of a stop that nothing was done with yet. */
export const leftAt = (session: Session, { lines }: WalkStop) =>
  lines.reduce((sum, line) => sum + leftOf(session, line), 0);

/** Units of a stop that are in their totes. */
export const doneAt = (session: Session, { lines }: WalkStop) =>
  lines.reduce((sum, line) => sum + tally(session, line.line).done, 0);

/** Which totes lose what is not there: the last ones of the cart. */
export function shorts(
  session: Session,
  { lines }: WalkStop,
  units: number,
  short: NonNullable<Deed["short"]>,
): Deed[] {
  let left = units;
  return lines.toReversed().flatMap((line) => {
    const some = Math.min(left, leftOf(session, line));
    left -= some;
    return some > 0 ? [{ line: line.line, units: some, short }] : [];
  });
}

/** The lots of the stops, as the lines of a fulfillment order have them. */
export const walkLots = (stops: WalkStop[]): LotProposal[] =>
  stops.flatMap(({ stop, lines }) =>
    stop.tracking === "none"
      ? []
      : lines.map(({ line, sku, want }) => ({
          line,
          sku,
          tracking: stop.tracking as LotProposal["tracking"],
          to_pick: want,
          to_pack: want,
          lots: stop.lots,
          shelf: stop.shelf,
        })),
  );

/** The body that confirms a walk, or a part of it. */
export function walkItems(session: Session, lines: WalkLine[]) {
  const at = new Map(lines.map((line) => [line.line, line]));
  return pickItems(session, lines).map((item) => {
    const { work, of } = at.get(item.line)!;
    return { ...item, fulfillment_order: work, line: of };
  });
}
