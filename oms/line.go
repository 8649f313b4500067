package oms

import (
	"encoding/json"
	"fmt"
	"time"
)

// Line asks for a quantity of one SKU. Money is in minor units of the order's
// currency; the shares are what the line carries of the order's own discount
// and shipping, fixed when the order is captured.
type Line struct {
	N          int      // 1, 2, … within the order
	Parent     int      // the bundle line that this is a component of, or 0
	Per        int64    // units of this component in one bundle; 0 outside bundles
	Kind       LineKind // item, bundle or component
	SKUID      string   // "" while the channel's SKU is not known here
	SKU        string   // the code as ordered
	ExternalID string   // the channel's own id of the line
	Title      string

	UnitPrice     int64
	Discount      int64 // the line's own
	Tax           int64
	Subtotal      int64 // UnitPrice × quantity − Discount
	DiscountShare int64 // of Order.DiscountTotal
	ShippingShare int64 // of Order.ShippingTotal
	WeightGrams   int64 // of one unit

	Physical   bool // false for what needs no shipping: a gift card, a service
	Attributes json.RawMessage
	PromisedAt *time.Time // for backordered units
	// DeliverFrom and DeliverBy are the days between which all of its units
	// arrive, as the buyer was told: dates such as 2026-12-25 in the destination,
	// "" while they are not known.
	DeliverFrom, DeliverBy string

	Counters
}

// LineKind tells items from bundles and their components.
type LineKind string

// The kinds. Only items and components have units of their own.
const (
	LineItem      LineKind = "item"
	LineBundle    LineKind = "bundle"
	LineComponent LineKind = "component"
)

// Bucket is the one place where a unit of a line is.
type Bucket string

// The buckets, in the order of the road.
const (
	BucketCanceled    Bucket = "canceled"
	BucketUnallocated Bucket = "unallocated"
	BucketBackordered Bucket = "backordered"
	BucketAllocated   Bucket = "allocated"
	BucketReleased    Bucket = "released"
	BucketPicked      Bucket = "picked"
	BucketPacked      Bucket = "packed"
	BucketShipped     Bucket = "shipped"
)

// UnitMoves says which bucket a unit may leave for which. A unit that can't be
// found returns to unallocated; a unit whose order is canceled after picking
// is canceled here and put back on the shelf by the location.
var UnitMoves = Machine{Noun: "unit", Start: names(BucketUnallocated), Moves: moves(map[Bucket][]Bucket{
	BucketUnallocated: {BucketBackordered, BucketAllocated, BucketCanceled, BucketShipped},
	BucketBackordered: {BucketUnallocated, BucketAllocated, BucketCanceled},
	BucketAllocated:   {BucketUnallocated, BucketBackordered, BucketReleased, BucketCanceled},
	BucketReleased:    {BucketAllocated, BucketUnallocated, BucketBackordered, BucketPicked, BucketCanceled},
	BucketPicked:      {BucketReleased, BucketUnallocated, BucketPacked, BucketCanceled},
	BucketPacked:      {BucketPicked, BucketShipped, BucketCanceled},
	BucketShipped:     {BucketPacked},
})}

// Counters say where the units of a line are. Law: ordered − canceled =
// unallocated + backordered + allocated + released + picked + packed + shipped,
// each zero or more; delivered never exceeds shipped, nor does the sum of
// return_requested, returned and written_off.
type Counters struct {
	Ordered     int64 `json:"ordered"`
	Canceled    int64 `json:"canceled"`
	Unallocated int64 `json:"unallocated"`
	Backordered int64 `json:"backordered"`
	Allocated   int64 `json:"allocated"`
	Released    int64 `json:"released"`
	Picked      int64 `json:"picked"`
	Packed      int64 `json:"packed"`
	Shipped     int64 `json:"shipped"`

	Delivered       int64 `json:"delivered"`
	ReturnRequested int64 `json:"return_requested"`
	Returned        int64 `json:"returned"`
	WrittenOff      int64 `json:"written_off"`
}

// in points at the counter of a bucket.
func (c *Counters) in(b Bucket) *int64 {
	switch b {
	case BucketCanceled:
		return &c.Canceled
	case BucketUnallocated:
		return &c.Unallocated
	case BucketBackordered:
		return &c.Backordered
	case BucketAllocated:
		return &c.Allocated
	case BucketReleased:
		return &c.Released
	case BucketPicked:
		return &c.Picked
	case BucketPacked:
		return &c.Packed
	case BucketShipped:
		return &c.Shipped
	}
	return nil
}

