package oms

import (
	"encoding/json"
	"time"
)

// Event is something that happened, in the past tense. The log of events is
// append-only and written in the transaction of the facts. It is the timeline
// of an order, the audit log of the installation and the source of webhooks.
type Event struct {
	Seq           int64     // position in the log; consumers keep it as a cursor
	Type          EventType // order.captured
	Version       int       // of the type's data, counted from 1
	OccurredAt    time.Time
	Actor         string // who: user:<id>, token:<id>, connection:<id>, system
	Origin        string // from where: an address, "cli", a job
	Subject       string // the id of what it is about
	OrderID       string // the order it belongs to, or ""
	OrderNumber   int64  // that order's number, where readers asked for it; not kept with the event
	CorrelationID string // the request or job that all events of one cause share
	CausationID   string // the event or job that led to this one
	Data          json.RawMessage
}

// EventType names what happened.
type EventType string

// The types. A change of catalog, channel or access is <noun>.created,
// <noun>.changed or <noun>.deleted with before and after in its data.
const (
	OrderCaptured     EventType = "order.captured"
	OrderEdited       EventType = "order.edited"
	OrderCanceled     EventType = "order.canceled"
	OrderClosed       EventType = "order.closed"
	OrderReopened     EventType = "order.reopened"
	OrderConfirmed    EventType = "order.confirmed" // a draft became an order
	OrderPromised     EventType = "order.promised"  // units that wait got another date
	OrderTagged       EventType = "order.tagged"
	OrderHoldPlaced   EventType = "order.hold_placed"
	OrderHoldReleased EventType = "order.hold_released"

	PaymentAuthorized EventType = "payment.authorized"
	PaymentCaptured   EventType = "payment.captured"
	PaymentFailed     EventType = "payment.failed"
	PaymentRefunded   EventType = "payment.refunded"
	PaymentVoided     EventType = "payment.voided"
	PaymentPending    EventType = "payment.pending"

	StockAllocated        EventType = "stock.allocated"
	StockDeallocated      EventType = "stock.deallocated"
	StockAllocationFailed EventType = "stock.allocation_failed"
	StockChanged          EventType = "stock.changed"
	StockOut              EventType = "stock.out"
	LotChanged            EventType = "lot.changed"

	ReservationCreated   EventType = "reservation.created"
	ReservationDone      EventType = "reservation.converted"
	ReservationFreed     EventType = "reservation.released"
	ReservationTimedOut  EventType = "reservation.expired"
	TransferDrafted      EventType = "transfer.drafted"
	TransferChanged      EventType = "transfer.changed" // the items of a draft, or when it is expected
	TransferSent         EventType = "transfer.sent"
	TransferArrived      EventType = "transfer.received"
	TransferCalledBack   EventType = "transfer.canceled"
	PurchaseMade         EventType = "purchase_order.created"
	PurchaseEdited       EventType = "purchase_order.changed"
	PurchasePlaced       EventType = "purchase_order.ordered"
	PurchaseArrived      EventType = "purchase_order.received"
	PurchaseCalledOff    EventType = "purchase_order.canceled"
	CountPlanned         EventType = "count.created"
	CountTallied         EventType = "count.tallied"
	CountFinished        EventType = "count.finished" // the counters are done; what is within tolerance is approved
	CountApproved        EventType = "count.approved"
	CountRejected        EventType = "count.rejected"
	CountReopened        EventType = "count.recount_requested"
	CountCalledOff       EventType = "count.canceled"
	RoutingDecided       EventType = "routing.decided"
	RoutingImproved      EventType = "routing.reoptimized" // a search for cheaper plans that was no trial
	CanaryStarted        EventType = "routing_canary.started"
	CanaryChanged        EventType = "routing_canary.changed" // its guards
	CanaryPromoted       EventType = "routing_canary.promoted"
	CanaryStopped        EventType = "routing_canary.stopped"
	FulfillmentCreated   EventType = "fulfillment_order.created"
	FulfillmentOut       EventType = "fulfillment_order.released"
	FulfillmentHeld      EventType = "fulfillment_order.held"
	FulfillmentReopened  EventType = "fulfillment_order.reopened"
	FulfillmentPicked    EventType = "fulfillment_order.picked"
	FulfillmentPacked    EventType = "fulfillment_order.packed"
	FulfillmentMoved     EventType = "fulfillment_order.moved"
	FulfillmentShorted   EventType = "fulfillment_order.shorted"
	FulfillmentAccepted  EventType = "fulfillment_order.accepted"
	FulfillmentRejected  EventType = "fulfillment_order.rejected"
	FulfillmentDone      EventType = "fulfillment_order.closed"
	FulfillmentCalledOff EventType = "fulfillment_order.canceled"
	FulfillmentClaimed   EventType = "fulfillment_order.claimed"
	FulfillmentGivenBack EventType = "fulfillment_order.given_back"
	WaveMade             EventType = "wave.created"
	WaveClaimed          EventType = "wave.claimed"
	WaveGivenBack        EventType = "wave.given_back"
	WaveWalked           EventType = "wave.picked"
	WaveWorkLeft         EventType = "wave.left" // a fulfillment order is not in it any more
	WaveUndone           EventType = "wave.dissolved"

	ShipmentLabeled EventType = "shipment.label_purchased"
	ShipmentShipped EventType = "shipment.shipped"
	ShipmentMoved   EventType = "shipment.updated"
	ShipmentArrived EventType = "shipment.delivered"
	ShipmentFailed  EventType = "shipment.exception"
	ShipmentUndone  EventType = "shipment.voided"
	ShipmentAgain   EventType = "shipment.sent_again"

	StockRuleCreated EventType = "stock_rule.created"
	StockRuleChanged EventType = "stock_rule.changed"
	StockRuleDeleted EventType = "stock_rule.deleted"
	ListingPushed    EventType = "listing.pushed"
	ListingUnpushed  EventType = "listing.failed"
	ListingStrayed   EventType = "listing.drifted"
	ShipmentTold     EventType = "shipment.told"
	CancellationTold EventType = "order.cancellation_told"

	ReturnAsked       EventType = "return.requested"
	ReturnAgreed      EventType = "return.approved"
	ReturnRefused     EventType = "return.declined"
	ReturnSent        EventType = "return.in_transit"
	ReturnArrived     EventType = "return.received"
	ReturnLookedAt    EventType = "return.inspected"
	ReturnEnded       EventType = "return.closed"
	ReturnCalledOff   EventType = "return.canceled"
	ReturnNeverCame   EventType = "return.expired"
	ReturnRulesEdited EventType = "return_policy.changed"
	CountRulesEdited  EventType = "count_policy.changed"

	ExceptionOpened  EventType = "exception.opened"
	ExceptionChanged EventType = "exception.changed"
	ExceptionClosed  EventType = "exception.resolved"
)

