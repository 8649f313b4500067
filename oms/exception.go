package oms

import "time"

// Exception is something that needs a decision by a person: typed, owned,
// with a clock.
type Exception struct {
	ID          string
	Kind        ExceptionKind
	Severity    Severity
	Status      ExceptionStatus
	OrderID     string
	Subject     string // what it is about when not an order: a SKU's or a connection's id
	Fingerprint string // equal for the same trouble: the second report joins the first
	Summary     string // one paragraph: what happened, what it means
	Says        []Said // the summary taken apart; none for those of earlier versions
	Owner       string
	DueAt       *time.Time // when somebody must have dealt with it
	OpenedAt    time.Time
	ResolvedAt  *time.Time
	ResolvedBy  string
	Resolution  string
	// Ends is the resolution taken apart, when it ended by itself.
	Ends []Said
	// SnoozedUntil is when a queue shows it again; nil for now.
	SnoozedUntil *time.Time
}

// Open gives a new exception its identity, its state and its clock.
func (e Exception) Open(id string, now time.Time) Exception {
	due := now.Add(e.Kind.Clock())
	e.ID, e.Status, e.OpenedAt, e.DueAt = id, ExceptionOpen, now, &due
	return e
}

// Saying gives an exception its summary.
func (e Exception) Saying(says ...Said) Exception {
	e.Says, e.Summary = says, Say(says...)
	return e
}

// Over ends an exception by itself, because its cause is gone.
func (e *Exception) Over(why Said, now time.Time) {
	e.Status, e.ResolvedAt, e.ResolvedBy, e.Resolution, e.Ends = ExceptionResolved, &now, "system", why.String(), []Said{why}
}

// ExceptionKind is what kind of trouble it is.
type ExceptionKind string

// The kinds that the road opens.
const (
	ExceptionUnfillable     ExceptionKind = "unfillable"      // units without stock
	ExceptionUnknownSKU     ExceptionKind = "unknown_sku"     // the channel sold what is not known here
	ExceptionTotalMismatch  ExceptionKind = "total_mismatch"  // the stated total doesn't add up
	ExceptionShortPick      ExceptionKind = "short_pick"      // not on the shelf
	ExceptionLateChange     ExceptionKind = "late_change"     // the channel changed or canceled what is already packed or gone
	ExceptionStockShort     ExceptionKind = "stock_short"     // a count or an adjustment took promised stock away
	ExceptionCountShort     ExceptionKind = "count_short"     // a count found fewer units than are promised, and waits for a decision
	ExceptionPaymentFailed  ExceptionKind = "payment_failed"  //
	ExceptionRefundDue      ExceptionKind = "refund_due"      // more is captured than is owed
	ExceptionConnection     ExceptionKind = "connection"      // a vendor refuses us
	ExceptionDeliveryFailed ExceptionKind = "delivery_failed" // the carrier could not deliver
	ExceptionProcessing     ExceptionKind = "processing"      // a follower of the event log could not digest an event
	ExceptionWebhook        ExceptionKind = "webhook"         // a receiver of webhooks refuses or does not answer
	ExceptionRefusedOrder   ExceptionKind = "refused_order"   // a vendor's order can't be captured as it is
	ExceptionListing        ExceptionKind = "listing"         // a channel does not take what can be sold
	ExceptionPromiseLate    ExceptionKind = "promise_late"    // units that wait come later than they were promised
	ExceptionReturnDiffers  ExceptionKind = "return_differs"  // what came back is not what was announced
	ExceptionRefundFailed   ExceptionKind = "refund_failed"   // the money could not be given back
	ExceptionNotice         ExceptionKind = "channel_notice"  // a channel could not be told of a shipment or a cancellation
	ExceptionCanary         ExceptionKind = "routing_canary"  // a version of the routing policy that was tried was stopped by a guard
)

// Clock is how long somebody has to deal with an exception of a kind: where
// money or a parcel waits for it hours, where a report must be read a day or two.
func (k ExceptionKind) Clock() time.Duration {
	switch k {
	case ExceptionConnection:
		return time.Hour // orders don't come in
	case ExceptionUnknownSKU, ExceptionRefusedOrder, ExceptionShortPick, ExceptionLateChange, ExceptionStockShort, ExceptionCountShort, ExceptionProcessing:
		return 4 * time.Hour // an order stands still
	case ExceptionWebhook, ExceptionPaymentFailed, ExceptionTotalMismatch, ExceptionDeliveryFailed, ExceptionReturnDiffers, ExceptionRefundFailed:
		return 24 * time.Hour
	case ExceptionUnfillable, ExceptionRefundDue:
		return 48 * time.Hour
	}
	return 24 * time.Hour
}

// Severity orders exceptions.
type Severity string

// The severities.
const (
	SeverityLow  Severity = "low"
	SeverityHigh Severity = "high"
)

// ExceptionStatus is where an exception stands.
type ExceptionStatus string

// The states of an exception.
const (
	ExceptionOpen         ExceptionStatus = "open"
	ExceptionAcknowledged ExceptionStatus = "acknowledged"
	ExceptionInProgress   ExceptionStatus = "in_progress"
	ExceptionResolved     ExceptionStatus = "resolved"
	ExceptionDismissed    ExceptionStatus = "dismissed"
)

// ExceptionMoves is the table of an exception's life.
var ExceptionMoves = Machine{Noun: "exception", Start: names(ExceptionOpen), Moves: moves(map[ExceptionStatus][]ExceptionStatus{
	ExceptionOpen:         {ExceptionAcknowledged, ExceptionInProgress, ExceptionResolved, ExceptionDismissed},
	ExceptionAcknowledged: {ExceptionInProgress, ExceptionResolved, ExceptionDismissed},
	ExceptionInProgress:   {ExceptionResolved, ExceptionDismissed},
})}

// Done tells whether nobody needs to look any more.
func (s ExceptionStatus) Done() bool { return s == ExceptionResolved || s == ExceptionDismissed }
