package routing

import "math"

// Scarcity is the stock balance of one SKU: what taking a unit from each
// location costs those who need it later, in minor units. It is the value of
// the last unit in the newsvendor's way:
//
//	chance that demand there, until more arrives, uses up what it has
//	× what serving that demand from the next best location costs more
//
// have is the units at each location. demand has for each region the units that
// will be asked for until more arrives; cost[region][location] is what one unit
// costs to send, minor units, or below zero where it can't. lost is what an
// unfilled unit costs. Each region asks its cheapest location that has any, and
// demand is taken to be Poisson.
func Scarcity(have []int64, demand []float64, cost [][]int64, lost int64) []int64 {
	mean := make([]float64, len(have))  // asked of each location
	extra := make([]float64, len(have)) // the sum of what the next best costs more
	for r, d := range demand {
		best, first, next := -1, lost, lost
		for j, c := range cost[r] {
			switch {
			case c < 0 || have[j] <= 0:
			case c < first:
				best, first, next = j, c, first
			case c < next:
				next = c
			}
		}
		if best >= 0 {
			mean[best] += d
			extra[best] += d * float64(next-first)
		}
	}
	out := make([]int64, len(have))
	for j, m := range mean {
		if m > 0 {
			out[j] = int64(math.Round(poissonTail(m, have[j]) * extra[j] / m))
		}
	}
	return out
}

// missed is the chance that n units are asked for where mean are expected. Many
// are so near to the mean that it alone decides.
func missed(mean float64, n int64) float64 {
	const many = 500 // exp(−mean) would vanish
	switch {
	case mean <= many:
		return poissonTail(mean, n)
	case float64(n) > mean:
		return 0
	}
	return 1
}

// poissonTail is the chance of n or more events where mean are expected.
func poissonTail(mean float64, n int64) float64 {
	term := math.Exp(-mean)
	below := 0.0
	for k := range n {
		below += term
		term *= mean / float64(k+1)
		if float64(k) > mean && term < 1e-12 {
			break
		}
	}
	return max(0, 1-below)
}
