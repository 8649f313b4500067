package routing

import "math/big"

// Paired is what is known of the difference between two policies that decided
// about the same orders: a paired comparison, which sees past what orders
// differ in anyway.
type Paired struct {
	N   int64 // orders
	Sum int64 // of the second's cost less the first's, minor units
	// SquaresHigh × 2²⁰ + SquaresLow is the sum of the squares of these
	// differences.
	SquaresHigh, SquaresLow int64
}

// Verdict is what may be said of a difference.
type Verdict string

// The verdicts.
const (
	TooFew  Verdict = "too_few" // orders to say anything
	Equal   Verdict = "equal"   // not one order costs more or less
	Unclear Verdict = "unclear" // it may be chance
	Cheaper Verdict = "cheaper" // the second is, in 95 of 100 such comparisons
	Dearer  Verdict = "dearer"
)

// enoughPairs is from how many orders on the mean of their differences is near
// enough to normally distributed.
const enoughPairs = 30

// Evidence is a mean difference and how sure it is. Amounts are thousandths of a
// minor unit for each order, above zero when the second costs more.
type Evidence struct {
	Mean, Low, High int64 // the true mean lies between low and high in 95 of 100 such comparisons
	Verdict         Verdict
}

// Weigh says how sure the difference is: the mean, and 1.96 standard errors to
// either side.
func (p Paired) Weigh() Evidence {
	if p.N == 0 {
		return Evidence{Verdict: TooFew}
	}
	n, sum := big.NewInt(p.N), big.NewInt(p.Sum)
	squares := new(big.Int).Add(new(big.Int).Lsh(big.NewInt(p.SquaresHigh), 20), big.NewInt(p.SquaresLow))
	mean := new(big.Int).Quo(new(big.Int).Mul(sum, big.NewInt(1000)), n).Int64()
	if p.N < enoughPairs {
		return Evidence{mean, mean, mean, TooFew}
	}
	// The variance of the mean is (n·Σd² − (Σd)²) ÷ (n²·(n−1)); 1.96² × 10⁶ of it is the square of the reach in thousandths.
	reach := new(big.Int).Sub(new(big.Int).Mul(n, squares), new(big.Int).Mul(sum, sum))
	reach.Mul(reach, big.NewInt(3_841_600))
	reach.Quo(reach, new(big.Int).Mul(new(big.Int).Mul(n, n), big.NewInt(p.N-1)))
	half := reach.Sqrt(reach).Int64()
	e := Evidence{mean, mean - half, mean + half, Unclear}
	switch {
	case squares.Sign() == 0:
		e.Verdict = Equal
	case e.High < 0:
		e.Verdict = Cheaper
	case e.Low > 0:
		e.Verdict = Dearer
	}
	return e
}
