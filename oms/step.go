package oms

import (
	"fmt"
	"time"
)

// Step is what one decision does to the units of an order beside changing the
// order itself: the moves for its event, and the stock it claims, gives back
// or takes away. The verb that asked for the decision saves both.
type Step struct {
	Moves Moves
	Stock []StockChange
}

// StockChange is what a step does to the stock of one SKU at one location.
type StockChange struct {
	SKUID      string
	SKU        string
	LocationID string
	Allocated  int64          // signed change of what is promised
	State      StockState     // of the movement, when Quantity is not zero
	Quantity   int64          // signed change of what is there
	Reason     MovementReason // of the movement
	Reference  string         // the order or shipment that it belongs to
	LotID      string         // whose units they are, of a SKU that is tracked
	Lot        string
	Picked     int64 // signed change of what is picked of the lot
}

// LineQuantity is a number of units of one order line.
type LineQuantity struct {
	Line     int   `json:"line" doc:"Number of the line within the order" minimum:"1" example:"1"`
	Quantity int64 `json:"quantity" doc:"Units" minimum:"0" maximum:"1000000" example:"1"`
}

// move takes n units of a line from one bucket to another and notes it.
func (s *Step) move(l *Line, from, to Bucket, n int64) error {
	if n == 0 {
		return nil
	}
	m := Move{Line: l.N, From: from, To: to, Quantity: n}
	if err := l.Apply(m); err != nil {
		return err
	}
	for i := range s.Moves {
		if p := &s.Moves[i]; p.Line == m.Line && p.From == m.From && p.To == m.To && i == len(s.Moves)-1 {
			p.Quantity += n
			return nil
		}
	}
	s.Moves = append(s.Moves, m)
	return nil
}

// free gives n units of an allocation back to what can be promised.
func (s *Step) free(a *Allocation, n int64) {
	if n > 0 {
		s.Stock = append(s.Stock, StockChange{SKUID: a.SKUID, SKU: a.SKU, LocationID: a.LocationID, Allocated: -n, Reference: a.OrderID})
	}
}

// take moves one figure of the stock at the allocation's location by n, and
// what is promised by allocated.
func (s *Step) take(a *Allocation, allocated int64, state StockState, n int64, reason MovementReason, reference string) {
	s.Stock = append(s.Stock, StockChange{SKUID: a.SKUID, SKU: a.SKU, LocationID: a.LocationID, Allocated: allocated,
		State: state, Quantity: n, Reason: reason, Reference: reference})
}

// takeLots takes n units of an allocation, which were not picked or are put
// back: what is promised falls by them, and the figure of a state moves by them
// in the direction of sign. Units of lots that are known have a change each.
func (s *Step) takeLots(a *Allocation, units []LotUnits, n int64, state StockState, sign int64, reason MovementReason, reference string) {
	for _, u := range units {
		s.take(a, -u.Quantity, state, sign*u.Quantity, reason, reference)
		last := &s.Stock[len(s.Stock)-1]
		last.LotID, last.Lot = u.LotID, u.Lot
		n -= u.Quantity
	}
	if n > 0 {
		s.take(a, -n, state, sign*n, reason, reference)
	}
}

// ShortReason marks a fulfillment order of which not everything was found: it
// ends incomplete instead of closed.
const ShortReason = "not everything was found"

// settle derives what follows from a fulfillment order's items: the state of
// each, the stage, and whether the work is done, given up or open again.
//
//   - Nothing left of it: canceled, or incomplete when units were not found.
//   - All of it shipped: closed, or incomplete.
//   - Something picked: in progress, also after a label was voided.
//   - Nothing picked any more: back to released.
func (f *FulfillmentOrder) settle(now time.Time) {
	var quantity, picked, shipped int64
	for i := range f.Items {
		a := &f.Items[i]
		a.settle(f)
		quantity, picked, shipped = quantity+a.Quantity, picked+a.Picked, shipped+a.Shipped
	}
	end := FulfillmentClosed
	if f.Reason == ShortReason {
		end = FulfillmentIncomplete
	}
	status := f.Status
	switch {
	case quantity == 0 && end == FulfillmentIncomplete:
		status = FulfillmentIncomplete
	case quantity == 0:
		status = FulfillmentCanceled
	case shipped == quantity:
		status = end
	case picked > 0:
		status = FulfillmentInProgress
	case status == FulfillmentInProgress:
		status = FulfillmentReleased
	}
	f.Status, f.Stage = status, StageNone
	if status == FulfillmentInProgress {
		f.Stage = f.StageOf()
	}
	f.ClosedAt = nil
	if status.Done() {
		f.ClosedAt = &now
	}
	f.Version, f.UpdatedAt = f.Version+1, now
}

// settle derives the state of an allocation from its quantities.
func (a *Allocation) settle(f *FulfillmentOrder) {
	switch {
	case a.Status == AllocationShorted && a.Quantity == 0:
	case a.Quantity == 0:
		a.Status = AllocationCanceled
	case a.Shipped == a.Quantity:
		a.Status = AllocationConsumed
	case f.ReleasedAt != nil:
		a.Status = AllocationReleased
	default:
		a.Status = AllocationActive
	}
}

// workable says why the location can't work a fulfillment order, or nil.
func (o *Order) workable(f *FulfillmentOrder) error {
	switch f.Status {
	case FulfillmentReleased, FulfillmentInProgress:
		return nil
	case FulfillmentOnHold:
		if h := o.BlockingWork(BlockRelease, f); h != nil {
			return heldError("fulfillment order", f.Number, h)
		}
	case FulfillmentClosed, FulfillmentIncomplete, FulfillmentCanceled:
		return Errorf(Conflict, "fulfillment order %s is %s: nothing is left to do", f.Number, f.Status)
	case FulfillmentOpen, FulfillmentScheduled:
	}
	return Errorf(Conflict, "fulfillment order %s is %s: release it first", f.Number, f.Status)
}

// unitLine returns the line of an allocation; only damaged data lacks it.
func (o *Order) unitLine(a *Allocation) (*Line, error) {
	if l := o.Line(a.Line); l != nil {
		return l, nil
	}
	return nil, fmt.Errorf("oms: allocation %s is for line %d, which order %s lacks", a.ID, a.Line, o.ID)
}
