package stock_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/stock"
)

func level(sku, location string, onHand, allocated, reserved, safety int64) oms.StockLevel {
	return oms.StockLevel{SKUID: sku, SKU: sku, LocationID: location, Location: location, OnHand: onHand, Allocated: allocated, Reserved: reserved, Safety: safety}
}

func offer(sku *oms.SKU, levels ...oms.StockLevel) stock.Offer {
	return stock.Offer{SKU: sku,
		Levels: func(id string) []oms.StockLevel {
			return slices.DeleteFunc(slices.Clone(levels), func(l oms.StockLevel) bool { return l.SKUID != id })
		},
		Component: func(id string) *oms.SKU { return &oms.SKU{ID: id, Code: id, Active: true} }}
}

func ptr[T any](v T) *T { return &v }

func TestExplain(t *testing.T) {
	tee := &oms.SKU{ID: "TEE", Code: "TEE", Active: true}
	set := &oms.SKU{ID: "SET", Code: "SET", Active: true, Components: []oms.Component{{SKUID: "TEE", SKU: "TEE", Quantity: 3}, {SKUID: "CAP", SKU: "CAP", Quantity: 1}}}
	levels := []oms.StockLevel{level("TEE", "BER", 10, 2, 1, 1), level("TEE", "LEJ", 5, 0, 0, 0), level("CAP", "BER", 9, 0, 0, 0)}
	for name, c := range map[string]struct {
		offer     stock.Offer
		available int64
		sellable  int64
		last      stock.Term
	}{
		"Network":         {offer(tee, levels...), 11, 11, stock.TermOnHand},
		"NoStock":         {offer(&oms.SKU{ID: "X", Code: "X", Active: true}, levels...), 0, 0, ""},
		"InactiveSKU":     {offer(&oms.SKU{ID: "TEE", Code: "TEE"}, levels...), 11, 0, stock.TermNotOffered},
		"Bundle":          {offer(set, levels...), 3, 3, stock.TermComponents},
		"Buffer":          {listed(offer(tee, levels...), oms.Listing{Active: true, Buffer: 4}), 11, 7, stock.TermBuffer},
		"Cap":             {listed(offer(tee, levels...), oms.Listing{Active: true, Buffer: 1, Cap: ptr[int64](5)}), 11, 5, stock.TermCap},
		"CapZero":         {listed(offer(tee, levels...), oms.Listing{Active: true, Cap: ptr[int64](0)}), 11, 0, stock.TermCap},
		"Floor":           {listed(offer(tee, levels...), oms.Listing{Active: true, Buffer: 99}), 11, 0, stock.TermFloor},
		"InactiveListing": {listed(offer(tee, levels...), oms.Listing{}), 11, 0, stock.TermNotOffered},
		"BundleOnChannel": {listed(offer(set, levels...), oms.Listing{Active: true, Buffer: 1}), 3, 2, stock.TermBuffer},
		"ClosedLocation":  {closed(offer(tee, levels...), "BER"), 5, 5, stock.TermOnHand},
	} {
		t.Run(name, func(t *testing.T) {
			w := stock.Explain(c.offer)
			if w.Available != c.available || w.Sellable != c.sellable {
				t.Errorf("available %d, sellable %d, want %d and %d: %+v", w.Available, w.Sellable, c.available, c.sellable, w.Steps)
			}
			if n := len(w.Steps); n > 0 && w.Steps[n-1].Term != c.last {
				t.Errorf("the last step is %s, want %s", w.Steps[n-1].Term, c.last)
			}
		})
	}
}

func listed(o stock.Offer, l oms.Listing) stock.Offer {
	l.Channel = "web"
	o.Listing = &l
	return o
}

func closed(o stock.Offer, location string) stock.Offer {
	o.Inactive = map[string]bool{location: true}
	return o
}

// The steps of any walk add up to what it says can be sold, which is never
// below zero and never above the cap.
func TestWalkAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, limit := anyOffer(t)
		w := stock.Explain(o)
		var sum int64
		for _, s := range w.Steps {
			if s.Why == "" {
				t.Fatalf("%s has no reason", s.Term)
			}
			sum += s.Quantity
		}
		if sum != w.Sellable || w.Sellable < 0 || w.Sellable > max(0, w.Available) || limit != nil && w.Sellable > *limit {
			t.Fatalf("sellable %d of %d, cap %v, the steps make %d: %+v", w.Sellable, w.Available, limit, sum, w.Steps)
		}
	})
}

