package oms

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Shelf says what becomes of units that are canceled after they were picked.
type Shelf string

// What can become of them.
const (
	PutBack Shelf = "put_back" // they lie on the shelf again and can be sold
	Lost    Shelf = "lost"     // they leave the stock
	Damaged Shelf = "damaged"  // they stay in the stock, unavailable
)

// Cancellation says which units to cancel.
type Cancellation struct {
	Lines []LineQuantity // none means everything that has not left
	Shelf Shelf
}

// notPicked and notShipped are the buckets that units may be canceled from,
// the least advanced first.
var (
	notPicked  = []Bucket{BucketUnallocated, BucketBackordered, BucketAllocated, BucketReleased}
	notShipped = append(slices.Clone(notPicked), BucketPicked, BucketPacked)
)

// Cancel takes units off the order that have not left yet and gives their
// stock back, the least advanced first. Units that left can't be canceled:
// when everything is to be canceled and some left, nothing is. The order is
// canceled when nothing of it is left; then money, holds and exceptions are
// the verb's to settle. Canceling what is canceled changes nothing.
func (o *Order) Cancel(c Cancellation, now time.Time) (Step, error) {
	var s Step
	if o.Lifecycle == Canceled {
		return s, nil
	}
	if err := o.cancelable(c); err != nil {
		return s, err
	}
	if o.Lifecycle == Closed {
		return s, Errorf(Conflict, "order %d is closed: everything has arrived", o.Number)
	}
	lines, err := o.toCancel(c.Lines)
	if err != nil {
		return s, err
	}
	for _, it := range lines {
		l := o.Line(it.Line)
		left, err := o.cancelUnits(&s, l, it.Quantity, notShipped, c.Shelf, now)
		if err != nil {
			return s, err
		}
		if left > 0 {
			return s, Errorf(Conflict, "only %d of the %d units of line %d (%s) can be canceled: %s", it.Quantity-left, it.Quantity, l.N, l.SKU, o.whereabouts(l))
		}
	}
	o.SettleBundles()
	if o.count().Left() == 0 {
		o.Lifecycle, o.CanceledAt = Canceled, &now
	}
	return s, nil
}

// cancelable refuses to cancel a whole order of which something left.
func (o *Order) cancelable(c Cancellation) error {
	if len(c.Lines) > 0 {
		return nil
	}
	var gone []string
	var units int64
	for _, l := range o.Units() {
		if l.Shipped > 0 && l.Physical {
			gone, units = append(gone, fmt.Sprintf("%d × %s", l.Shipped, l.SKU)), units+l.Shipped
		}
	}
	if len(gone) == 0 {
		return nil
	}
	return Errorf(Conflict, "%d units of order %d are shipped (%s): void their label, or name the lines to cancel", units, o.Number, strings.Join(gone, ", "))
}

// toCancel spells out which units to cancel: those of a bundle are units of
// its components.
func (o *Order) toCancel(asked []LineQuantity) ([]LineQuantity, error) {
	var out []LineQuantity
	for i, it := range asked {
		l := o.Line(it.Line)
		switch {
		case l == nil:
			return nil, InvalidField(fmt.Sprintf("lines[%d].line", i), "names no line of the order")
		case it.Quantity <= 0:
			return nil, InvalidField(fmt.Sprintf("lines[%d].quantity", i), "must be above zero")
		case l.Kind == LineComponent:
			return nil, InvalidField(fmt.Sprintf("lines[%d].line", i), "is a part of the bundle on line %d: cancel that", l.Parent)
		case l.Kind == LineBundle:
			for _, part := range o.Components(l.N) {
				out = append(out, LineQuantity{part.N, it.Quantity * part.Per})
			}
		default:
			out = append(out, it)
		}
	}
	if len(asked) > 0 {
		return out, nil
	}
	for _, l := range o.Units() {
		if n := l.Left() - l.Shipped; n > 0 {
			out = append(out, LineQuantity{l.N, n})
		}
	}
	return out, nil
}

// whereabouts says where the units of a line are, for a refusal.
func (o *Order) whereabouts(l *Line) string {
	var parts []string
	for _, b := range append(slices.Clone(notShipped), BucketShipped) {
		if n := l.Count(b); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, b))
		}
	}
	if len(parts) == 0 {
		return "none is left"
	}
	return strings.Join(parts, ", ")
}

// cancelUnits cancels up to n units of a line from the buckets given, and
// returns how many it could not.
func (o *Order) cancelUnits(s *Step, l *Line, n int64, from []Bucket, shelf Shelf, now time.Time) (left int64, err error) {
	for _, b := range from {
		k := min(n, l.Count(b))
		if k == 0 {
			continue
		}
		if b != BucketUnallocated && b != BucketBackordered {
			if k, err = o.giveBack(s, l, b, k, shelf, now); err != nil {
				return n, err
			}
		}
		if err := s.move(l, b, BucketCanceled, k); err != nil {
			return n, err
		}
		n -= k
	}
	return n, nil
}

