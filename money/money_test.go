package money_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/switchyard-oms/switchyard/money"
	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for _, x := range []struct {
		in, currency string
		minor        int64
		out          string
	}{
		{"19.90", "EUR", 1990, "19.90"}, {"19.9", "EUR", 1990, "19.90"}, {"19", "EUR", 1900, "19.00"},
		{"1500", "JPY", 1500, "1500"}, {"1500.00", "JPY", 1500, "1500"}, {"0.125", "KWD", 125, "0.125"},
		{"-3.05", "USD", -305, "-3.05"}, {"0", "EUR", 0, "0.00"}, {"10000000000000.00", "EUR", money.Limit, "10000000000000.00"},
	} {
		a, err := money.Parse(x.in, x.currency)
		if err != nil || a.Minor != x.minor || a.Decimal() != x.out {
			t.Errorf("%s %s: %v, %v", x.in, x.currency, a, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, x := range [][2]string{
		{"", "EUR"}, {".", "EUR"}, {"5.", "EUR"}, {".5", "EUR"}, {"1e3", "EUR"}, {"1,5", "EUR"}, {"19.905", "EUR"}, {"1.5", "JPY"},
		{"--1", "EUR"}, {"+1", "EUR"}, {"NaN", "EUR"}, {"10000000000000.01", "EUR"}, {"1", "XXX"}, {"1", "eur"}, {"١", "EUR"},
	} {
		if a, err := money.Parse(x[0], x[1]); err == nil {
			t.Errorf("%q %s was read as %v", x[0], x[1], a)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := money.New(rapid.Int64Range(-money.Limit, money.Limit).Draw(t, "minor"), rapid.SampledFrom([]string{"JPY", "EUR", "KWD"}).Draw(t, "currency"))
		if b, err := money.Parse(a.Decimal(), a.Currency); err != nil || a != b {
			t.Fatalf("%v came back as %v, %v", a, b, err)
		}
	})
}

func TestSplitSumsAndIsFair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.Int64Range(-money.Limit, money.Limit).Draw(t, "minor")
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1_000_000_000), 1, 40).Draw(t, "weights")
		var sum, total int64
		for _, p := range money.Split(minor, weights...) {
			sum += p
		}
		if sum != minor {
			t.Fatalf("parts sum to %d, not %d", sum, minor)
		}
		for _, w := range weights {
			total += w
		}
		for i, p := range money.Split(minor, weights...) {
			exact := float64(minor) / float64(len(weights))
			if total > 0 {
				exact = float64(minor) * float64(weights[i]) / float64(total)
			}
			if math.Abs(float64(p)-exact) > 1+math.Abs(exact)*1e-9 {
				t.Fatalf("part %d is %d, its proportion is %f", i, p, exact)
			}
		}
	})
}

func TestSharesAreSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "minor")
		n := rapid.Int64Range(1, 60).Draw(t, "n")
		weights := make([]int64, n)
		parts := money.Split(minor, weights...)
		for i := range n {
			if got := money.Share(minor, n, i, 1); got != parts[i] {
				t.Fatalf("unit %d carries %d, split says %d", i, got, parts[i])
			}
		}
		k := rapid.Int64Range(0, n).Draw(t, "k")
		if money.Share(minor, n, 0, k)+money.Share(minor, n, k, n-k) != minor {
			t.Fatal("two ranges lose a unit")
		}
	})
}

func TestArithmeticRefuses(t *testing.T) {
	var mismatch *money.MismatchError
	if _, err := money.New(1, "EUR").Add(money.New(1, "USD")); !errors.As(err, &mismatch) {
		t.Errorf("got %v", err)
	}
	if _, err := money.Sum(math.MaxInt64, 1); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("got %v", err)
	}
	if _, err := money.Times(math.MaxInt64/2, 3); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("got %v", err)
	}
	if n, err := money.Times(-1990, 3); n != -5970 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
}

func ExampleSplit() {
	fmt.Println(money.Split(1000, 1, 1, 1))
	fmt.Println(money.Split(-500, 60, 30, 10))
	// Output:
	// [334 333 333]
	// [-300 -150 -50]
}
