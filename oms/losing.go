package oms

import "time"

// Losable is how many units can be taken from an allocation when stock turns
// out to be missing: none that is picked, for it is in somebody's hands.
func (a *Allocation) Losable() int64 {
	switch a.Status {
	case AllocationActive:
		return a.Quantity
	case AllocationReleased:
		return a.Quantity - a.Picked
	case AllocationConsumed, AllocationCanceled, AllocationShorted:
	}
	return 0
}

// Lose takes n units of an allocation away, which turned out to be missing at
// its location: so many of them are backordered, the others unallocated again.
// Work that had begun ends incomplete.
func (o *Order) Lose(f *FulfillmentOrder, a *Allocation, n, backordered int64, now time.Time) (Step, error) {
	var s Step
	l, err := o.unitLine(a)
	if err != nil {
		return s, err
	}
	if n < 1 || n > a.Losable() || backordered < 0 || backordered > n {
		return s, Errorf(Conflict, "only %d of the %d units of line %d can be taken from fulfillment order %s", a.Losable(), n, a.Line, f.Number)
	}
	from := BucketAllocated
	if a.Status == AllocationReleased {
		from, f.Reason = BucketReleased, ShortReason
	}
	if err := s.move(l, from, BucketBackordered, backordered); err != nil {
		return s, err
	}
	if err := s.move(l, from, BucketUnallocated, n-backordered); err != nil {
		return s, err
	}
	a.Quantity, a.UpdatedAt = a.Quantity-n, now
	s.free(a, n)
	f.settle(now)
	return s, nil
}
