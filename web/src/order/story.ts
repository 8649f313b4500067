import type { Order, RoutingWhy, Said, TimelineEntry } from "../api/types";
import { kindName } from "../exceptions/kinds";
import { amount } from "../routing/minor";
import { lookOf } from "../status/vocabulary";
import { figure, humanize, t, type TextKey } from "../text";
import { locale } from "../text/language";
import { money } from "../text/money";
import { say } from "../text/said";
import { dateTime, day } from "../text/time";

/** An event in words: what happened, and why or with what. */
export type Story = { what: string; why?: string };

// The data of events as the server writes it. It is read with care: an old
// event, or one of a newer server, may lack anything.
type Move = { line?: number; from?: string; to?: string; quantity?: number };
type Item = { sku?: string; location?: string; quantity?: number; received?: number; inspected?: number };
type Change = { field?: string; before?: unknown; after?: unknown };
type Data = {
  [name: string]: unknown;
  moves?: Move[] | null;
  items?: Item[] | null;
  changes?: Change[] | null;
  allocations?: Item[] | null;
  picks?: Item[] | null;
  short?: Item[] | null;
  lots?: { sku?: string; lot?: string; quantity?: number }[] | null;
  why?: Partial<RoutingWhy>;
};

/** What the sentences need to know of the order. */
export type Setting = {
  /** What a location is called, by its code. */
  placeOf: (code: string) => string;
  /** Where a shipment's or a fulfillment order's work is. */
  placeOfWork: (id: string) => string | undefined;
  currency: string;
};

/** What an order's own parts say about places. */
export function settingOf(order: Order): Setting {
  const work = order.fulfillment_orders;
  return {
    placeOf: (code) => work.find(({ location }) => location.code === code)?.location.name ?? code,
    placeOfWork: (id) => work.find((one) => one.id === id)?.location.name,
    currency: order.currency,
  };
}

const list = new Intl.ListFormat(locale, { type: "conjunction" });
const mostNamed = 4;

/** Some of the names, and how many more there are. */
function named(names: (string | undefined)[]): string {
  const all = [...new Set(names.filter((name) => name !== undefined && name !== ""))] as string[];
  const more = all.length - mostNamed;
  return list.format(more > 0 ? [...all.slice(0, mostNamed), `+${figure(more)}`] : all);
}

const text = (value: unknown) =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
const said = (says: unknown, english: string) =>
  say(Array.isArray(says) ? (says as Said[]) : [], english).text;
const sum = (items: Item[] | null | undefined, of: keyof Item = "quantity") =>
  (items ?? []).reduce((all, item) => all + Number(item[of] ?? 0), 0);
const moved = (data: Data, to: string, from?: string) =>
  (data.moves ?? [])
    .filter((move) => move.to === to && (from === undefined || move.from === from))
    .reduce((all, move) => all + (move.quantity ?? 0), 0);
const word = (of: Parameters<typeof lookOf>[0], value: unknown) =>
  lookOf(of, text(value))?.word ?? humanize(text(value));

type Teller = (data: Data, setting: Setting) => Story;

const paid =
  (key: TextKey): Teller =>
  (data, { currency }) => ({
    what: t(key, { amount: money(text(data.amount), text(data.currency) || currency) }),
    why: text(data.message) || humanize(text(data.method)),
  });

const worked =
  (key: TextKey): Teller =>
  (data, { placeOf }) => ({
    what: t(key, { number: text(data.number), place: placeOf(text(data.location)) }),
    why:
      text(data.reason) || (data.ship_by ? t("happened.shipBy", { when: dateTime(text(data.ship_by)) }) : ""),
  });

const returned =
  (key: TextKey, of: keyof Item = "quantity"): Teller =>
  (data) => ({
    what: t(key, { number: text(data.number), count: sum(data.items, of) }),
    why: text(data.reason),
  });

