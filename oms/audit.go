package oms

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Audit tells, in sentences for an operator, which laws a stored order breaks
// that follow from the order and its events alone. Events are those of the
// order, in the order of their sequence. No sentence means that all holds:
//
//   - a bundle's counters are those of its components;
//   - the headlines are those that the facts give;
//   - what lies in the parcels is what the allocations call packed;
//   - the events, replayed, give the counters of every line;
//   - every shipped unit left an allocation, or was handed over without stock
//     by an event that says so.
func Audit(o *Order, events []Event) []string {
	var broken []string
	say := func(format string, args ...any) { broken = append(broken, fmt.Sprintf(format, args...)) }
	for i := range o.Lines {
		if l := &o.Lines[i]; l.Kind == LineBundle {
			if want := BundleCounters(l.Ordered, o.Components(l.N)); want != l.Counters {
				say("bundle line %d says %s, its components give %s", l.N, l.tally(), want.tally())
			}
		}
	}
	if want := Summarize(o); want != o.Statuses {
		say("the headlines are %v, the facts give %v", o.Statuses, want)
	}
	auditParcels(o, say)
	auditEvents(o, events, say)
	return broken
}

func auditEvents(o *Order, events []Event, say func(string, ...any)) {
	replayed, err := Replay(events)
	if err != nil {
		say("its events can't be replayed: %v", err)
		return
	}
	taken := map[int]int64{} // shipped units by line that stock was taken for
	for _, f := range o.FulfillmentOrders {
		for _, a := range f.Items {
			taken[a.Line] += a.Shipped
		}
	}
	without := handedOver(events)
	for _, l := range o.Units() {
		if got := replayed[l.N]; got != l.Counters {
			say("line %d says %s, its events give %s", l.N, l.tally(), got.tally())
		}
		if n := taken[l.N] + without[l.N]; n != l.Shipped {
			say("line %d says %d shipped, its allocations and what was handed over without stock give %d", l.N, l.Shipped, n)
		}
	}
}

// handedOver sums, by line, the units that were shipped without ever being
// allocated: services, and what was fulfilled before it came here.
func handedOver(events []Event) map[int]int64 {
	units := map[int]int64{}
	for _, e := range events {
		var data struct {
			Moves Moves `json:"moves"`
		}
		if json.Unmarshal(e.Data, &data) != nil {
			continue // Replay tells
		}
		for _, m := range data.Moves {
			if m.From == BucketUnallocated && m.To == BucketShipped {
				units[m.Line] += m.Quantity
			}
		}
	}
	return units
}

func auditParcels(o *Order, say func(string, ...any)) {
	packed := map[string]int64{}
	for _, p := range o.Parcels {
		for _, it := range p.Items {
			packed[it.AllocationID] += it.Quantity
		}
	}
	for _, f := range o.FulfillmentOrders {
		for _, a := range f.Items {
			if packed[a.ID] != a.Packed {
				say("allocation %s has %d units packed, its parcels hold %d", a.ID, a.Packed, packed[a.ID])
			}
			delete(packed, a.ID)
		}
	}
	if len(packed) > 0 {
		say("parcels hold units of %d allocations that the order lacks", len(packed))
	}
}

// tally lists the counters that are not zero: 3 ordered, 3 allocated.
func (c Counters) tally() string {
	var parts []string
	for _, f := range []struct {
		n    int64
		name string
	}{
		{c.Ordered, "ordered"}, {c.Canceled, "canceled"}, {c.Unallocated, "unallocated"}, {c.Backordered, "backordered"}, {c.Allocated, "allocated"},
		{c.Released, "released"}, {c.Picked, "picked"}, {c.Packed, "packed"}, {c.Shipped, "shipped"}, {c.Delivered, "delivered"},
		{c.ReturnRequested, "return requested"}, {c.Returned, "returned"}, {c.WrittenOff, "written off"},
	} {
		if f.n != 0 {
			parts = append(parts, fmt.Sprintf("%d %s", f.n, f.name))
		}
	}
	if len(parts) == 0 {
		return "0 ordered"
	}
	return strings.Join(parts, ", ")
}

// SameWords tells whether two texts of search words have the same words, in
// whatever order.
func SameWords(a, b string) bool {
	if a == b {
		return true
	}
	x, y := strings.Fields(a), strings.Fields(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(slices.Compact(x), slices.Compact(y))
}
