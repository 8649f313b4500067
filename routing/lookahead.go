package routing

import (
	"math"
	"math/rand/v2"
)

// Lookahead looks at what one SKU's stock will be needed for: the duals of a
// linear program over samples of the demand to come, averaged. The primal sends
// each sampled unit from a location or loses it, at the least cost, within the
// stock; the dual price of a location's stock is what one unit more there would
// save, so it is what taking one costs. (J. Acimovic and S. C. Graves, Making
// Better Fulfillment Decisions on the Fly in an Online Retail Environment,
// Manufacturing & Service Operations Management 17 (2015), section 4.)
type Lookahead struct {
	Samples int    // of the demand; 16 when zero
	Rounds  int    // of coordinate ascent at the most; 12 when zero
	Seed    uint64 // the same seed has the same samples
}

// Duals returns the price of a unit at each location. Its arguments are those
// of Scarcity.
func (l Lookahead) Duals(have []int64, demand []float64, cost [][]int64, lost int64) []int64 {
	if l.Samples == 0 {
		l.Samples = 16
	}
	if l.Rounds == 0 {
		l.Rounds = 12
	}
	r := rand.New(rand.NewPCG(l.Seed, 0)) //nolint:gosec // samples, not secrets
	sum := make([]int64, len(have))
	units := make([]int64, len(demand))
	for range l.Samples {
		for i, mean := range demand {
			units[i] = poisson(r, mean)
		}
		for j, price := range transportDuals(have, units, cost, lost, l.Rounds) {
			sum[j] += price
		}
	}
	for j := range sum {
		sum[j] = (sum[j] + int64(l.Samples)/2) / int64(l.Samples)
	}
	return sum
}

// transportDuals raises the concave dual of the transportation problem
//
//	Σ regions: units × min(lost, min over locations: cost + price) − Σ locations: have × price
//
// one price at a time, each to where it is highest, given the others. It never
// leaves the feasible prices, which are those at zero or above.
func transportDuals(have, units []int64, cost [][]int64, lost int64, rounds int) []int64 {
	price := make([]int64, len(have))
	var at []breakpoint
	for range rounds {
		changed := false
		for j := range price {
			if have[j] <= 0 {
				continue
			}
			at = at[:0]
			for r, n := range units {
				if n == 0 || cost[r][j] < 0 {
					continue
				}
				other := lost
				for k, c := range cost[r] {
					if k != j && c >= 0 && have[k] > 0 {
						other = min(other, c+price[k])
					}
				}
				if gain := other - cost[r][j]; gain > 0 {
					at = append(at, breakpoint{gain, n})
				}
			}
			if best := marginal(at, have[j]); best != price[j] {
				price[j], changed = best, true
			}
		}
		if !changed {
			break
		}
	}
	return price
}

// breakpoint is a price at which a region turns elsewhere with its units.
type breakpoint struct{ gain, units int64 }

// marginal is the gain of the first unit that the stock does not reach, when
// the highest gains are served first; zero when it reaches all.
func marginal(at []breakpoint, have int64) int64 {
	for i := 1; i < len(at); i++ {
		for k := i; k > 0 && at[k].gain > at[k-1].gain; k-- {
			at[k], at[k-1] = at[k-1], at[k]
		}
	}
	for _, b := range at {
		if have -= b.units; have < 0 {
			return b.gain
		}
	}
	return 0
}

// poisson draws a number of events where mean are expected.
func poisson(r *rand.Rand, mean float64) (n int64) {
	if mean > 50 {
		return max(0, int64(math.Round(mean+math.Sqrt(mean)*r.NormFloat64())))
	}
	for limit, p := math.Exp(-mean), r.Float64(); p > limit; p *= r.Float64() {
		n++
	}
	return n
}
