package stock

import (
	"cmp"
	"maps"
	"math"
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
	Rights   *Rights    // which units it may take; nil for any
}

// Rights say which units of the SKU may serve a waiter.
type Rights struct {
	From   func(locationID string) bool // the locations that may send to it
	Sold   func(locationID string) bool // the locations that its channel is sold from
	Fenced int64                        // units that must remain at those for other channels
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
	At       time.Time // that receipt's, or of a later one that it had to wait for
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

// Assign promises what is on its way to those who wait for it. free is what
// locations have that nobody took:
//
//   - receipts come one after the other, and after each the waiters are served
//     by their rank from what has come by then to locations that may send to
//     them, the soonest first;
//   - of a channel from which units are fenced off only as many are served as
//     its locations then have above the fence;
//   - a waiter may be promised from several receipts, or only in part when not
//     enough is on its way.
//
// So of waiters with the same rights none is promised a date later than one
// with a lower rank, and one more receipt never makes a date later.
func Assign(waiters []Waiter, receipts []Expected, free map[string]int64) []Promise {
	queue, coming := indices(len(waiters)), indices(len(receipts))
	slices.SortFunc(queue, func(a, b int) int { return Rank(waiters[a], waiters[b]) })
	slices.SortFunc(coming, func(a, b int) int {
		return cmp.Or(receipts[a].At.Compare(receipts[b].At), cmp.Compare(receipts[a].Source, receipts[b].Source), cmp.Compare(a, b))
	})
	y := yard{receipts: receipts, left: make([]int64, len(receipts)), have: maps.Clone(free)}
	if y.have == nil {
		y.have = map[string]int64{}
	}
	wants := make([]int64, len(waiters))
	for i, w := range waiters {
		wants[i] = w.Quantity
	}
	var out []Promise
	for n, r := range coming {
		y.left[r] = receipts[r].Quantity
		y.have[receipts[r].LocationID] += receipts[r].Quantity
		for _, w := range queue {
			for _, from := range coming[:n+1] {
				if took := y.take(&waiters[w], from, wants[w]); took > 0 {
					wants[w] -= took
					out = append(out, Promise{w, from, took, receipts[r].At})
				}
			}
		}
		queue = slices.DeleteFunc(queue, func(w int) bool { return wants[w] == 0 })
	}
	return out
}

// yard is what has come and nobody took yet.
type yard struct {
	receipts []Expected
	left     []int64          // by receipt
	have     map[string]int64 // by location, with what was there before
}

// take gives a waiter up to want units of a receipt that has come.
func (y *yard) take(w *Waiter, from int, want int64) int64 {
	at := y.receipts[from].LocationID
	n := min(want, y.left[from])
	if n > 0 && w.Rights != nil {
		if !w.Rights.From(at) {
			return 0
		}
		n = min(n, max(0, y.above(w.Rights)))
	}
	if n > 0 {
		y.left[from] -= n
		y.have[at] -= n
	}
	return n
}

// above is how many units a channel's locations have above the fence.
func (y *yard) above(r *Rights) int64 {
	if r.Fenced == 0 {
		return math.MaxInt64
	}
	sum := -r.Fenced
	for location, n := range y.have {
		if r.Sold(location) {
			sum += n
		}
	}
	return sum
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
