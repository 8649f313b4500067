package oms

import (
	"slices"
	"time"
)

// DefaultBlocks is what a hold of a type forbids unless it is told otherwise.
func DefaultBlocks(t HoldType) []Block {
	switch t {
	case HoldFraud:
		return []Block{BlockRelease, BlockShip, BlockCapture}
	case HoldAddress:
		return []Block{BlockRelease, BlockShip}
	case HoldReview:
		return []Block{BlockRelease, BlockCapture}
	case HoldManual, HoldPayment, HoldTimed:
	}
	return []Block{BlockRelease}
}

// DefaultRelease is how a hold of a type ends unless it is told otherwise.
func DefaultRelease(t HoldType) ReleasePolicy {
	switch t {
	case HoldPayment:
		return ReleaseByPayment
	case HoldTimed:
		return ReleaseByTime
	case HoldManual, HoldFraud, HoldAddress, HoldReview:
	}
	return ReleaseByPerson
}

// BlockingWork returns the first active hold that forbids b for a fulfillment
// order: one on the order, on it, or on a line of it.
func (o *Order) BlockingWork(b Block, f *FulfillmentOrder) *Hold {
	if h := o.Blocking(b, 0, f.ID); h != nil {
		return h
	}
	for _, a := range f.Items {
		if a.Quantity == a.Shipped {
			continue
		}
		if h := o.Blocking(b, a.Line, f.ID); h != nil {
			return h
		}
		if l := o.Line(a.Line); l != nil && l.Parent > 0 {
			if h := o.Blocking(b, l.Parent, f.ID); h != nil {
				return h
			}
		}
	}
	return nil
}

// heldError refuses what a hold forbids, and names the hold.
func heldError(what Word, name string, h *Hold) error {
	return Errorf(Conflict, "%s %s is held: %s (%s hold %s)", what, name, h.Reason, h.Type, h.ID)
}

// PlaceHold adds a hold. One that stands already for the same thing and reason
// is not placed twice; the answer tells which one stands.
func (o *Order) PlaceHold(h Hold, now time.Time) (hold Hold, placed bool, err error) {
	if o.Lifecycle != Open && o.Lifecycle != Draft {
		return h, false, Errorf(Conflict, "order %d is %s: there is nothing to hold", o.Number, o.Lifecycle)
	}
	for _, old := range o.Holds {
		if old.Status == HoldActive && old.Type == h.Type && old.Scope == h.Scope && old.Line == h.Line &&
			old.FulfillmentOrderID == h.FulfillmentOrderID && old.Reason == h.Reason && slices.Equal(old.Blocks, h.Blocks) {
			return old, false, nil
		}
	}
	h.OrderID, h.Status, h.PlacedAt = o.ID, HoldActive, now
	o.Holds = append(o.Holds, h)
	o.SettleHolds(now)
	return h, true, nil
}

// CheckHold reports what is wrong with a hold for this order.
func (o *Order) CheckHold(h Hold, now time.Time) error {
	var errs []FieldError
	fault := func(field, format string, args ...any) { errs = append(errs, FaultAt(field, format, args...)) }
	if !slices.Contains(HoldTypes(), h.Type) {
		fault("type", "must be manual, payment, fraud, address, review or timed")
	}
	if h.Reason == "" {
		fault("reason", "is required")
	}
	errs = append(errs, CheckText("reason", h.Reason, 300)...)
	errs = append(errs, CheckText("note", h.Note, 2000)...)
	for _, b := range h.Blocks {
		if !slices.Contains(Blocks(), b) {
			fault("blocks", "may hold allocate, release, ship, capture and edit")
			break
		}
	}
	switch h.Release {
	case ReleaseByPerson, ReleaseByPayment:
	case ReleaseByTime:
		if h.DueAt == nil || !h.DueAt.After(now) {
			fault("due_at", "must lie ahead for a hold that ends by time")
		}
	default:
		fault("release", "must be person, time or payment")
	}
	switch h.Scope {
	case ScopeOrder:
	case ScopeLine:
		if l := o.Line(h.Line); l == nil {
			fault("line", "names no line of the order")
		}
	case ScopeFulfillmentOrder:
		if o.FulfillmentOrder(h.FulfillmentOrderID) == nil {
			fault("fulfillment_order", "names no fulfillment order of the order")
		}
	default:
		fault("scope", "must be order, line or fulfillment_order")
	}
	return InvalidFields("the hold", errs)
}

// ReleaseHolds ends the active holds that which chooses and returns them.
func (o *Order) ReleaseHolds(which func(Hold) bool, by, note string, now time.Time) []Hold {
	var out []Hold
	for i := range o.Holds {
		h := &o.Holds[i]
		if h.Status != HoldActive || !which(*h) {
			continue
		}
		h.Status, h.ReleasedBy, h.ReleasedAt, h.ReleaseNote = HoldReleased, by, &now, note
		out = append(out, *h)
	}
	if len(out) > 0 {
		o.SettleHolds(now)
	}
	return out
}

// SettleHolds puts the fulfillment orders that no location works yet on hold
// when something blocks their release, and back to open when nothing does.
func (o *Order) SettleHolds(now time.Time) {
	for i := range o.FulfillmentOrders {
		f := &o.FulfillmentOrders[i]
		held := o.BlockingWork(BlockRelease, f) != nil
		switch {
		case held && (f.Status == FulfillmentOpen || f.Status == FulfillmentScheduled):
			f.Status = FulfillmentOnHold
		case !held && f.Status == FulfillmentOnHold:
			f.Status = FulfillmentOpen
		default:
			continue
		}
		f.Version, f.UpdatedAt = f.Version+1, now
	}
}
