import type { FulfillmentOrder, LotProposal, Sku } from "../api/types";
import { workLines } from "../order/allowed";

/** The steps that scanning belongs to. */
export type Step = "pick" | "pack";

/** A line of the work and how many of its units the step is about. */
export type StepLine = { line: number; sku: string; title: string; barcode: string; want: number };

/** Why units are short. */
export const shortReasons = ["missing", "too_few", "damaged"] as const;
export type ShortReason = (typeof shortReasons)[number];

/** One thing that was done with units of a line: found, short, or put into a box. */
export type Deed = {
  line: number;
  units: number;
  short?: ShortReason;
  box?: number;
  /** The lot that was scanned instead of the proposed one. */
  lot?: string;
  /** The serial number of the one unit. */
  serial?: string;
};

/** What was done at a step and is not confirmed yet. It lives in the browser only. */
export type Session = {
  /** The state of the work that the deeds count from. */
  base: string;
  deeds: Deed[];
  /** The weight of each box in grams; 0 leaves it to the weights of its units. */
  boxes: number[];
  /** The box that units go into. */
  box: number;
  /** The last try to confirm: the same body goes out under the same key. */
  sent?: { key: string; body: string };
};

/** The lines that a step still has to do with. */
export function stepLines(work: FulfillmentOrder, step: Step, skus: Sku[]): StepLine[] {
  const barcodes = new Map(skus.map((sku) => [sku.code, sku.barcode]));
  return workLines(work)
    .map((line) => ({
      line: line.line,
      sku: line.sku,
      title: line.title || line.sku,
      barcode: barcodes.get(line.sku) ?? "",
      want: step === "pick" ? line.quantity - line.picked : line.picked - line.packed,
    }))
    .filter((line) => line.want > 0);
}

/** What the deeds of a step count from: when it differs, they were confirmed or overtaken. */
export function baseOf(work: FulfillmentOrder, step: Step): string {
  const units = workLines(work).map((line) => [line.line, line.quantity, line.picked, line.packed].join(":"));
  return [step, ...units].join(" ");
}

export const newSession = (base: string): Session => ({ base, deeds: [], boxes: [0], box: 0 });

/** How many units of a line were found (or put), and how many are short. */
export function tally(session: Session, line: number): { done: number; short: number } {
  const sum = { done: 0, short: 0 };
  for (const deed of session.deeds) {
    if (deed.line === line) sum[deed.short ? "short" : "done"] += deed.units;
  }
  return sum;
}

/** Units of a line that nothing was done with yet. */
export function leftOf(session: Session, { line, want }: StepLine): number {
  const { done, short } = tally(session, line);
  return want - done - short;
}

/** Units that are done, of all. */
export type Progress = { done: number; of: number };

/** Units of all lines: those that are dealt with, and all of them. */
export function progressOf(session: Session, lines: StepLine[]): Progress {
  const of = lines.reduce((sum, line) => sum + line.want, 0);
  return { done: of - lines.reduce((sum, line) => sum + leftOf(session, line), 0), of };
}

/** What a scanned code comes to: a line that wants a unit of it, or why none does. */
export type Read = { line: StepLine } | { refused: "unknown" | "enough"; line?: StepLine };

/** Looks a code up among the lines: a SKU's code or its barcode. */
export function readCode(session: Session, lines: StepLine[], code: string): Read {
  const named = lines.filter((line) => sameCode(line.sku, code) || sameCode(line.barcode, code));
  const wanting = named.find((line) => leftOf(session, line) > 0);
  if (wanting) return { line: wanting };
  return named[0] ? { refused: "enough", line: named[0] } : { refused: "unknown" };
}

// A scanner may drop or add the leading zeros that tell a UPC from a GTIN.
function sameCode(one: string, other: string): boolean {
  const plain = (code: string) =>
    code
      .trim()
      .toLowerCase()
      .replace(/^0+(?=\d+$)/, "");
  return one !== "" && plain(one) === plain(other);
}

/** The line of which a scanned code names a lot that lies on the shelf. */
export function readLot(session: Session, lines: StepLine[], proposed: LotProposal[], code: string) {
  for (const { line, shelf } of proposed) {
    const found = lines.find((one) => one.line === line);
    const lot = shelf.find((one) => one.lot.toLowerCase() === code.trim().toLowerCase());
    if (found && lot && leftOf(session, found) > 0) return { line: found, lot: lot.lot };
  }
  return undefined;
}

/** The lines whose units are each named by a serial number. */
export const serialLines = (lines: StepLine[], proposed: LotProposal[]) =>
  lines.filter(({ line }) => proposed.some((one) => one.line === line && one.tracking === "serial"));

/** How many lots or serial numbers a proposal lists of a shelf at most. */
const listed = 50;

/**
 * The serial number of a unit on the shelf that a scanned code is; undefined when
 * it is none. A shelf with more units than are listed may have any.
 */
export function readSerial(proposed: LotProposal[], { line }: StepLine, code: string): string | undefined {
  const shelf = proposed.find((one) => one.line === line)?.shelf ?? [];
  const found = shelf.find(({ lot }) => lot.toLowerCase() === code.toLowerCase());
  return found?.lot ?? (shelf.length >= listed ? code : undefined);
}

/** Adds a deed. */
export function add(session: Session, deed: Deed): Session {
  return { ...session, deeds: [...session.deeds, deed] };
}

/** Takes the last deed back. */
export function undo(session: Session): Session {
  return { ...session, deeds: session.deeds.slice(0, -1) };
}

/** The body that confirms a pick. */
export function pickItems(session: Session, lines: StepLine[]) {
  return lines.flatMap(({ line }) => {
    const { short } = tally(session, line);
    const deeds = session.deeds.filter((deed) => deed.line === line);
    const reason = deeds.findLast((deed) => deed.short)?.short;
    const byLot = new Map<string, number>([["", 0]]);
    for (const { lot = "", units } of deeds.filter((deed) => !deed.short)) {
      byLot.set(lot, (byLot.get(lot) ?? 0) + units);
    }
    return [...byLot]
      .map(([lot, quantity]) => ({
        line,
        quantity,
        ...(lot ? { lot } : reason ? { short, reason } : {}),
      }))
      .filter((item) => item.quantity > 0 || "short" in item);
  });
}

/** What lies in a box, by line. */
export function boxItems(
  session: Session,
  box: number,
): { line: number; quantity: number; serials?: string[] }[] {
  const inside = session.deeds.filter((deed) => deed.box === box);
  return [...new Set(inside.map(({ line }) => line))].map((line) => {
    const deeds = inside.filter((deed) => deed.line === line);
    const serials = deeds.flatMap(({ serial }) => serial ?? []);
    const quantity = deeds.reduce((sum, { units }) => sum + units, 0);
    return { line, quantity, ...(serials.length > 0 ? { serials } : {}) };
  });
}

/** The body that confirms a pack: the boxes that hold something. */
export function parcelsOf(session: Session) {
  return session.boxes
    .map((grams, box) => ({
      items: boxItems(session, box),
      ...(grams > 0 ? { weight_grams: grams } : {}),
    }))
    .filter((parcel) => parcel.items.length > 0);
}

/** The session with the key for a body: the one it went out under before, or a new one. */
export function sending(
  session: Session,
  body: unknown,
  newKey: () => string,
): Session & { sent: { key: string } } {
  const text = JSON.stringify(body);
  const sent = session.sent?.body === text ? session.sent : { key: newKey(), body: text };
  return { ...session, sent };
}
