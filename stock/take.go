package stock

import (
	"cmp"
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

// Claim is a promise that units of one SKU at one location are bound by.
type Claim struct {
	ID       string // sorts by the time of its making
	Strength Strength
	Quantity int64 // units that could be taken from it: none that is picked already
}

// Strength orders claims: the weaker loses first.
type Strength int

// The strengths.
const (
	Reserved  Strength = iota // a cart or a quote
	Allocated                 // an order that nobody works yet
	Released                  // an order that the location works, not picked
)

// Taking is whose units go.
type Taking struct {
	Available      int64
	Safety         int64
	Claims         []Taken
	QualityControl int64
	Damaged        int64
	Missing        int64 // what could not be found: the rest is picked, packed or gone
}

// Taken is a quantity that a claim loses.
type Taken struct {
	Claim    int // index into the claims
	Quantity int64
}

// Take decides whose units n missing ones are, in steps:
//
//   - units that nothing claims go first, then safety stock, which is kept
//     back for just that;
//   - then claims: carts before orders, orders that nobody works before those
//     that the location works, in each the newest first, so that who asked
//     first is served first;
//   - with gone (the units left the building and did not just change their
//     state) the last are those in quality control and the damaged ones: it is
//     not known which units are missing, so the good ones are supposed to be.
//
// A reservation loses all that it has, since half a cart is no cart: Taking
// may then hold more than n.
func Take(l oms.StockLevel, n int64, claims []Claim, gone bool) Taking {
	var t Taking
	some := func(have int64) int64 {
		take := min(n, max(0, have))
		n -= take
		return take
	}
	t.Available, t.Safety = some(l.Available()), some(l.Safety)
	for _, i := range byWeakness(claims) {
		if n <= 0 {
			break
		}
		c := claims[i]
		take := min(n, c.Quantity)
		if c.Strength == Reserved {
			take = c.Quantity
		}
		if take > 0 {
			t.Claims = append(t.Claims, Taken{i, take})
			n -= take
		}
	}
	n = max(0, n)
	if gone {
		t.QualityControl, t.Damaged = some(l.QualityControl), some(l.Damaged)
	}
	t.Missing = n
	return t
}

func byWeakness(claims []Claim) []int {
	order := make([]int, len(claims))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(claims[a].Strength, claims[b].Strength), cmp.Compare(claims[b].ID, claims[a].ID))
	})
	return order
}
