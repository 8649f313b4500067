package oms

import "time"

// Unreleased tells whether all work of the order that is not done waits for its
// release: then other locations may still do it.
func (o *Order) Unreleased() bool {
	open := false
	for i := range o.FulfillmentOrders {
		switch o.FulfillmentOrders[i].Status {
		case FulfillmentOpen, FulfillmentScheduled, FulfillmentOnHold:
			open = true
		case FulfillmentCanceled:
		case FulfillmentReleased, FulfillmentInProgress, FulfillmentClosed, FulfillmentIncomplete:
			return false
		}
	}
	return open
}

// Unallocate gives units of a line back from work that is not released.
func (o *Order) Unallocate(f *FulfillmentOrder, line int, units int64, now time.Time) (Step, error) {
	var s Step
	for i := range f.Items {
		a := &f.Items[i]
		n := min(units, a.Quantity)
		if a.Line != line || a.Status != AllocationActive || n == 0 {
			continue
		}
		l, err := o.unitLine(a)
		if err != nil {
			return s, err
		}
		if err := s.move(l, BucketAllocated, BucketUnallocated, n); err != nil {
			return s, err
		}
		s.free(a, n)
		a.Quantity, a.UpdatedAt, units = a.Quantity-n, now, units-n
	}
	if units > 0 {
		return s, Errorf(Conflict, "fulfillment order %s has %d units of line %d less than that", f.Number, units, line)
	}
	f.settle(now)
	return s, nil
}