// Moves is the part of an event's data that says which units changed their
// place. Replaying the moves of an order's events gives its counters.
type Moves []Move

// Move is a quantity of one line leaving a bucket for another. An empty From
// with To unallocated is new units being ordered; delivered, return_requested,
// returned and written_off are marks on shipped units, with From shipped. A
// mark that is taken off again has it as From.
type Move struct {
	Line     int    `json:"line"`
	From     Bucket `json:"from,omitempty"`
	To       Bucket `json:"to"`
	Quantity int64  `json:"quantity"`
}

// Marks count shipped units once more. Those about returns are of different
// units: a unit is asked back, here again, or left with the buyer for good.
const (
	MarkDelivered       Bucket = "delivered"
	MarkReturnRequested Bucket = "return_requested" // asked back and not here yet
	MarkReturned        Bucket = "returned"         // here again
	MarkWrittenOff      Bucket = "written_off"      // refunded, and the buyer keeps it
)

// Apply replays one move on the counters.
func (c *Counters) Apply(m Move) error {
	if m.From == "" && m.To == BucketUnallocated {
		c.Order(m.Quantity)
		return nil
	}
	next := *c
	on, off := next.mark(m.To), next.mark(m.From)
	if on == nil && off == nil {
		return c.Move(m.From, m.To, m.Quantity)
	}
	if on != nil {
		*on += m.Quantity
	}
	if off != nil {
		*off -= m.Quantity
	}
	if err := next.Check(); err != nil {
		return err
	}
	*c = next
	return nil
}

// mark points at the counter of a mark, or is nil for a bucket.
func (c *Counters) mark(b Bucket) *int64 {
	switch b { //nolint:exhaustive // buckets are no marks
	case MarkDelivered:
		return &c.Delivered
	case MarkReturnRequested:
		return &c.ReturnRequested
	case MarkReturned:
		return &c.Returned
	case MarkWrittenOff:
		return &c.WrittenOff
	}
	return nil
}

// Replay folds the moves of an order's events, in the order of their
// sequence, into the counters of each line.
func Replay(events []Event) (map[int]Counters, error) {
	lines := map[int]Counters{}
	for _, e := range events {
		var data struct {
			Moves Moves `json:"moves"`
		}
		if len(e.Data) == 0 {
			continue
		}
		if err := json.Unmarshal(e.Data, &data); err != nil {
			return nil, Errorf(Malformed, "event %d: %v", e.Seq, err)
		}
		for _, m := range data.Moves {
			c := lines[m.Line]
			if err := c.Apply(m); err != nil {
				return nil, Errorf(Conflict, "event %d (%s), line %d: %v", e.Seq, e.Type, m.Line, err)
			}
			lines[m.Line] = c
		}
	}
	return lines, nil
}
