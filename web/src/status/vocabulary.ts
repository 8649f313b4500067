import {
  IconAlertCircle,
  IconAlertOctagon,
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCalendarTime,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconCircleHalf2,
  IconCirclePause,
  IconClock,
  IconClockExclamation,
  IconPackage,
  IconPencil,
  IconProgress,
  IconReceiptRefund,
  IconRefresh,
  IconShieldCheck,
  IconTruck,
  type Icon,
} from "@tabler/icons-react";
import { humanize } from "../text";

/** How loud a status is. Only risk, late and held are tinted: the eye finds the work. */
export type Tone = "wait" | "move" | "done" | "risk" | "late" | "held";

/** What a status looks like: always tone, icon and word together. */
export type Look = { word: string; icon: Icon; tone: Tone };

const look = (word: string, icon: Icon, tone: Tone): Look => ({ word, icon, tone });

const delivered = look("Delivered", IconCircleCheck, "done");
const canceled = look("Canceled", IconBan, "wait");
const onHold = look("On hold", IconCirclePause, "held");
const hold = (word: string) => look(word, IconCirclePause, "held");

/** Every status that the control room shows, by what it is a status of. */
const vocabulary = {
  lifecycle: {
    draft: look("Draft", IconPencil, "wait"),
    open: look("Open", IconCircleDot, "wait"),
    closed: look("Closed", IconCircleCheck, "done"),
    canceled,
  },
  payment: {
    unpaid: look("Unpaid", IconCircleDashed, "wait"),
    partially_authorized: look("Part authorized", IconCircleHalf2, "risk"),
    authorized: look("Authorized", IconShieldCheck, "wait"),
    partially_paid: look("Part paid", IconCircleHalf2, "risk"),
    paid: look("Paid", IconCircleCheck, "done"),
    overpaid: look("Overpaid", IconAlertCircle, "risk"),
    partially_refunded: look("Part refunded", IconReceiptRefund, "wait"),
    refunded: look("Refunded", IconReceiptRefund, "wait"),
    voided: look("Voided", IconBan, "wait"),
  },
  fulfillment: {
    unfulfilled: look("Unfulfilled", IconCircle, "wait"),
    scheduled: look("Scheduled", IconCalendarTime, "wait"),
    on_hold: onHold,
    in_progress: look("In progress", IconProgress, "move"),
    partially_fulfilled: look("Part fulfilled", IconCircleHalf2, "move"),
    fulfilled: look("Fulfilled", IconCircleCheck, "done"),
    canceled,
  },
  delivery: {
    in_transit: look("In transit", IconTruck, "move"),
    partially_delivered: look("Part delivered", IconCircleHalf2, "move"),
    delivered,
    exception: look("Delivery exception", IconAlertTriangle, "late"),
  },
  return: {
    requested: look("Return requested", IconArrowBackUp, "risk"),
    in_progress: look("Returning", IconArrowBackUp, "move"),
    partially_returned: look("Part returned", IconCircleHalf2, "wait"),
    returned: look("Returned", IconCircleCheck, "done"),
  },
  stage: {
    new: look("New", IconCircle, "wait"),
    allocated: look("Allocated", IconCircleDot, "wait"),
    released: look("Released", IconProgress, "move"),
    picked: look("Picked", IconProgress, "move"),
    packed: look("Packed", IconPackage, "move"),
    shipped: look("Shipped", IconTruck, "move"),
    delivered,
    canceled,
  },
  fulfillmentOrder: {
    open: look("Open", IconCircle, "wait"),
    scheduled: look("Scheduled", IconCalendarTime, "wait"),
    on_hold: onHold,
    released: look("Released", IconProgress, "move"),
    in_progress: look("In progress", IconProgress, "move"),
    picking: look("Picking", IconProgress, "move"),
    picked: look("Picked", IconProgress, "move"),
    packing: look("Packing", IconProgress, "move"),
    packed: look("Packed", IconPackage, "move"),
    ready_for_pickup: look("Ready for pickup", IconPackage, "move"),
    closed: look("Handed over", IconCircleCheck, "done"),
    incomplete: look("Short", IconAlertCircle, "risk"),
    canceled,
  },
  partner: {
    rejected: look("Rejected", IconAlertTriangle, "late"),
    cancel_requested: look("Cancel requested", IconClock, "wait"),
  },
  shipment: {
    draft: look("Draft", IconPencil, "wait"),
    label_purchased: look("Label bought", IconPackage, "move"),
    manifested: look("Handed over", IconPackage, "move"),
    in_transit: look("In transit", IconTruck, "move"),
    out_for_delivery: look("Out for delivery", IconTruck, "move"),
    ready_for_pickup: look("Ready for pickup", IconPackage, "move"),
    delivered,
    exception: look("Delivery exception", IconAlertTriangle, "late"),
    returned_to_sender: look("Returned to sender", IconAlertTriangle, "late"),
    lost: look("Lost", IconAlertTriangle, "late"),
    voided: look("Voided", IconBan, "wait"),
  },
  route: {
    chosen: look("Chosen", IconCircleCheck, "done"),
  },
  exceptionStatus: {
    open: look("Open", IconCircle, "wait"),
    acknowledged: look("Acknowledged", IconProgress, "move"),
    in_progress: look("In progress", IconProgress, "move"),
    resolved: look("Resolved", IconCircleCheck, "done"),
    dismissed: look("Dismissed", IconBan, "wait"),
  },
  hold: {
    manual: hold("Manual"),
    payment: hold("Payment"),
    fraud: hold("Fraud review"),
    address: hold("Address"),
    review: hold("Review"),
    timed: hold("Timed"),
  },
  exception: {
    high: look("Exception", IconAlertTriangle, "late"),
    low: look("Exception", IconAlertCircle, "risk"),
  },
  feed: {
    live: look("Live", IconCircleCheck, "done"),
    connecting: look("Connecting", IconRefresh, "wait"),
    offline: look("No live updates", IconAlertOctagon, "late"),
    paused: look("Paused", IconClockExclamation, "risk"),
  },
} satisfies Record<string, Record<string, Look>>;

/** What a status can be a status of. */
export type StatusOf = keyof typeof vocabulary;

/**
 * Finds how a status looks. Null means that there is nothing to say ("none"); a
 * value that this version doesn't know keeps its own words, quietly, except a
 * hold, which is loud whatever its type.
 */
export function lookOf(of: StatusOf, value: string | undefined): Look | null {
  if (!value || value === "none") return null;
  const known = (vocabulary[of] as Record<string, Look>)[value];
  if (known && Object.hasOwn(vocabulary[of], value)) return known;
  return of === "hold" ? hold(humanize(value)) : look(humanize(value), IconCircle, "wait");
}
