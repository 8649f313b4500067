package oms

// Statuses are the headlines of an order. They are derived from its facts by
// Summarize and stored only so that lists can be searched by them.
type Statuses struct {
	PaymentStatus     PaymentStatus
	FulfillmentStatus FulfillmentStatus
	DeliveryStatus    DeliveryStatus
	ReturnStatus      ReturnStatus
	Attention         Attention
	Stage             OrderStage
	Held              bool  // a hold is active
	UnitsLeft         int64 // that the buyer still gets
}

// PaymentStatus is the headline of an order's money.
type PaymentStatus string

// The payment headlines.
const (
	Unpaid              PaymentStatus = "unpaid"
	PartiallyAuthorized PaymentStatus = "partially_authorized"
	Authorized          PaymentStatus = "authorized"
	PartiallyPaid       PaymentStatus = "partially_paid"
	Paid                PaymentStatus = "paid"
	Overpaid            PaymentStatus = "overpaid"
	PartiallyRefunded   PaymentStatus = "partially_refunded"
	Refunded            PaymentStatus = "refunded"
	Voided              PaymentStatus = "voided"
)

// FulfillmentStatus is the headline of an order's goods.
type FulfillmentStatus string

// The fulfillment headlines.
const (
	Unfulfilled        FulfillmentStatus = "unfulfilled"
	Scheduled          FulfillmentStatus = "scheduled"
	OnHold             FulfillmentStatus = "on_hold"
	InProgress         FulfillmentStatus = "in_progress"
	PartiallyFulfilled FulfillmentStatus = "partially_fulfilled"
	Fulfilled          FulfillmentStatus = "fulfilled"
	FulfillmentNone    FulfillmentStatus = "canceled"
)

// DeliveryStatus is the headline of an order's parcels.
type DeliveryStatus string

// The delivery headlines.
const (
	DeliveryNone       DeliveryStatus = "none"
	InTransit          DeliveryStatus = "in_transit"
	PartiallyDelivered DeliveryStatus = "partially_delivered"
	Delivered          DeliveryStatus = "delivered"
	DeliveryException  DeliveryStatus = "exception"
)

// ReturnStatus is the headline of what comes back.
type ReturnStatus string

// The return headlines.
const (
	ReturnNone        ReturnStatus = "none"
	ReturnRequested   ReturnStatus = "requested"
	ReturnInProgress  ReturnStatus = "in_progress"
	PartiallyReturned ReturnStatus = "partially_returned"
	Returned          ReturnStatus = "returned"
)

// Attention is what queues sort by.
type Attention string

// The attention levels.
const (
	AttentionNone Attention = "none"
	AttentionLow  Attention = "low"  // an exception of low severity
	AttentionHold Attention = "hold" // an active hold
	AttentionHigh Attention = "high" // an exception of high severity
)

// Summarize derives the headlines from the order's facts.
func Summarize(o *Order) Statuses {
	c := o.count()
	settled := c
	for _, n := range o.lost() {
		settled.Delivered += n
	}
	return Statuses{
		PaymentStatus:     paymentStatus(o),
		FulfillmentStatus: fulfillmentStatus(o),
		DeliveryStatus:    deliveryStatus(o),
		ReturnStatus:      returnStatus(o),
		Attention:         attention(o),
		Stage:             o.Lifecycle.stage(settled),
		Held:              o.ActiveHolds() > 0,
		UnitsLeft:         c.Left(),
	}
}

// paymentStatus compares what was paid with what is owed for the units that
// are left. An order that never cost anything counts as paid.
func paymentStatus(o *Order) PaymentStatus {
	m, owed := MoneyOf(o.Transactions), o.Owed()
	switch {
	case m.Refunded > 0 && m.Paid() <= 0:
		return Refunded
	case m.Refunded > 0:
		return PartiallyRefunded
	case m.Captured > owed:
		return Overpaid
	case m.Captured == owed && m.Captured > 0:
		return Paid
	case o.Total == 0 && m == (Money{}):
		return Paid // nothing was ever owed
	case m.Captured > 0:
		return PartiallyPaid
	case m.Authorized > 0 && m.Authorized >= owed:
		return Authorized
	case m.Authorized > 0:
		return PartiallyAuthorized
	case m.Voided > 0:
		return Voided
	}
	return Unpaid
}

// count sums the counters of all lines that have units.
func (o *Order) count() (sum Counters) {
	for _, l := range o.Units() {
		sum.Ordered += l.Ordered
		sum.Canceled += l.Canceled
		sum.Unallocated += l.Unallocated
		sum.Backordered += l.Backordered
		sum.Allocated += l.Allocated
		sum.Released += l.Released
		sum.Picked += l.Picked
		sum.Packed += l.Packed
		sum.Shipped += l.Shipped
		sum.Delivered += l.Delivered
		sum.ReturnRequested += l.ReturnRequested
		sum.Returned += l.Returned
		sum.WrittenOff += l.WrittenOff
	}
	return sum
}

func fulfillmentStatus(o *Order) FulfillmentStatus {
	c := o.count()
	switch {
	case c.Left() == 0 || o.Lifecycle == Canceled:
		return FulfillmentNone
	case c.Shipped == c.Left():
		return Fulfilled
	case c.Shipped > 0:
		return PartiallyFulfilled
	case c.Released+c.Picked+c.Packed > 0:
		return InProgress
	case o.Blocking(BlockRelease, 0, "") != nil:
		return OnHold
	}
	for _, f := range o.FulfillmentOrders {
		if f.Status == FulfillmentScheduled {
			return Scheduled
		}
	}
	return Unfulfilled
}

func deliveryStatus(o *Order) DeliveryStatus {
	c := o.count()
	for _, s := range o.Shipments {
		if (s.Status == ShipmentException || s.Status == ShipmentLost || s.Status == ShipmentReturned) && !o.MadeGood(s.ID) {
			return DeliveryException
		}
	}
	var lost int64
	for _, n := range o.lost() {
		lost += n
	}
	switch {
	case lost > 0 && lost == c.Left():
		return DeliveryException // and nothing else will arrive
	case c.Shipped == lost:
		return DeliveryNone
	case c.Delivered+lost == c.Left():
		return Delivered
	case c.Delivered > 0:
		return PartiallyDelivered
	}
	return InTransit
}

func returnStatus(o *Order) ReturnStatus {
	c := o.count()
	switch {
	case c.Returned > 0 && c.Returned == c.Shipped:
		return Returned
	case c.Returned > 0 && c.ReturnRequested > 0:
		return ReturnInProgress
	case c.Returned > 0:
		return PartiallyReturned
	case c.ReturnRequested > 0:
		return ReturnRequested
	}
	return ReturnNone
}

func attention(o *Order) Attention {
	worst := AttentionNone
	if o.ActiveHolds() > 0 {
		worst = AttentionHold
	}
	for _, e := range o.Exceptions {
		switch {
		case e.Status.Done():
		case e.Severity == SeverityHigh:
			return AttentionHigh
		case worst == AttentionNone:
			worst = AttentionLow
		}
	}
	return worst
}

// Complete tells whether nothing more is to happen to the order's goods: each
// unit that the buyer still gets is delivered, came back without, or was lost
// and made good; and no return is under way.
func (o *Order) Complete() bool {
	var left, there int64
	lost := o.lost()
	for _, l := range o.Units() {
		left, there = left+l.Left(), there+min(l.Left(), max(l.Delivered, l.Returned)+lost[l.N])
	}
	return left > 0 && there == left && o.OpenReturns == 0
}
