package oms

import (
	"fmt"
	"time"
)

// PickItem says what was found of one line, and what was not.
type PickItem struct {
	Line     int   `json:"line" doc:"Number of the line within the order" minimum:"1" example:"1"`
	Quantity int64 `json:"quantity,omitempty" doc:"Units found and taken from the shelf" minimum:"0" maximum:"1000000" example:"2"`
	Short    int64 `json:"short,omitempty" doc:"Units that are not there: stock falls by them and they look for another location" minimum:"0" maximum:"1000000"`
	LotNames
	Reason string `json:"reason,omitempty" doc:"Why units are short, for whoever counts the shelf" maxLength:"200" example:"damaged"`
}

// Release gives an open fulfillment order to its location to be worked. What
// is released already stays as it is.
func (o *Order) Release(f *FulfillmentOrder, now time.Time) (Step, error) {
	var s Step
	switch f.Status {
	case FulfillmentReleased, FulfillmentInProgress, FulfillmentClosed, FulfillmentIncomplete:
		return s, nil
	case FulfillmentOpen, FulfillmentScheduled, FulfillmentOnHold, FulfillmentCanceled:
	}
	if o.Lifecycle != Open {
		return s, Errorf(Conflict, "order %d is %s", o.Number, o.Lifecycle)
	}
	if h := o.BlockingWork(BlockRelease, f); h != nil {
		return s, heldError("fulfillment order", f.Number, h)
	}
	if err := FulfillmentOrderMoves.Check(f.Number, string(f.Status), string(FulfillmentReleased)); err != nil {
		return s, err
	}
	for i := range f.Items {
		a := &f.Items[i]
		l, err := o.unitLine(a)
		if err != nil {
			return s, err
		}
		if err := s.move(l, BucketAllocated, BucketReleased, a.Quantity); err != nil {
			return s, err
		}
		a.UpdatedAt = now
	}
	f.Status, f.ReleasedAt = FulfillmentReleased, &now
	f.settle(now)
	return s, nil
}

// Recallable says why a fulfillment order can't be taken back from its
// location, or nil.
func (f *FulfillmentOrder) Recallable() error {
	for _, a := range f.Items {
		if a.Picked > 0 {
			return Errorf(Conflict, "fulfillment order %s is being picked: it can't be taken back", f.Number)
		}
	}
	if f.Status != FulfillmentReleased {
		return Errorf(Conflict, "fulfillment order %s is %s: only released work can be taken back", f.Number, f.Status)
	}
	return nil
}

// Recall takes released work back from its location, as long as nothing of it
// is picked: it is open again.
func (o *Order) Recall(f *FulfillmentOrder, now time.Time) (Step, error) {
	var s Step
	if err := f.Recallable(); err != nil {
		return s, err
	}
	for i := range f.Items {
		a := &f.Items[i]
		l, err := o.unitLine(a)
		if err != nil {
			return s, err
		}
		if err := s.move(l, BucketReleased, BucketAllocated, a.Quantity); err != nil {
			return s, err
		}
		a.UpdatedAt = now
	}
	f.Status, f.ReleasedAt = FulfillmentOpen, nil
	f.settle(now)
	return s, nil
}

// Pick notes what was found on the shelf and what was not. Partial picks add
// up; no items means everything that is left. A unit that is not there leaves
// the location's stock and is unallocated again. Of a SKU that is tracked by
// lot the units are of the lot named, or of the one that expires first.
func (o *Order) Pick(f *FulfillmentOrder, items []PickItem, shelf LotShelf, now time.Time) (Step, error) {
	var s Step
	if err := o.workable(f); err != nil {
		return s, err
	}
	if len(items) == 0 {
		items = f.toPick()
	}
	for i, it := range items {
		if it.Quantity < 0 || it.Short < 0 || it.Quantity+it.Short == 0 {
			return s, InvalidField(fmt.Sprintf("items[%d].quantity", i), "and short must be zero or more, and not both zero")
		}
		if err := InvalidFields("the pick", it.CheckNames(fmt.Sprintf("items[%d]", i), it.Quantity)); err != nil {
			return s, err
		}
		if err := o.pickItem(&s, f, it, shelf, now); err != nil {
			return s, err
		}
	}
	if len(items) > 0 {
		f.settle(now)
	}
	return s, nil
}