// Count returns how many units are in bucket b.
func (c Counters) Count(b Bucket) int64 { return *c.in(b) }

// Left is how many units the buyer still gets: ordered less canceled.
func (c Counters) Left() int64 { return c.Ordered - c.Canceled }

// Waiting is how many units have no stock: unallocated or backordered.
func (c Counters) Waiting() int64 { return c.Unallocated + c.Backordered }

// Order puts n new units on the line; they begin unallocated.
func (c *Counters) Order(n int64) {
	c.Ordered += n
	c.Unallocated += n
}

// Move takes n units from one bucket to another, or says why it can't and
// changes nothing.
func (c *Counters) Move(from, to Bucket, n int64) error {
	src, dst := c.in(from), c.in(to)
	switch {
	case n < 0 || src == nil || dst == nil || from == to || !UnitMoves.Can(string(from), string(to)):
		return Errorf(Conflict, "units can't move from %s to %s", from, to)
	case *src < n:
		return Errorf(Conflict, "only %d of the %d units are %s", *src, n, from)
	}
	if from == BucketShipped && c.Returnable() < n {
		return Errorf(Conflict, "only %d of the %d shipped units are neither asked back nor returned", c.Returnable(), c.Shipped)
	}
	*src, *dst = *src-n, *dst+n
	return nil
}

// Returnable is how many shipped units can still be asked back.
func (c Counters) Returnable() int64 {
	return c.Shipped - c.ReturnRequested - c.Returned - c.WrittenOff
}

// Check says which law the counters break, or nil.
func (c Counters) Check() error {
	for _, n := range []int64{c.Ordered, c.Canceled, c.Unallocated, c.Backordered, c.Allocated, c.Released, c.Picked, c.Packed,
		c.Shipped, c.Delivered, c.ReturnRequested, c.Returned, c.WrittenOff} {
		if n < 0 {
			return fmt.Errorf("a counter is negative: %+v", c)
		}
	}
	if c.Left() != c.Unallocated+c.Backordered+c.Allocated+c.Released+c.Picked+c.Packed+c.Shipped {
		return fmt.Errorf("a unit is in no bucket or in two: %+v", c)
	}
	if c.Delivered > c.Shipped || c.Returnable() < 0 {
		return fmt.Errorf("more units delivered or returned than shipped: %+v", c)
	}
	return nil
}

// advance lists the buckets from furthest on the road to not begun.
var advance = []Bucket{BucketShipped, BucketPacked, BucketPicked, BucketReleased, BucketAllocated, BucketBackordered, BucketUnallocated}

// BundleCounters derives a bundle line's counters from its components: a set
// is as far as its least advanced unit, so the law holds for the bundle too.
func BundleCounters(ordered int64, components []*Line) Counters {
	c := Counters{Ordered: ordered}
	if len(components) == 0 {
		c.Unallocated = ordered
		return c
	}
	complete := func(count func(Counters) int64) int64 {
		sets := ordered
		for _, l := range components {
			sets = min(sets, count(l.Counters)/max(l.Per, 1))
		}
		return sets
	}
	left := ordered
	for _, l := range components {
		per := max(l.Per, 1)
		left = min(left, (l.Left()+per-1)/per)
	}
	c.Canceled = ordered - left
	var before int64
	for i, b := range advance {
		sets := min(left, complete(func(lc Counters) (sum int64) {
			for _, further := range advance[:i+1] {
				sum += lc.Count(further)
			}
			return sum
		}))
		if b == BucketUnallocated {
			sets = left
		}
		*c.in(b) = sets - before
		before = sets
	}
	c.Delivered = complete(func(lc Counters) int64 { return lc.Delivered })
	c.Returned = min(c.Shipped, complete(func(lc Counters) int64 { return lc.Returned }))
	c.ReturnRequested = min(c.Shipped-c.Returned, complete(func(lc Counters) int64 { return lc.ReturnRequested }))
	c.Delivered = min(c.Delivered, c.Shipped)
	return c
}

// Promised returns the days between which everything arrives that the buyer
// still gets, as the buyer was told; "" while a unit has no date.
func (o *Order) Promised() (from, by string) {
	for _, l := range o.Units() {
		if !l.Physical || l.Left() == 0 {
			continue
		}
		if l.DeliverBy == "" {
			return "", ""
		}
		from, by = max(from, l.DeliverFrom), max(by, l.DeliverBy)
	}
	return from, by
}
