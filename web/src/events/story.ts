import type { EventType } from "../api/eventTypes.gen";
import type { Order, SystemEvent, TimelineEntry } from "../api/types";
import { humanize, t } from "../text";
import { ofOrders } from "./order";
import { text, type Change, type Data, type Setting, type Story, type Teller } from "./read";
import { ofSystem } from "./system";
import { ofWork } from "./work";

/** A sentence for each type of event: a type without one does not compile. */
const tellers: Record<EventType, Teller> = { ...ofOrders, ...ofWork, ...ofSystem };

/** What an order's own parts say about places. */
export function settingOf(order: Order): Setting {
  const work = order.fulfillment_orders;
  return {
    placeOf: (code) => work.find(({ location }) => location.code === code)?.location.name ?? code,
    placeOfWork: (id) => work.find((one) => one.id === id)?.location.name,
    currency: order.currency,
  };
}

/** Tells an event; one of a type, or with data, that this version doesn't know by its name and its reason. */
export function storyOf(event: SystemEvent, setting: Setting): Story {
  const data = (event.data ?? {}) as Data;
  const plain = { what: humanize(event.type), why: text(data.reason) };
  try {
    return (tellers as Partial<Record<string, Teller>>)[event.type]?.(data, setting) ?? plain;
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
