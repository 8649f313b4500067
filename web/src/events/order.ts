import { amount } from "../routing/minor";
import { humanize, t, type TextKey } from "../text";
import { money } from "../text/money";
import { day } from "../text/time";
import { fieldWord } from "./fields";
import {
  moved,
  named,
  sum,
  text,
  told,
  word,
  type Data,
  type Setting,
  type Story,
  type Teller,
} from "./read";

const paid =
  (key: TextKey): Teller =>
  (data, { currency }) => ({
    what: t(key, { amount: money(text(data.amount), text(data.currency) || currency) }),
    why: text(data.message) || humanize(text(data.method)),
  });

/** What happens to an order, its money, its stock and its route. */
export const ofOrders = {
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
} satisfies Record<string, Teller>;

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
