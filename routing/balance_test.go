package routing_test

import (
	"math/rand/v2"
	"testing"

	"github.com/switchyard-oms/switchyard/routing"
)

// Two regions, two locations: the first region is near the first location, and
// so on.
var crossed = [][]int64{{500, 900}, {1200, 600}}

func TestScarcity(t *testing.T) {
	for _, x := range []struct {
		name   string
		have   []int64
		demand []float64
		want   []int64
	}{
		{"plenty", []int64{100, 100}, []float64{5, 5}, []int64{0, 0}},
		{"sure to run out", []int64{1, 100}, []float64{50, 0}, []int64{400, 0}},
		{"nobody asks", []int64{1, 1}, []float64{0, 0}, []int64{0, 0}},
		{"the other has none", []int64{1, 0}, []float64{50, 50}, []int64{1650, 0}},
		{"one in two", []int64{1, 100}, []float64{0.6931471805599453, 0}, []int64{200, 0}},
	} {
		t.Run(x.name, func(t *testing.T) {
			got := routing.Scarcity(x.have, x.demand, crossed, 2500)
			for j := range got {
				if got[j] != x.want[j] {
					t.Errorf("%v, want %v", got, x.want)
				}
			}
		})
	}
}

func TestLookahead(t *testing.T) {
	plenty := routing.Lookahead{}.Duals([]int64{100, 100}, []float64{5, 5}, crossed, 2500)
	if plenty[0] != 0 || plenty[1] != 0 {
		t.Errorf("stock that nobody will need is worth %v", plenty)
	}
	scarce := routing.Lookahead{}.Duals([]int64{5, 100}, []float64{50, 10}, crossed, 2500)
	if scarce[0] != 400 || scarce[1] != 0 {
		t.Errorf("scarce stock is worth %v", scarce)
	}
	gone := routing.Lookahead{}.Duals([]int64{5, 5}, []float64{50, 50}, crossed, 2500)
	if gone[0] < 1300 || gone[1] < 1600 {
		t.Errorf("stock that runs out everywhere is worth %v", gone)
	}
}

// TestDualsRiseAsStockFalls: what is scarcer is never worth less, and nothing
// is worth more than a sale, or less than nothing.
func TestDualsRiseAsStockFalls(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 6))
		have, demand := []int64{r.Int64N(9), r.Int64N(9)}, []float64{9 * r.Float64(), 9 * r.Float64()}
		if have[0] == 0 {
			continue
		}
		more := routing.Scarcity(have, demand, crossed, 2500)
		fewer := routing.Scarcity([]int64{have[0] - 1, have[1]}, demand, crossed, 2500)
		if have[0] > 1 && fewer[0] < more[0] {
			t.Fatalf("seed %d: %v of %v, %v with one less", seed, more, have, fewer)
		}
		for _, price := range append(more, routing.Lookahead{Seed: seed}.Duals(have, demand, crossed, 2500)...) {
			if price < 0 || price > 2500 {
				t.Fatalf("seed %d: a price of %d", seed, price)
			}
		}
	}
}
