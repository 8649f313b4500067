package routing

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestShare: an order's side follows from its id and the share alone, a larger
// share has the orders of a smaller one, and it has about as many as it says.
func TestShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.String().Draw(t, "id")
		a, b := rapid.Int64Range(0, 100).Draw(t, "share"), rapid.Int64Range(0, 100).Draw(t, "another")
		switch in := InShare(id, a); {
		case in != InShare(id, a):
			t.Fatal("another side the second time")
		case in && b >= a && !InShare(id, b):
			t.Fatalf("in %d %% and not in %d %%", a, b)
		case InShare(id, 0) || !InShare(id, 100):
			t.Fatal("in no share, or not in all")
		}
	})
	for _, share := range []int64{1, 10, 50} {
		n := 0
		for i := range 20_000 {
			if InShare(fmt.Sprintf("ord_01kd3ht2yre1asz3dgf%07d", i), share) {
				n++
			}
		}
		if want := 200 * float64(share); math.Abs(float64(n)-want) > 5*math.Sqrt(want) {
			t.Errorf("%d of 20000 in %d %%", n, share)
		}
	}
	if id := "ord_01kd3ht2yre1asz3dgf0ma94w5"; InShare(id, 47) || !InShare(id, 48) {
		t.Error("a release must not move orders to the other side")
	}
}

// TestPaired compares the exact figures with those of floating point.
func TestPaired(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Int64Range(-2_000_000, 2_000_000), 30, 90).Draw(t, "differences")
		p := Paired{N: int64(len(all))}
		var mean, squares float64
		for _, d := range all {
			p.Sum += d
			p.SquaresHigh, p.SquaresLow = p.SquaresHigh+d*d/(1<<20), p.SquaresLow+d*d%(1<<20)
			mean += float64(d) / float64(len(all))
		}
		for _, d := range all {
			squares += (float64(d) - mean) * (float64(d) - mean)
		}
		reach := 1960 * math.Sqrt(squares/float64(len(all))/float64(len(all)-1))
		e := p.Weigh()
		if math.Abs(float64(e.Mean)-1000*mean) > 1.01 || math.Abs(float64(e.High-e.Mean)-reach) > 2+reach/1e9 || e.High-e.Mean != e.Mean-e.Low {
			t.Fatalf("%+v, not %f ± %f", e, 1000*mean, reach)
		}
	})
	same := func(n int, d int64) Paired {
		return Paired{N: int64(n), Sum: int64(n) * d, SquaresLow: int64(n) * d * d}
	}
	mixed := Paired{N: 40, Sum: 4, SquaresLow: 40_000}
	got := []Verdict{Paired{}.Weigh().Verdict, same(29, 5).Weigh().Verdict, same(30, 5).Weigh().Verdict, same(30, -5).Weigh().Verdict, same(30, 0).Weigh().Verdict, mixed.Weigh().Verdict}
	if want := []Verdict{TooFew, TooFew, Dearer, Cheaper, Equal, Unclear}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