const shipment: Teller = (data) => ({
  what: t("happened.shipmentIs", { status: word("shipment", data.status) }),
  why: data.reason ? humanize(text(data.reason)) : "",
});

const told =
  (key: TextKey): Teller =>
  (data) => ({ what: t(key, { channel: text(data.channel) }) });

const tellers: Record<string, Teller> = {
  "order.captured": (data, { currency }) => ({
    what: t("happened.captured", {
      channel: text(data.channel),
      amount: money(text(data.total), text(data.currency) || currency),
    }),
    why: data.external_id ? t("happened.capturedCause", { id: text(data.external_id) }) : "",
  }),
  "order.edited": edited,
  "order.canceled": (data) => ({ what: t("happened.canceled"), why: text(data.reason) }),
  "order.closed": (data) => ({
    what: t("happened.closed"),
    why: data.reason === "everything has arrived" ? t("happened.closedArrived") : text(data.reason),
  }),
  "order.reopened": (data) => ({ what: t("happened.reopened"), why: text(data.reason) }),
  "order.confirmed": () => ({ what: t("happened.confirmed") }),
  "order.promised": promised,
  "order.tagged": tagged,
  "order.hold_placed": (data) => ({
    what: t("happened.holdPlaced", { type: word("hold", data.type) }),
    why: text(data.reason),
  }),
  "order.hold_released": (data) => ({
    what: t("happened.holdReleased", { type: word("hold", data.type) }),
    why: text(data.note) || text(data.reason),
  }),
  "order.cancellation_told": told("happened.cancellationTold"),
  "payment.authorized": paid("happened.authorized"),
  "payment.captured": paid("happened.paid"),
  "payment.failed": paid("happened.paymentFailed"),
  "payment.refunded": paid("happened.refunded"),
  "payment.voided": paid("happened.voided"),
  "payment.pending": paid("happened.paymentPending"),
  "stock.allocated": (data, { placeOf }) => ({
    what: t("happened.allocated", {
      count: sum(data.allocations),
      place: named((data.allocations ?? []).map(({ location = "" }) => placeOf(location))),
    }),
    why: named((data.allocations ?? []).map(({ sku }) => sku)),
  }),
  "stock.deallocated": (data) => ({
    what: t("happened.deallocated", { count: sum(data.items) }),
    why: text(data.reason) || named((data.items ?? []).map(({ sku }) => sku)),
  }),
  "stock.allocation_failed": (data) => ({
    what: t("happened.notAllocated", {
      count: sum(data.short),
      skus: named((data.short ?? []).map(({ sku }) => sku)),
    }),
  }),
  "reservation.converted": (data) => ({ what: t("happened.reservation"), why: text(data.reference) }),
  "routing.decided": routed,
  "fulfillment_order.created": worked("happened.workPlanned"),
  "fulfillment_order.released": worked("happened.workReleased"),
  "fulfillment_order.held": worked("happened.workHeld"),
  "fulfillment_order.reopened": worked("happened.workReopened"),
  "fulfillment_order.rejected": worked("happened.rejected"),
  "fulfillment_order.closed": worked("happened.workClosed"),
  "fulfillment_order.canceled": worked("happened.workCanceled"),
  "fulfillment_order.picked": (data, { placeOf }) => {
    const lost = moved(data, "unallocated", "released") + moved(data, "backordered", "released");
    return {
      what: t("happened.picked", { count: moved(data, "picked"), place: placeOf(text(data.location)) }),
      why: lost > 0 ? t("happened.notFound", { count: lost }) : lotsOf(data),
    };
  },
  "fulfillment_order.packed": (data, { placeOf }) => {
    const back = moved(data, "picked", "packed");
    if (back > 0) return { what: t("happened.unpacked", { count: back }) };
    return {
      what: t("happened.packed", { count: moved(data, "packed"), place: placeOf(text(data.location)) }),
      why: lotsOf(data),
    };
  },
  "fulfillment_order.moved": (data, { placeOf }) => ({
    what: t("happened.moved", { from: placesOf(data.from, placeOf), to: placesOf(data.to, placeOf) }),
    why: data.saved ? t("happened.saved", { amount: amount(Number(data.saved), text(data.currency)) }) : "",
  }),
  "fulfillment_order.shorted": (data, { placeOf }) => ({
    what: t("happened.shorted", {
      count: sum(data.items),
      place: placeOf(text(data.location)),
      skus: named((data.items ?? []).map(({ sku }) => sku)),
    }),
  }),
  "shipment.label_purchased": (data, { currency }) => ({
    what: t("happened.labeled", {
      service: humanize(text(data.service) || text(data.carrier)),
      cost: money(text(data.cost), text(data.currency) || currency),
    }),
    why: numbersOf(data),
  }),
  "shipment.shipped": (data, { placeOfWork }) => {
    const place = placeOfWork(text(data.fulfillment_order_id));
    const values = { count: moved(data, "shipped"), place: place ?? "" };
    return {
      what: t(place ? "happened.shipped" : "happened.shippedPlain", values),
      why: [numbersOf(data), lotsOf(data)].filter(Boolean).join(" · "),
    };
  },
  "shipment.updated": shipment,
  "shipment.exception": shipment,
  "shipment.delivered": (data) => ({ what: t("happened.delivered", { count: moved(data, "delivered") }) }),
  "shipment.sent_again": (data) => ({
    what: t("happened.sentAgain", { count: moved(data, "unallocated") }),
    why: named((data.changes ?? []).map(({ after }) => text(after))),
  }),
  "shipment.voided": (data) => ({ what: t("happened.shipmentVoided"), why: text(data.reason) }),
  "shipment.told": told("happened.told"),
  "exception.opened": (data) => ({
    what: t("happened.exceptionOpened", { kind: kindName(text(data.kind)) }),
    why: said(data.says, text(data.summary)),
  }),
  "exception.changed": (data) => ({
    what: t("happened.exceptionChanged", {
      kind: kindName(text(data.kind)),
      status: word("exceptionStatus", data.status),
    }),
    why: data.owner ? t("happened.exceptionOwner", { owner: text(data.owner) }) : "",
  }),
  "exception.resolved": (data) => ({
    what: t("happened.exceptionClosed", { kind: kindName(text(data.kind)) }),
    why: said(data.ends, text(data.resolution)),
  }),
  "return.requested": returned("happened.returnRequested"),
  "return.approved": returned("happened.returnApproved"),
  "return.declined": returned("happened.returnDeclined"),
  "return.in_transit": returned("happened.returnInTransit"),
  "return.received": returned("happened.returnReceived", "received"),
  "return.inspected": returned("happened.returnInspected", "inspected"),
  "return.closed": returned("happened.returnClosed"),
  "return.canceled": returned("happened.returnCanceled"),
  "return.expired": returned("happened.returnExpired"),
};

