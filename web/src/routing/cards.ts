import type { RateCard, RateSheet, RateZone, RoutingPolicy } from "../api/types";
import { t } from "../text";
import { minorOf } from "./minor";
import { freeName } from "./rules";

/** A policy with other rate cards; none leaves the prices to the built-in carrier. */
export const withCards = (policy: RoutingPolicy, cards: RateCard[]): RoutingPolicy => ({
  ...policy,
  cards: cards.length > 0 ? cards : undefined,
});

const firstStep = 1000; // g
const maxFuel = 10_000; // thousandths

/** A card that serves every route at one price. */
export const newCard = (cards: RateCard[]): RateCard => ({
  name: freeName(cards, t("rates.newCard")),
  steps: [firstStep],
  zones: [{ name: t("rates.everywhere"), prices: [0] }],
});

/** The list with a copy behind the card. */
export const copied = (cards: RateCard[], at: number): RateCard[] =>
  cards.toSpliced(at + 1, 0, { ...cards[at]!, name: freeName(cards, cards[at]!.name) });

/** The card with another price. */
export const withPrice = (card: RateCard, zone: number, step: number, minor: number): RateCard =>
  withZone(card, zone, {
    prices: card.steps.map((_, at) => (at === step ? minor : (card.zones[zone]!.prices[at] ?? 0))),
  });

/** The card with another part of a zone. */
export const withZone = (card: RateCard, at: number, part: Partial<RateZone>): RateCard => ({
  ...card,
  zones: card.zones.with(at, { ...card.zones[at]!, ...part }),
});

/** The card with one more zone, priced as the last one. */
export const moreZones = (card: RateCard): RateCard => ({
  ...card,
  zones: [
    ...card.zones,
    {
      name: freeName(card.zones, t("rates.newZone")),
      prices: card.zones.at(-1)?.prices ?? card.steps.map(() => 0),
    },
  ],
});

/** The card with one more weight, twice the heaviest, priced as that. */
export const moreSteps = (card: RateCard): RateCard => ({
  ...card,
  steps: [...card.steps, 2 * (card.steps.at(-1) ?? firstStep / 2)],
  zones: card.zones.map((zone) => ({ ...zone, prices: [...zone.prices, zone.prices.at(-1) ?? 0] })),
});

/** The card without a weight. */
export const lessSteps = (card: RateCard, at: number): RateCard => ({
  ...card,
  steps: card.steps.toSpliced(at, 1),
  zones: card.zones.map((zone) => ({ ...zone, prices: zone.prices.toSpliced(at, 1) })),
});

/** The card with the prices of a file. */
export const withSheet = (card: RateCard, { steps, zones }: RateSheet): RateCard => ({
  ...card,
  steps,
  zones,
});

/** What was copied from a spreadsheet, put into the prices from a cell on; null when it is one cell or no prices. */
export function pasted(
  card: RateCard,
  zone: number,
  step: number,
  text: string,
  currency: string,
): RateCard | null {
  const rows = text
    .replace(/\r/g, "")
    .replace(/\n$/, "")
    .split("\n")
    .map((row) => row.split("\t"));
  if (rows.length === 1 && rows[0]!.length === 1) return null;
  let next = card;
  for (const [r, row] of rows.entries()) {
    for (const [c, cell] of row.entries()) {
      const minor = minorOf(cell.replace(/[^\d.,]/g, ""), currency);
      if (minor === undefined) return null;
      if (next.zones[zone + r] && step + c < next.steps.length) {
        next = withPrice(next, zone + r, step + c, minor);
      }
    }
  }
  return next;
}

/** Thousandths as typed per cent: 12.5 is 125; undefined when it is none. */
export function permilleOf(percent: number | string): number | undefined {
  const permille = Math.round(Number(percent) * 10);
  return percent === "" || Number.isNaN(permille) || permille < 0 || permille > maxFuel
    ? undefined
    : permille;
}

/** What became of rate cards, price by price. */
export type CardChange = {
  kind:
    | "card_added"
    | "card_removed"
    | "zone_added"
    | "zone_removed"
    | "zone"
    | "step_added"
    | "step_removed"
    | "card"
    | "price";
  card: string;
  zone?: string;
  /** Grams of the step. */
  upTo?: number;
  /** Minor units, of a price. */
  before?: number;
  after?: number;
};

/** What differs between two lists of cards. Cards and zones are known by their names, prices by their weights. */
export function cardChanges(before: RateCard[], after: RateCard[]): CardChange[] {
  const [added, removed] = apart(before, after);
  return [
    ...added.map(({ name }) => ({ kind: "card_added" as const, card: name })),
    ...after.flatMap((card) => {
      const was = before.find(({ name }) => name === card.name);
      return was ? changesOf(was, card) : [];
    }),
    ...removed.map(({ name }) => ({ kind: "card_removed" as const, card: name })),
  ];
}

function apart<T extends { name: string }>(before: T[], after: T[]): [added: T[], removed: T[]] {
  const without = (all: T[], other: T[]) => all.filter(({ name }) => !other.some((one) => one.name === name));
  return [without(after, before), without(before, after)];
}

function changesOf(was: RateCard, is: RateCard): CardChange[] {
  const card = is.name;
  const changes: CardChange[] = [];
  if (!alike({ ...was, steps: [], zones: [] }, { ...is, steps: [], zones: [] }))
    changes.push({ kind: "card", card });
  for (const upTo of is.steps.filter((step) => !was.steps.includes(step)))
    changes.push({ kind: "step_added", card, upTo });
  for (const upTo of was.steps.filter((step) => !is.steps.includes(step)))
    changes.push({ kind: "step_removed", card, upTo });
  const [added, removed] = apart(was.zones, is.zones);
  changes.push(...added.map(({ name }) => ({ kind: "zone_added" as const, card, zone: name })));
  for (const [at, zone] of is.zones.entries()) {
    const before = was.zones.findIndex(({ name }) => name === zone.name);
    if (before < 0) continue;
    const old = was.zones[before]!;
    const moved = added.length + removed.length === 0 && before !== at;
    if (moved || !alike({ ...old, prices: [] }, { ...zone, prices: [] }))
      changes.push({ kind: "zone", card, zone: zone.name });
    changes.push(...priceChanges(was, old, is, zone));
  }
  changes.push(...removed.map(({ name }) => ({ kind: "zone_removed" as const, card, zone: name })));
  return changes;
}

function priceChanges(was: RateCard, old: RateZone, is: RateCard, zone: RateZone): CardChange[] {
  return is.steps.flatMap((upTo, step) => {
    const at = was.steps.indexOf(upTo);
    const [before, after] = [old.prices[at], zone.prices[step]];
    if (at < 0 || before === after) return [];
    return [{ kind: "price", card: is.name, zone: zone.name, upTo, before, after }];
  });
}

// What is absent, empty, zero or false is the same to the server.
function alike(a: object, b: object): boolean {
  const plain = (_: string, value: unknown) =>
    value === 0 || value === false || (Array.isArray(value) && value.length === 0) ? undefined : value;
  const ordered = (of: object) =>
    JSON.stringify(
      Object.entries(of)
        .filter(([, value]) => plain("", value) !== undefined)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  return ordered(a) === ordered(b);
}
