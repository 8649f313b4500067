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
import { humanize, t, type TextKey } from "../text";

/** How loud a status is. Only risk, late and held are tinted: the eye finds the work. */
export type Tone = "wait" | "move" | "done" | "risk" | "late" | "held";

/** What a status looks like: always tone, icon and word together. */
export type Look = { word: string; icon: Icon; tone: Tone };

const look = (word: TextKey, icon: Icon, tone: Tone): Look => ({ word: t(word), icon, tone });

const delivered = look("status.delivered", IconCircleCheck, "done");
const canceled = look("status.canceled", IconBan, "wait");
const onHold = look("status.onHold", IconCirclePause, "held");
const hold = (word: TextKey) => look(word, IconCirclePause, "held");

/** Every status that the control room shows, by what it is a status of. */
const vocabulary = {
  lifecycle: {
    draft: look("status.draft", IconPencil, "wait"),
    open: look("status.open", IconCircleDot, "wait"),
    closed: look("status.closed", IconCircleCheck, "done"),
    canceled,
  },
  payment: {
    unpaid: look("status.unpaid", IconCircleDashed, "wait"),
    partially_authorized: look("status.partAuthorized", IconCircleHalf2, "risk"),
    authorized: look("status.authorized", IconShieldCheck, "wait"),
    partially_paid: look("status.partPaid", IconCircleHalf2, "risk"),
    paid: look("status.paid", IconCircleCheck, "done"),
    overpaid: look("status.overpaid", IconAlertCircle, "risk"),
    partially_refunded: look("status.partRefunded", IconReceiptRefund, "wait"),
    refunded: look("status.refunded", IconReceiptRefund, "wait"),
    voided: look("status.voided", IconBan, "wait"),
  },
  fulfillment: {
    unfulfilled: look("status.unfulfilled", IconCircle, "wait"),
    scheduled: look("status.scheduled", IconCalendarTime, "wait"),
    on_hold: onHold,
    in_progress: look("status.inProgress", IconProgress, "move"),
    partially_fulfilled: look("status.partFulfilled", IconCircleHalf2, "move"),
    fulfilled: look("status.fulfilled", IconCircleCheck, "done"),
    canceled,
  },
  delivery: {
    in_transit: look("status.inTransit", IconTruck, "move"),
    partially_delivered: look("status.partDelivered", IconCircleHalf2, "move"),
    delivered,
    exception: look("status.deliveryException", IconAlertTriangle, "late"),
  },
  return: {
    requested: look("status.returnRequested", IconArrowBackUp, "risk"),
    in_progress: look("status.returning", IconArrowBackUp, "move"),
    partially_returned: look("status.partReturned", IconCircleHalf2, "wait"),
    returned: look("status.returned", IconCircleCheck, "done"),
  },
  stage: {
    new: look("status.new", IconCircle, "wait"),
    allocated: look("status.allocated", IconCircleDot, "wait"),
    released: look("status.released", IconProgress, "move"),
    picked: look("status.picked", IconProgress, "move"),
    packed: look("status.packed", IconPackage, "move"),
    shipped: look("status.shipped", IconTruck, "move"),
    delivered,
    canceled,
  },
  fulfillmentOrder: {
    open: look("status.open", IconCircle, "wait"),
    scheduled: look("status.scheduled", IconCalendarTime, "wait"),
    on_hold: onHold,
    released: look("status.released", IconProgress, "move"),
    in_progress: look("status.inProgress", IconProgress, "move"),
    picking: look("status.picking", IconProgress, "move"),
    picked: look("status.picked", IconProgress, "move"),
    packing: look("status.packing", IconProgress, "move"),
    packed: look("status.packed", IconPackage, "move"),
    ready_for_pickup: look("status.readyForPickup", IconPackage, "move"),
    closed: look("status.handedOver", IconCircleCheck, "done"),
    incomplete: look("status.short", IconAlertCircle, "risk"),
    canceled,
  },
  partner: {
    rejected: look("status.rejected", IconAlertTriangle, "late"),
    cancel_requested: look("status.cancelRequested", IconClock, "wait"),
  },
  shipment: {
    draft: look("status.draft", IconPencil, "wait"),
    label_purchased: look("status.labelBought", IconPackage, "move"),
    manifested: look("status.handedOver", IconPackage, "move"),
    in_transit: look("status.inTransit", IconTruck, "move"),
    out_for_delivery: look("status.outForDelivery", IconTruck, "move"),
    ready_for_pickup: look("status.readyForPickup", IconPackage, "move"),
    delivered,
    exception: look("status.deliveryException", IconAlertTriangle, "late"),
    returned_to_sender: look("status.returnedToSender", IconAlertTriangle, "late"),
    lost: look("status.lost", IconAlertTriangle, "late"),
    voided: look("status.voided", IconBan, "wait"),
  },
  route: {
    chosen: look("status.chosen", IconCircleCheck, "done"),
  },
  exceptionStatus: {
    open: look("status.open", IconCircle, "wait"),
    acknowledged: look("status.acknowledged", IconProgress, "move"),
    in_progress: look("status.inProgress", IconProgress, "move"),
    resolved: look("status.resolved", IconCircleCheck, "done"),
    dismissed: look("status.dismissed", IconBan, "wait"),
  },
  hold: {
    manual: hold("status.manual"),
    payment: hold("status.payment"),
    fraud: hold("status.fraudReview"),
    address: hold("status.address"),
    review: hold("status.review"),
    timed: hold("status.timed"),
  },
  exception: {
    high: look("status.exception", IconAlertTriangle, "late"),
    low: look("status.exception", IconAlertCircle, "risk"),
  },
  rma: {
    requested: look("status.returnRequested", IconArrowBackUp, "risk"),
    approved: look("rma.approved", IconArrowBackUp, "wait"),
    in_transit: look("status.inTransit", IconTruck, "move"),
    received: look("rma.received", IconPackage, "move"),
    inspected: look("rma.inspected", IconAlertCircle, "risk"),
    closed: look("status.closed", IconCircleCheck, "done"),
    declined: look("rma.declined", IconBan, "wait"),
    canceled,
    expired: look("status.expired", IconClock, "wait"),
  },
  purchase: {
    draft: look("purchase.draft", IconPencil, "wait"),
    ordered: look("purchase.ordered", IconTruck, "move"),
    partly_received: look("purchase.partly_received", IconCircleHalf2, "move"),
    received: look("purchase.received", IconCircleCheck, "done"),
    canceled: look("purchase.canceled", IconBan, "wait"),
  },
  count: {
    open: look("count.open", IconCircleDot, "wait"),
    counting: look("count.counting", IconProgress, "move"),
    review: look("count.review", IconAlertCircle, "risk"),
    closed: look("status.closed", IconCircleCheck, "done"),
    canceled,
  },
  countLine: {
    open: look("count.lineOpen", IconCircleDashed, "wait"),
    counted: look("count.lineCounted", IconCircleCheck, "wait"),
    pending: look("count.linePending", IconAlertCircle, "risk"),
    approved: look("count.lineApproved", IconCircleCheck, "done"),
    rejected: look("count.lineRejected", IconBan, "wait"),
    skipped: look("count.lineSkipped", IconCircleDashed, "wait"),
  },
  transfer: {
    draft: look("transfer.draft", IconPencil, "wait"),
    in_transit: look("transfer.in_transit", IconTruck, "move"),
    received: look("transfer.received", IconCircleCheck, "done"),
    canceled: look("transfer.canceled", IconBan, "wait"),
  },
  promise: {
    kept: look("status.delivered", IconCircleCheck, "done"),
    late: look("promise.later", IconClockExclamation, "risk"),
    lost: look("promise.none", IconAlertTriangle, "late"),
  },
  stock: {
    out: look("stock.out", IconAlertCircle, "risk"),
    low: look("stock.low", IconClockExclamation, "risk"),
    short: look("stock.short", IconAlertCircle, "risk"),
  },
  receipt: { overdue: look("purchase.overdue", IconClockExclamation, "late") },
  switch: {
    on: look("status.on", IconCircleCheck, "done"),
    off: look("status.off", IconBan, "wait"),
    failing: look("status.failing", IconAlertTriangle, "late"),
  },
  user: {
    active: look("status.active", IconCircleCheck, "done"),
    invited: look("status.invited", IconClock, "wait"),
    inactive: look("status.inactive", IconBan, "wait"),
  },
  token: {
    active: look("status.active", IconCircleCheck, "done"),
    expired: look("status.expired", IconClock, "wait"),
    revoked: look("status.revoked", IconBan, "wait"),
  },
  job: {
    pending: look("status.pending", IconClock, "wait"),
    running: look("status.running", IconProgress, "move"),
    done: look("status.done", IconCircleCheck, "done"),
    dead: look("status.dead", IconAlertOctagon, "late"),
    discarded: look("status.discarded", IconBan, "wait"),
  },
  webhookDelivery: {
    pending: look("status.pending", IconClock, "wait"),
    delivered,
    dead: look("status.dead", IconAlertOctagon, "late"),
  },
  import: {
    pending: look("status.pending", IconClock, "wait"),
    running: look("status.running", IconProgress, "move"),
    done: look("status.done", IconCircleCheck, "done"),
    failed: look("status.failed", IconAlertTriangle, "late"),
  },
  bulk: {
    previewed: look("status.pending", IconClock, "wait"),
    pending: look("status.pending", IconClock, "wait"),
    running: look("status.running", IconProgress, "move"),
    done: look("status.done", IconCircleCheck, "done"),
    stopped: look("status.stopped", IconBan, "wait"),
    failed: look("status.failed", IconAlertTriangle, "late"),
  },
  bulkRow: {
    waiting: look("bulk.result.waiting", IconClock, "wait"),
    changed: look("bulk.result.changed", IconCircleCheck, "done"),
    unchanged: look("bulk.result.unchanged", IconCircle, "wait"),
    refused: look("bulk.result.refused", IconAlertCircle, "risk"),
    failed: look("bulk.result.failed", IconAlertTriangle, "late"),
  },
  feed: {
    live: look("status.live", IconCircleCheck, "done"),
    connecting: look("status.connecting", IconRefresh, "wait"),
    offline: look("status.noLiveUpdates", IconAlertOctagon, "late"),
    paused: look("status.paused", IconClockExclamation, "risk"),
  },
  channel: {
    live: look("status.live", IconCircleCheck, "done"),
    behind: look("status.behind", IconClockExclamation, "risk"),
    stopped: look("status.stopped", IconAlertOctagon, "late"),
    refused: look("status.refusedCredentials", IconAlertOctagon, "late"),
    paused: look("status.paused", IconClockExclamation, "risk"),
    connecting: look("status.waitsForFirst", IconRefresh, "move"),
    open: look("status.unconnected", IconCircleDot, "wait"),
    inactive: look("status.inactive", IconBan, "wait"),
    letters: look("status.deadLetters", IconAlertTriangle, "late"),
  },
  listing: {
    in_sync: look("status.inSync", IconCircleCheck, "done"),
    pending: look("status.pending", IconRefresh, "move"),
    sending: look("status.sending", IconRefresh, "move"),
    drifted: look("status.drifted", IconClockExclamation, "risk"),
    paused: look("status.paused", IconClockExclamation, "risk"),
    failed: look("status.failed", IconAlertOctagon, "late"),
  },
  notice: {
    pending: look("status.pending", IconRefresh, "move"),
    sending: look("status.sending", IconRefresh, "move"),
    told: look("status.told", IconCircleCheck, "done"),
    failed: look("status.failed", IconAlertOctagon, "late"),
  },
  routing: {
    live: look("status.live", IconCircleCheck, "done"),
    draft: look("status.draft", IconPencil, "wait"),
    retired: look("status.retired", IconBan, "wait"),
    off: look("status.off", IconBan, "wait"),
    fired: look("status.fired", IconCircleCheck, "done"),
  },
  routingWarning: {
    dead: look("status.noEffect", IconAlertCircle, "risk"),
    shadowed: look("status.shadowed", IconAlertCircle, "risk"),
    conflict: look("status.conflict", IconAlertTriangle, "late"),
    duplicate: look("status.sameName", IconAlertCircle, "risk"),
    zone_hidden: look("status.shadowed", IconAlertCircle, "risk"),
    free_price: look("status.free", IconAlertCircle, "risk"),
    no_carriage: look("status.gap", IconAlertCircle, "risk"),
  },
  replay: {
    pending: look("status.pending", IconRefresh, "move"),
    running: look("status.running", IconRefresh, "move"),
    done: look("status.done", IconCircleCheck, "done"),
    stopped: look("status.stopped", IconBan, "wait"),
    failed: look("status.failed", IconAlertOctagon, "late"),
    defects: look("status.defects", IconAlertTriangle, "late"),
  },
  catalog: {
    active: look("status.active", IconCircleCheck, "done"),
    inactive: look("status.inactive", IconBan, "wait"),
    bundle: look("status.bundle", IconPackage, "wait"),
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
  const word = humanize(value);
  return of === "hold"
    ? { word, icon: IconCirclePause, tone: "held" }
    : { word, icon: IconCircle, tone: "wait" };
}
