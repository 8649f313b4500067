import { kindName } from "../exceptions/kinds";
import { amount } from "../routing/minor";
import { humanize, t, type TextKey } from "../text";
import { money } from "../text/money";
import { dateTime } from "../text/time";
import {
  moved,
  named,
  said,
  sum,
  text,
  told,
  word,
  type Data,
  type Item,
  type Setting,
  type Teller,
} from "./read";

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

/** What happens to the work of locations, to shipments, returns and exceptions. */
export const ofWork = {
  "fulfillment_order.created": worked("happened.workPlanned"),
  "fulfillment_order.released": worked("happened.workReleased"),
  "fulfillment_order.held": worked("happened.workHeld"),
  "fulfillment_order.reopened": worked("happened.workReopened"),
  "fulfillment_order.accepted": worked("happened.accepted"),
  "fulfillment_order.claimed": worked("happened.workTaken"),
  "fulfillment_order.given_back": worked("happened.workGivenBack"),
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
} satisfies Record<string, Teller>;

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