/** Tells an event; one of a type, or with data, that this version doesn't know by its name and its reason. */
export function storyOf(event: TimelineEntry, setting: Setting): Story {
  const data = (event.data ?? {}) as Data;
  const plain = { what: humanize(event.type), why: text(data.reason) };
  try {
    return tellers[event.type]?.(data, setting) ?? plain;
  } catch {
    return plain;
  }
}

/** The fields that an event changed, with what they were and are. */
export function changesOf(event: TimelineEntry): Change[] {
  const data = (event.data ?? {}) as Data;
  if (Array.isArray(data.changes)) return data.changes;
  return "before" in data && "after" in data ? [{ field: "", before: data.before, after: data.after }] : [];
}

function edited(data: Data, { currency }: Setting): Story {
  const canceled = moved(data, "canceled");
  const fields = named((data.changes ?? []).map(({ field }) => fieldWord(text(field))));
  const what =
    canceled > 0 && data.shelf !== undefined
      ? t("happened.canceledUnits", { count: canceled })
      : fields
        ? t("happened.edited", { fields })
        : t("happened.editedPlain");
  const difference = text(data.difference);
  if (!/[1-9]/.test(difference)) return { what, why: text(data.reason) };
  const more = money(difference.replace("-", ""), text(data.currency) || currency);
  return { what, why: t(difference.startsWith("-") ? "happened.less" : "happened.more", { amount: more }) };
}