func anyOffer(t *rapid.T) (stock.Offer, *int64) {
	small := rapid.Int64Range(0, 9)
	var levels []oms.StockLevel
	for _, sku := range []string{"A", "B"} {
		for i := range rapid.IntRange(0, 3).Draw(t, "locations") {
			l := level(sku, fmt.Sprint(i), 0, small.Draw(t, "allocated"), small.Draw(t, "reserved"), small.Draw(t, "safety"))
			l.Damaged, l.QualityControl = small.Draw(t, "damaged"), small.Draw(t, "quality control")
			l.OnHand = l.Allocated + l.Reserved + l.Unavailable() + small.Draw(t, "available")
			levels = append(levels, l)
		}
	}
	sku := &oms.SKU{ID: "A", Code: "A", Active: rapid.Bool().Draw(t, "active")}
	if rapid.Bool().Draw(t, "bundle") {
		sku = &oms.SKU{ID: "S", Code: "S", Active: true, Components: []oms.Component{{SKUID: "A", SKU: "A", Quantity: 1 + small.Draw(t, "per")}, {SKUID: "B", SKU: "B", Quantity: 1}}}
	}
	o := offer(sku, levels...)
	if rapid.Bool().Draw(t, "closed") {
		o = closed(o, "0")
	}
	if !rapid.Bool().Draw(t, "listed") {
		return o, nil
	}
	l := oms.Listing{Active: rapid.Bool().Draw(t, "listing active"), Buffer: small.Draw(t, "buffer")}
	if rapid.Bool().Draw(t, "capped") {
		l.Cap = ptr(small.Draw(t, "cap"))
	}
	return listed(o, l), l.Cap
}

func TestTake(t *testing.T) {
	l := level("A", "BER", 20, 8, 3, 2) // available 20-8-3-2-1-1 = 5
	l.Damaged, l.QualityControl = 1, 1
	claims := []stock.Claim{
		{ID: "alc_1", Strength: stock.Allocated, Quantity: 2}, {ID: "alc_2", Strength: stock.Allocated, Quantity: 2},
		{ID: "alc_3", Strength: stock.Released, Quantity: 3}, // and one more is picked
		{ID: "rsv_1", Strength: stock.Reserved, Quantity: 1}, {ID: "rsv_2", Strength: stock.Reserved, Quantity: 2},
	}
	for name, c := range map[string]struct {
		n     int64
		moved bool // the units are still there
		want  stock.Taking
	}{
		"Available":          {n: 5, want: stock.Taking{Available: 5}},
		"Safety":             {n: 7, want: stock.Taking{Available: 5, Safety: 2}},
		"WholeReservation":   {n: 8, want: stock.Taking{Available: 5, Safety: 2, Claims: []stock.Taken{{Claim: 4, Quantity: 2}}}},
		"NewestOrderFirst":   {n: 11, want: stock.Taking{Available: 5, Safety: 2, Claims: []stock.Taken{{Claim: 4, Quantity: 2}, {Claim: 3, Quantity: 1}, {Claim: 1, Quantity: 1}}}},
		"ReleasedLast":       {n: 15, want: stock.Taking{Available: 5, Safety: 2, Claims: []stock.Taken{{4, 2}, {3, 1}, {1, 2}, {0, 2}, {2, 1}}}},
		"BrokenAfterGood":    {n: 19, want: stock.Taking{Available: 5, Safety: 2, Claims: []stock.Taken{{4, 2}, {3, 1}, {1, 2}, {0, 2}, {2, 3}}, QualityControl: 1, Damaged: 1}},
		"PickedNever":        {n: 20, want: stock.Taking{Available: 5, Safety: 2, Claims: []stock.Taken{{4, 2}, {3, 1}, {1, 2}, {0, 2}, {2, 3}}, QualityControl: 1, Damaged: 1, Missing: 1}},
		"BrokenStayIfInside": {n: 18, moved: true, want: stock.Taking{Available: 5, Safety: 2, Claims: []stock.Taken{{4, 2}, {3, 1}, {1, 2}, {0, 2}, {2, 3}}, Missing: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			got := stock.Take(l, c.n, claims, !c.moved)
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}
