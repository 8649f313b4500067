import { amount } from "../routing/minor";
import { figure, has, humanize, t, type TextKey } from "../text";
import { day } from "../text/time";
import { named, text, type Data, type Teller } from "./read";

type Does = "created" | "changed" | "deleted" | "revoked";

/** Something of the set-up, named by its code, was made, changed or taken away. */
const about =
  (noun: string, does: Does): Teller =>
  (data) => ({
    what: t(`about.${does}`, { what: t(`about.${noun}` as TextKey, { name: nameIn(data) }).trim() }),
  });

const nameIn = ({ code, name, after, before }: Data) =>
  text(code) ||
  text(name) ||
  [after, before].map((of) => text((of as Data | null)?.name)).find(Boolean) ||
  "";

const plain =
  (key: TextKey): Teller =>
  (data) => ({ what: t(key), why: text(data.reason) });

/** Something with a number happened at a location. */
const at =
  (key: TextKey, counted?: string): Teller =>
  (data, { placeOf }) => ({
    what: t(key, {
      number: text(data.number),
      place: placeOf(text(data.location)),
      work: text(data.fulfillment_order),
      count: counted ? Number(data[counted] ?? 0) : 0,
    }),
    why: text(data.reason),
  });

const purchase =
  (key: TextKey): Teller =>
  (data) => ({
    what: t(key, { number: text(data.number), supplier: text(data.supplier) }),
    why: named((data.items ?? []).map(({ sku }) => sku)),
  });

const transfer =
  (key: TextKey): Teller =>
  (data, { placeOf }) => ({
    what: t(key, { from: placeOf(text(data.from)), to: placeOf(text(data.to)) }),
    why: named((data.items ?? []).map(({ sku }) => sku)),
  });

const reservation =
  (key: TextKey): Teller =>
  (data) => ({ what: t(key, { reference: text(data.reference) }) });

const version =
  (key: TextKey): Teller =>
  (data) => ({
    what: t(key, { version: text(data.version), share: text(data.share) }),
    why: text(data.note) || text(data.reason),
  });

const bulk =
  (key: TextKey, counted: "total" | "changed"): Teller =>
  (data) => {
    const action = `bulk.${text(data.action)}`;
    return {
      what: t(key, {
        action: has(action) ? t(action) : humanize(text(data.action)),
        count: Number(data[counted] ?? 0),
      }),
    };
  };

const replay =
  (key: TextKey): Teller =>
  (data) => ({ what: t(key, { count: Number(data.decisions ?? 0) }) });

const file =
  (key: TextKey): Teller =>
  (data) => ({
    what: t(data.status === "failed" ? "event.importFailed" : key, { name: text(data.name) }),
    why: text(data.problem),
  });

