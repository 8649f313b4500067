package oms

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestOrderable(t *testing.T) {
	for _, c := range []struct {
		low, pack, want, got int64
	}{{1, 1, 7, 7}, {50, 10, 7, 50}, {50, 10, 51, 60}, {0, 0, 0, 1}, {25, 10, 1, 30}} {
		if got := (SupplierItem{MinQuantity: c.low, PackSize: c.pack}).Orderable(c.want); got != c.got {
			t.Errorf("%d of packs of %d, at least %d: %d, want %d", c.want, c.pack, c.low, got, c.got)
		}
	}
}

// TestPurchaseLaws receives at random: what the stock is told adds up to what
// the lines say, and the status follows from them.
func TestPurchaseLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
		p := &PurchaseOrder{Number: 1001, Status: PurchaseOrdered}
		var incoming, shelf int64
		for i, n := range rapid.SliceOfN(rapid.Int64Range(1, 20), 1, 4).Draw(t, "lines") {
			p.Lines = append(p.Lines, PurchaseLine{N: i + 1, SKU: string(rune('A' + i)), Ordered: n})
			incoming += n
		}
		for range rapid.IntRange(1, 5).Draw(t, "steps") {
			before := p.Status
			var all []Arrival
			if rapid.IntRange(0, 4).Draw(t, "cancel") == 0 {
				all = p.Cancel(now)
			} else {
				units := map[string]int64{}
				for _, l := range p.Lines {
					units[l.SKU] = rapid.Int64Range(0, 12).Draw(t, l.SKU)
				}
				over, was := rapid.Bool().Draw(t, "over"), *p
				was.Lines = slices.Clone(p.Lines)
				var err error
				if all, err = p.Receive(units, rapid.Bool().Draw(t, "complete"), over, now); err != nil {
					if !slices.Equal(was.Lines, p.Lines) || was.Status != p.Status {
						t.Fatalf("refused with %v, and changed", err)
					}
					if CodeOf(err) != Conflict || over && before.Coming() {
						t.Fatalf("refused with %v", err)
					}
					continue
				}
			}
			for _, a := range all {
				incoming, shelf = incoming-a.Incoming, shelf+a.Received
			}
			if before != p.Status && !PurchaseMoves.Can(string(before), string(p.Status)) && !before.Done() {
				t.Fatalf("%s became %s", before, p.Status)
			}
			checkPurchase(t, p, incoming, shelf)
			if p.Status.Done() {
				return
			}
		}
	})
}

func checkPurchase(t *rapid.T, p *PurchaseOrder, incoming, shelf int64) {
	var open, received int64
	for _, l := range p.Lines {
		open, received = open+l.Open(), received+l.Received
		if l.Canceled > l.Ordered {
			t.Fatalf("more is canceled than was ordered: %+v", l)
		}
	}
	if open != incoming || received != shelf {
		t.Fatalf("%d open and %d received; the stock has %d and %d", open, received, incoming, shelf)
	}
	want := PurchaseOrdered
	switch {
	case open == 0 && received == 0:
		want = PurchaseCanceled
	case open == 0:
		want = PurchaseReceived
	case received > 0:
		want = PurchasePartlyReceived
	}
	if p.Status != want || p.Status.Done() != (p.ClosedAt != nil) {
		t.Fatalf("%s, want %s", p.Status, want)
	}
}
