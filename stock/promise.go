package stock

import (
	"cmp"
	"slices"
	"time"
)

// Waiter is the units of one order line that wait for one SKU.
type Waiter struct {
	OrderID  string
	Line     int
	Number   int64      // the order's
	Quantity int64      // more than zero
	FirstAt  *time.Time // what it was promised first; nil for never
}

// Expected is a quantity of the SKU that is on its way.
type Expected struct {
	Source     string // the purchase order or transfer
	Name       string // as people call it
	LocationID string
	Quantity   int64
	At         time.Time // when it is expected there
}

// Promise is a quantity of a waiter promised from a receipt.
type Promise struct {
	Waiter   int // index into the waiters
	Expected int // index into the receipts
	Quantity int64
}

// Rank orders waiters: the oldest promise first, then, among those that never
// had one, the older order. A promise that moves keeps its place, so nobody
// loses a turn because a supplier is late.
func Rank(a, b Waiter) int {
	switch {
	case a.FirstAt != nil && b.FirstAt == nil:
		return -1
	case a.FirstAt == nil && b.FirstAt != nil:
		return 1
	case a.FirstAt != nil && !a.FirstAt.Equal(*b.FirstAt):
		return a.FirstAt.Compare(*b.FirstAt)
	}
	return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.OrderID, b.OrderID), cmp.Compare(a.Line, b.Line))
}

// Assign promises what is on its way to those who wait for it:
//
//   - waiters are served by their rank, each from the soonest receipt that has
//     units left;
//   - a waiter may be promised from several receipts, or only in part when not
//     enough is on its way.
//
// So no waiter's date is later than that of one with a lower rank, and one
// more receipt never makes a date later.
func Assign(waiters []Waiter, receipts []Expected) []Promise {
	queue, coming := indices(len(waiters)), indices(len(receipts))
	slices.SortFunc(queue, func(a, b int) int { return Rank(waiters[a], waiters[b]) })
	slices.SortFunc(coming, func(a, b int) int {
		return cmp.Or(receipts[a].At.Compare(receipts[b].At), cmp.Compare(receipts[a].Source, receipts[b].Source), cmp.Compare(a, b))
	})
	var out []Promise
	next, used := 0, int64(0)
	for _, w := range queue {
		for want := waiters[w].Quantity; want > 0 && next < len(coming); {
			r := coming[next]
			n := min(want, receipts[r].Quantity-used)
			if n > 0 {
				out = append(out, Promise{w, r, n})
			}
			want, used = want-n, used+n
			if used == receipts[r].Quantity {
				next, used = next+1, 0
			}
		}
	}
	return out
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