/** What happens beside the orders: to stock, purchases, counts, waves, the set-up and access. */
export const ofSystem = {
  "bulk.started": bulk("event.bulkStarted", "total"),
  "bulk.finished": bulk("event.bulkFinished", "changed"),
  "channel.created": about("channel", "created"),
  "channel.changed": about("channel", "changed"),
  "connection.created": about("connection", "created"),
  "connection.changed": about("connection", "changed"),
  "connection.deleted": about("connection", "deleted"),
  "count.created": at("event.countPlanned"),
  "count.tallied": at("event.countTallied"),
  "count.finished": at("event.countFinished"),
  "count.approved": at("event.countApproved"),
  "count.rejected": at("event.countRejected"),
  "count.recount_requested": at("event.countAgain"),
  "count.canceled": at("event.countCanceled"),
  "count_policy.changed": plain("event.countPolicy"),
  "customer.created": plain("event.customerCreated"),
  "customer.changed": plain("event.customerChanged"),
  "customer.noted": plain("event.customerNoted"),
  "import.started": file("event.importStarted"),
  "import.finished": file("event.importFinished"),
  "listing.created": about("listing", "created"),
  "listing.changed": about("listing", "changed"),
  "listing.pushed": (data) => ({
    what: t("event.listingPushed", {
      channel: text(data.channel),
      sku: text(data.sku),
      count: Number(data.quantity ?? 0),
    }),
  }),
  "listing.failed": (data) => ({
    what: t("event.listingFailed", { channel: text(data.channel), sku: text(data.sku) }),
    why: text(data.problem),
  }),
  "listing.drifted": (data) => ({
    what: t("event.listingDrifted", {
      channel: text(data.channel),
      sku: text(data.sku),
      shown: Number(data.shown ?? 0),
      confirmed: Number(data.confirmed ?? 0),
    }),
  }),
  "location.created": about("location", "created"),
  "location.changed": about("location", "changed"),
  "lot.changed": (data) => ({
    what: t("event.lotChanged", { lot: text(data.lot), sku: text(data.sku) }),
    why: data.after ? day(`${text(data.after)}T12:00:00`) : "",
  }),
  "purchase_order.created": purchase("event.purchaseMade"),
  "purchase_order.changed": purchase("event.purchaseChanged"),
  "purchase_order.ordered": purchase("event.purchaseOrdered"),
  "purchase_order.received": purchase("event.purchaseReceived"),
  "purchase_order.canceled": purchase("event.purchaseCanceled"),
  "reservation.created": reservation("event.reserved"),
  "reservation.expired": reservation("event.reservationExpired"),
  "reservation.released": reservation("event.reservationReleased"),
  "return_policy.changed": plain("event.returnPolicy"),
  "routing.reoptimized": (data) => ({
    what: t("event.cheaper", { count: Number(data.moved ?? 0) }),
    why: data.saved ? t("happened.saved", { amount: amount(Number(data.saved), text(data.currency)) }) : "",
  }),
  "routing_canary.started": version("event.canaryStarted"),
  "routing_canary.changed": version("event.canaryChanged"),
  "routing_canary.promoted": version("event.canaryPromoted"),
  "routing_canary.stopped": version("event.canaryStopped"),
  "routing_replay.started": replay("event.replayStarted"),
  "routing_replay.stopped": replay("event.replayStopped"),
  "routing_replay.finished": replay("event.replayFinished"),
  "routing_version.created": version("event.versionMade"),
  "routing_version.published": version("event.versionPublished"),
  "session.created": plain("event.signedIn"),
  "session.failed": plain("event.signInFailed"),
  "session.revoked": plain("event.signedOut"),
  "setting.changed": plain("event.settingChanged"),
  "sku.created": about("sku", "created"),
  "sku.changed": about("sku", "changed"),
  "stock.changed": (data, { placeOf }) => {
    const [before, after] = [data.before, data.after].map(
      (of) => (of as { available?: number } | null)?.available,
    );
    const differs = before !== undefined && after !== undefined && before !== after;
    return {
      what: t(differs ? "event.stockChanged" : "event.stockSame", {
        sku: text(data.sku),
        place: placeOf(text(data.location)),
        before: differs ? figure(before) : "",
        after: differs ? figure(after) : "",
      }),
    };
  },
  "stock.out": (data) => ({ what: t("event.stockOut", { sku: text(data.sku) }) }),
  "stock_rule.created": about("stock_rule", "created"),
  "stock_rule.changed": about("stock_rule", "changed"),
  "stock_rule.deleted": about("stock_rule", "deleted"),
  "supplier.created": about("supplier", "created"),
  "supplier.changed": about("supplier", "changed"),
  "token.created": about("token", "created"),
  "token.revoked": about("token", "revoked"),
  "transfer.drafted": transfer("event.transferDrafted"),
  "transfer.changed": transfer("event.transferChanged"),
  "transfer.sent": transfer("event.transferSent"),
  "transfer.received": transfer("event.transferReceived"),
  "transfer.canceled": transfer("event.transferCanceled"),
  "transit_table.created": about("transit_table", "created"),
  "transit_table.changed": about("transit_table", "changed"),
  "transit_table.deleted": about("transit_table", "deleted"),
  "user.created": about("user", "created"),
  "user.changed": about("user", "changed"),
  "view.created": about("view", "created"),
  "view.changed": about("view", "changed"),
  "view.deleted": about("view", "deleted"),
  "wave.created": at("event.waveMade", "works"),
  "wave.claimed": at("event.waveTaken"),
  "wave.given_back": at("event.waveGivenBack"),
  "wave.picked": at("event.wavePicked", "works"),
  "wave.left": at("event.waveLeft"),
  "wave.dissolved": at("event.waveDissolved"),
  "webhook.created": about("webhook", "created"),
  "webhook.changed": about("webhook", "changed"),
  "webhook.deleted": about("webhook", "deleted"),
  "webhook.secret_rotated": plain("event.secretReplaced"),
  "webhook.secret_shown": plain("event.secretShown"),
} satisfies Record<string, Teller>;
