import type { Return, ReturnedLots, ReturnLine } from "../api/types";
import { serialsOf } from "../inventory/lot";

/** What becomes of a unit, in the order of the buttons. */
export const dispositions = [
  "restock",
  "quarantine",
  "damaged",
  "scrap",
  "wrong_item",
  "missing",
  "keep_it",
] as const;
export type Disposition = (typeof dispositions)[number];

export const conditions = ["as_new", "opened", "used", "broken"] as const;
export type Condition = (typeof conditions)[number];

/** Units of a return line that are judged together, before they are sent. */
export type Part = {
  line: number;
  /** Whether the units are here; the others were announced and have not come. */
  here: boolean;
  quantity: number;
  disposition?: Disposition;
  condition?: Condition;
  /** The lot that was chosen of those that were sent. */
  lot?: string;
  /** The serial numbers, as they were typed or scanned. */
  serials?: string;
};

/** The units that are to be judged: those that came, and those that did not. */
export function partsOf(one: Return): Part[] {
  return one.lines.flatMap(({ line, waiting, open }) => [
    ...(waiting > 0 ? [{ line, here: true, quantity: waiting }] : []),
    ...(open > 0 && one.status === "received" ? [{ line, here: false, quantity: open }] : []),
  ]);
}

/** The lots of a part's units that the buyer has, when its SKU is tracked. */
export const sentOf = (lots: ReturnedLots[], part: Part) =>
  part.here ? lots.find(({ line }) => line === part.line) : undefined;

/** The serial numbers of a part: those that were typed, or all that were sent where these are as many. */
export function serialsOfPart(part: Part, sent: ReturnedLots): string {
  if (part.serials !== undefined) return part.serials;
  return sent.lots.length === part.quantity ? sent.lots.map(({ lot }) => lot).join("\n") : "";
}

/** What can become of the units of a part. */
export const choicesOf = ({ here }: Part): Disposition[] =>
  here ? ["restock", "quarantine", "damaged", "scrap", "wrong_item"] : ["missing", "keep_it"];

/** Takes one unit off a part, to be judged on its own. */
export function split(parts: Part[], at: number): Part[] {
  const part = parts[at]!;
  return [
    ...parts.slice(0, at),
    { ...part, quantity: part.quantity - 1, serials: undefined },
    { ...part, quantity: 1, disposition: undefined, condition: undefined, serials: undefined },
    ...parts.slice(at + 1),
  ];
}

/** The judged parts as the API takes them, with the lots of what is here. */
export const findings = (parts: Part[], lots: ReturnedLots[] = []) =>
  parts.flatMap((part) => {
    const { line, quantity, disposition, condition } = part;
    if (!disposition) return [];
    const sent = disposition === "wrong_item" ? undefined : sentOf(lots, part);
    const serials = sent?.tracking === "serial" ? serialsOf(serialsOfPart(part, sent)) : [];
    return [
      {
        line,
        quantity,
        disposition,
        condition,
        lot: sent?.tracking === "lot" ? part.lot || undefined : undefined,
        serials: serials.length > 0 ? serials : undefined,
      },
    ];
  });

/** How many units of each line the buyer would get money for, as the parts are judged so far. */
export function refundable(one: Return, parts: Part[]): Record<number, number> {
  const units = Object.fromEntries(one.lines.map((line) => [line.line, left(line)]));
  for (const { line, quantity, disposition } of parts) {
    if (disposition && disposition !== "wrong_item" && disposition !== "missing") {
      units[line] = (units[line] ?? 0) + quantity;
    }
  }
  return units;
}

/** How many units of a line there is money for and that were not refunded. */
export const left = ({ refundable: all, credited }: ReturnLine) => Math.max(0, all - credited);

/** What was counted by SKU, as units of the return's lines, announced ones first. */
export function arrived(
  one: Return,
  counted: { sku: string; quantity: number }[],
): { line: number; quantity: number }[] {
  return counted.flatMap(({ sku, quantity }) => {
    const lines = one.lines.filter((line) => line.sku === sku);
    let rest = quantity;
    const out = lines.map(({ line, open }) => {
      const taken = Math.min(rest, open);
      rest -= taken;
      return { line, quantity: taken };
    });
    if (rest > 0 && out[0]) out[0].quantity += rest; // more than was announced
    return out.filter((item) => item.quantity > 0);
  });
}
