package stock

import (
	"math"
	"time"
)

// Demand is how fast a SKU sells.
type Demand struct {
	Units  int64 // that left
	Within time.Duration
}

// mostExpected bounds the work of Buffer; beyond it, chance no longer matters.
const mostExpected = 1_000_000

// Buffer is the fewest units to keep back from a channel that shows a figure
// for as long as lag after it changed, so that the chance of more buyers than
// units elsewhere in that time is at most risk of ten thousand. Buyers are
// taken to come independently of each other:
//
//	D ~ Poisson(units ÷ within × lag); the smallest b with P(D > b) ≤ risk ÷ 10,000
//
// It is the reorder point of a lead time with Poisson demand: Hadley and
// Whitin, Analysis of Inventory Systems, 1963, chapter 4.
func Buffer(d Demand, lag time.Duration, risk int64) int64 {
	if d.Units <= 0 || d.Within <= 0 || lag <= 0 || risk >= 10_000 {
		return 0
	}
	expected := math.Min(mostExpected, float64(d.Units)*float64(lag)/float64(d.Within))
	allowed := float64(max(1, risk)) / 10_000
	within := 0.0 // P(D ≤ b)
	for b := int64(0); ; b++ {
		factorial, _ := math.Lgamma(float64(b) + 1)
		within += math.Exp(float64(b)*math.Log(expected) - expected - factorial)
		if 1-within <= allowed || float64(b) > 2*expected+100 {
			return b
		}
	}
}