// giveBack takes up to n units of a line that are in bucket b out of the work
// of their locations, the newest work first, and returns how many it found.
func (o *Order) giveBack(s *Step, l *Line, b Bucket, n int64, shelf Shelf, now time.Time) (int64, error) {
	var done int64
	for i := len(o.FulfillmentOrders) - 1; i >= 0 && done < n; i-- {
		f := &o.FulfillmentOrders[i]
		touched := false
		for j := range f.Items {
			a := &f.Items[j]
			if a.Line != l.N {
				continue
			}
			k := min(n-done, o.inBucket(f, a, b))
			if k <= 0 {
				continue
			}
			o.withdraw(s, f, a, b, k, shelf)
			a.UpdatedAt = now
			done, touched = done+k, true
		}
		if touched {
			f.settle(now)
		}
	}
	return done, nil
}

// inBucket is how many units of an allocation are in bucket b and may leave it.
// Packed units in a parcel whose label is being bought may not.
func (o *Order) inBucket(f *FulfillmentOrder, a *Allocation, b Bucket) int64 {
	switch b {
	case BucketAllocated:
		if a.Status == AllocationActive {
			return a.Quantity
		}
	case BucketReleased:
		if a.Status == AllocationReleased {
			return a.Quantity - a.Picked
		}
	case BucketPicked:
		return a.Picked - a.Packed
	case BucketPacked:
		var n int64
		for _, p := range o.ParcelsOf(f.ID, "") {
			for _, it := range p.Items {
				if it.AllocationID == a.ID {
					n += it.Quantity
				}
			}
		}
		return n
	case BucketCanceled, BucketUnallocated, BucketBackordered, BucketShipped:
	}
	return 0
}

// withdraw takes n units in bucket b off an allocation, and out of parcels.
func (o *Order) withdraw(s *Step, f *FulfillmentOrder, a *Allocation, b Bucket, n int64, shelf Shelf) {
	a.Quantity -= n
	touched := b == BucketPicked || b == BucketPacked
	var units []LotUnits
	if touched {
		a.Picked -= n
	}
	if b == BucketPicked {
		units = a.putBack(s, a.knownLoose()-(a.Picked-a.Packed), nil)
	}
	if b == BucketPacked {
		a.Packed -= n
		units = o.takeOut(f, a, n)
		for _, u := range units {
			s.hand(a, u, -u.Quantity)
		}
		a.settleLots()
	}
	switch {
	case touched && shelf == Lost:
		s.takeLots(a, units, n, StockOnHand, -1, ReasonLost, o.ID)
	case touched && shelf == Damaged:
		s.takeLots(a, units, n, StockDamaged, 1, ReasonDamaged, o.ID)
	default:
		s.free(a, n)
	}
}

// takeOut removes n units of an allocation from parcels without a label, and
// returns of which lots they are where that is known.
func (o *Order) takeOut(f *FulfillmentOrder, a *Allocation, n int64) (units []LotUnits) {
	for _, p := range o.ParcelsOf(f.ID, "") {
		items := make([]ParcelItem, 0, len(p.Items))
		for _, it := range p.Items {
			if it.AllocationID == a.ID {
				k := min(n, it.Quantity)
				it.Quantity, n = it.Quantity-k, n-k
				it.ofLot(a, func(l *AllocationLot) { l.Packed -= k })
				if u := it.Units(); u.LotID != "" && k > 0 {
					u.Quantity = k
					units = append(units, u)
				}
			}
			if it.Quantity > 0 {
				items = append(items, it)
			}
		}
		p.Items = items
	}
	return units
}

// Unsent lists the units that have not left and may be canceled one line at a
// time, bundles as whole sets.
func (o *Order) Unsent() (out []LineQuantity) {
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.Kind == LineComponent {
			continue
		}
		n := o.cancelableUnits(l)
		if l.Kind == LineBundle {
			n = l.Left()
			for _, part := range o.Components(l.N) {
				n = min(n, o.cancelableUnits(part)/max(part.Per, 1))
			}
		}
		if n > 0 {
			out = append(out, LineQuantity{l.N, n})
		}
	}
	return out
}

// cancelableUnits is how many units of a line Cancel could take off.
func (o *Order) cancelableUnits(l *Line) (n int64) {
	for _, b := range notPicked {
		n += l.Count(b)
	}
	for i := range o.FulfillmentOrders {
		f := &o.FulfillmentOrders[i]
		for j := range f.Items {
			if a := &f.Items[j]; a.Line == l.N {
				n += o.inBucket(f, a, BucketPicked) + o.inBucket(f, a, BucketPacked)
			}
		}
	}
	return n
}