func (o *Order) pickItem(s *Step, f *FulfillmentOrder, it PickItem, shelf LotShelf, now time.Time) error {
	asked := it
	for i := range f.Items {
		a := &f.Items[i]
		if a.Line != it.Line {
			continue
		}
		l, err := o.unitLine(a)
		if err != nil {
			return err
		}
		found := min(it.Quantity, a.Quantity-a.Picked)
		short := min(it.Short, a.Quantity-a.Picked-found)
		if found+short == 0 {
			continue
		}
		if err := s.move(l, BucketReleased, BucketPicked, found); err != nil {
			return err
		}
		if err := s.move(l, BucketReleased, BucketUnallocated, short); err != nil {
			return err
		}
		a.Picked, a.Quantity, a.UpdatedAt = a.Picked+found, a.Quantity-short, now
		units, err := shelf.take(a, it.Next(found), found)
		if err != nil {
			return err
		}
		for _, u := range units {
			s.hand(a, u, u.Quantity)
		}
		if err := o.short(s, f, a, it.LotNames, short, shelf); err != nil {
			return err
		}
		if a.Quantity == 0 {
			a.Status = AllocationShorted
		}
		it.Quantity, it.Short = it.Quantity-found, it.Short-short
	}
	if left := it.Quantity + it.Short; left > 0 {
		return Errorf(Conflict, "only %d of the %d units of line %d are left to pick on fulfillment order %s",
			asked.Quantity+asked.Short-left, asked.Quantity+asked.Short, it.Line, f.Number)
	}
	return nil
}

// short takes units that are not there off the books.
func (o *Order) short(s *Step, f *FulfillmentOrder, a *Allocation, names LotNames, n int64, shelf LotShelf) error {
	if n == 0 {
		return nil
	}
	f.Reason = ShortReason
	units, err := shelf.missing(a, LotNames{Lot: names.Lot}, n)
	if err != nil {
		return err
	}
	s.takeLots(a, units, n, StockOnHand, -1, ReasonShortPick, o.ID)
	return nil
}

// toPick lists what is still on the shelf.
func (f *FulfillmentOrder) toPick() (items []PickItem) {
	for _, a := range f.Items {
		if n := a.Quantity - a.Picked; n > 0 {
			items = append(items, PickItem{Line: a.Line, Quantity: n})
		}
	}
	return items
}

// Unpick puts units that are picked and not packed back on the shelf; no items
// means all of them.
func (o *Order) Unpick(f *FulfillmentOrder, items []LineQuantity, now time.Time) (Step, error) {
	var s Step
	if err := o.workable(f); err != nil {
		return s, err
	}
	if len(items) == 0 {
		items = f.loose()
	}
	for i, it := range items {
		if it.Quantity <= 0 {
			return s, InvalidField(fmt.Sprintf("items[%d].quantity", i), "must be above zero")
		}
		err := f.each(it, func(a *Allocation) int64 { return a.Picked - a.Packed }, func(a *Allocation, n int64) error {
			l, err := o.unitLine(a)
			if err != nil {
				return err
			}
			a.Picked, a.UpdatedAt = a.Picked-n, now
			a.putBack(&s, a.knownLoose()-(a.Picked-a.Packed), nil)
			return s.move(l, BucketPicked, BucketReleased, n)
		})
		if err != nil {
			return s, err
		}
	}
	if len(items) > 0 {
		f.settle(now)
	}
	return s, nil
}

// loose lists what is picked and in no parcel.
func (f *FulfillmentOrder) loose() (items []LineQuantity) {
	for _, a := range f.Items {
		if n := a.Picked - a.Packed; n > 0 {
			items = append(items, LineQuantity{a.Line, n})
		}
	}
	return items
}

// each spreads a quantity of a line over the allocations that have it, and
// refuses when together they have less.
func (f *FulfillmentOrder) each(want LineQuantity, has func(*Allocation) int64, do func(*Allocation, int64) error) error {
	left := want.Quantity
	for i := range f.Items {
		a := &f.Items[i]
		if a.Line != want.Line || left == 0 {
			continue
		}
		n := min(left, has(a))
		if n <= 0 {
			continue
		}
		if err := do(a, n); err != nil {
			return err
		}
		left -= n
	}
	if left > 0 {
		return Errorf(Conflict, "only %d of the %d units of line %d are there on fulfillment order %s", want.Quantity-left, want.Quantity, want.Line, f.Number)
	}
	return nil
}