/** A field of the input's path syntax in words: lines[0].quantity is the quantity of line 1. */
export function fieldWord(path: string): string {
  const line = /^lines\[(\d+)\]\.?(.*)$/.exec(path);
  if (!line) return humanize(path);
  const of = line[2] ? `: ${humanize(line[2]).toLowerCase()}` : "";
  return `${t("order.lineNumber", { n: Number(line[1]) + 1 })}${of}`;
}

function promised(data: Data): Story {
  const lines = (data.lines ?? []) as { sku?: string; promised_at?: string | null }[];
  const last = lines
    .flatMap(({ promised_at }) => promised_at ?? [])
    .toSorted()
    .at(-1);
  const what = last ? t("happened.promised", { day: day(last) }) : t("happened.promisedNone");
  return { what, why: named(lines.map(({ sku }) => sku)) };
}

function tagged(data: Data): Story {
  const [before, after] = [data.before, data.after].map((tags) =>
    Array.isArray(tags) ? tags.map(text) : [],
  );
  const gone = before!.filter((tag) => !after!.includes(tag)).map((tag) => `−${tag}`);
  const added = after!.filter((tag) => !before!.includes(tag)).map((tag) => `+${tag}`);
  return { what: t("happened.tagged", { tags: [...added, ...gone].join(", ") }) };
}

function routed(data: Data, { placeOf }: Setting): Story {
  const { why = {} } = data;
  const candidates = why.candidates ?? [];
  const chosen = candidates.filter((one) => one.chosen).map(({ location }) => placeOf(location));
  if (chosen.length === 0) return { what: t("happened.routedNowhere") };
  const parts = [t("happened.candidates", { count: candidates.length })];
  if (why.optimal) parts.unshift(t("happened.optimal"));
  return {
    what: t("happened.routed", { place: named(chosen), cost: amount(why.cost ?? 0, why.currency ?? "") }),
    why: parts.join(" · "),
  };
}

// Lots and serial numbers, as far as a line of the timeline has room.
const mostLots = 5;
const lotsOf = ({ lots }: Data) => {
  const names = [
    ...new Set(
      (Array.isArray(lots) ? lots : [])
        .filter(({ quantity = 0 }) => quantity !== 0)
        .map(({ lot }) => text(lot)),
    ),
  ];
  if (names.length === 0) return "";
  const rest = names.length - mostLots;
  const said = named(names.slice(0, mostLots));
  return rest > 0 ? t("happened.lotsMore", { lots: said, count: rest }) : t("happened.lots", { lots: said });
};

const numbersOf = (data: Data) =>
  Array.isArray(data.tracking_numbers) ? named(data.tracking_numbers.map(text)) : "";

const placesOf = (sends: unknown, placeOf: Setting["placeOf"]) =>
  named((Array.isArray(sends) ? (sends as Item[]) : []).map(({ location = "" }) => placeOf(location)));

/** Who did it, by name where the server knows one. */
export function actorOf({ actor, actor_name: name, origin }: TimelineEntry): string {
  const [kind = "", id = ""] = actor.split(/:(.*)/s);
  switch (kind) {
    case "user":
      return name ?? t("actor.gone");
    case "token":
      return name ? t("actor.token", { name }) : t("actor.tokenGone");
    case "connection":
      return name ? t("actor.connection", { name }) : t("actor.connectionGone");
    case "demo":
      return id ? t("actor.cast", { name: id }) : t("actor.demo");
    case "system":
      return origin === "cli" ? t("actor.cli") : t("actor.system");
  }
  return humanize(actor);
}
