package oms

import "time"

// Reject gives all units of a fulfillment order back because its location won't
// send them. Nothing of it may be picked. The order does not ask the location
// again; rejecting again changes nothing.
func (o *Order) Reject(f *FulfillmentOrder, reason string, now time.Time) (Step, error) {
	var s Step
	if f.PartnerStatus == PartnerRejected {
		return s, nil
	}
	if f.Status.Done() {
		return s, Errorf(Conflict, "fulfillment order %s is %s: nothing is left to reject", f.Number, f.Status)
	}
	for _, a := range f.Items {
		if a.Picked > 0 {
			return s, Errorf(Conflict, "fulfillment order %s is being picked: put the units back on the shelf first", f.Number)
		}
	}
	for i := range f.Items {
		a := &f.Items[i]
		l, err := o.unitLine(a)
		if err != nil {
			return s, err
		}
		from := BucketAllocated
		if a.Status == AllocationReleased {
			from = BucketReleased
		}
		if err := s.move(l, from, BucketUnallocated, a.Quantity); err != nil {
			return s, err
		}
		s.free(a, a.Quantity)
		a.Quantity, a.UpdatedAt = 0, now
	}
	f.PartnerStatus, f.Reason = PartnerRejected, reason
	f.settle(now)
	return s, nil
}
