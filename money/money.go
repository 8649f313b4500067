// Package money holds exact amounts of a currency in integer minor units
// (cents, yen, fils). Nothing here is ever a float: an amount is parsed from a
// decimal string, added with overflow checks, and split without losing a unit.
package money

import (
	"fmt"
	"math"
	"math/bits"
	"strings"

	"github.com/switchyard-oms/switchyard/refusal"
)

// Limit is the largest amount, in minor units and either sign, that is accepted
// from outside: 10^15, ten trillion in a currency of two decimals. It leaves
// room to sum thousands of amounts without overflow.
const Limit = 1_000_000_000_000_000

// Amount is a number of minor units of one currency.
type Amount struct {
	Minor    int64
	Currency string // ISO 4217, upper case
}

// A MismatchError reports arithmetic between two currencies.
type MismatchError struct{ A, B Amount }

func (e *MismatchError) Error() string {
	return fmt.Sprintf("money: %s and %s have different currencies", e.A, e.B)
}

// ErrOverflow reports a result that does not fit an amount.
var ErrOverflow = fmt.Errorf("money: the amount is too large")

// New returns minor units of currency.
func New(minor int64, currency string) Amount { return Amount{minor, currency} }

// Parse reads a decimal string such as "19.90" or "-3" as an amount of
// currency. It refuses more decimals than the currency has (unless they are
// zero), exponents, signs other than a leading minus, and amounts beyond Limit.
func Parse(s, currency string) (Amount, error) {
	digits, ok := Digits(currency)
	if !ok {
		return Amount{}, refusal.Errorf("%q is not a currency of ISO 4217", currency)
	}
	whole, frac, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	frac = strings.TrimRight(frac, "0")
	if len(frac) > digits {
		return Amount{}, refusal.Errorf("%q has more than the %d decimals of %s", s, digits, currency)
	}
	if whole == "" || (strings.HasSuffix(s, ".")) {
		return Amount{}, refusal.Errorf("%q is not a decimal amount such as \"19.90\"", s)
	}
	minor, err := parseDigits(whole+frac+strings.Repeat("0", digits-len(frac)), s)
	if err != nil {
		return Amount{}, err
	}
	if strings.HasPrefix(s, "-") {
		minor = -minor
	}
	return Amount{minor, currency}, nil
}

// parseDigits reads the digits of stated, which is for the refusal.
func parseDigits(s, stated string) (int64, error) {
	var n int64
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, refusal.Errorf("%q is not a decimal amount such as \"19.90\"", stated)
		}
		if n = n*10 + int64(c-'0'); n > Limit {
			return 0, refusal.Errorf("%q is beyond the limit of %d minor units", stated, int64(Limit))
		}
	}
	return n, nil
}

// Decimal writes the amount as a decimal string with exactly the currency's
// decimals: "19.90", "1500", "0.125".
func (a Amount) Decimal() string {
	digits, ok := Digits(a.Currency)
	if !ok {
		digits = 2
	}
	sign, n := "", uint64(a.Minor)
	if a.Minor < 0 {
		sign, n = "-", -n
	}
	s := fmt.Sprintf("%0*d", digits+1, n)
	if digits == 0 {
		return sign + s
	}
	return sign + s[:len(s)-digits] + "." + s[len(s)-digits:]
}

// String writes the amount for people and logs: "19.90 EUR".
func (a Amount) String() string { return a.Decimal() + " " + a.Currency }

// Add returns a + b, or a MismatchError, or ErrOverflow.
func (a Amount) Add(b Amount) (Amount, error) {
	if a.Currency != b.Currency {
		return Amount{}, &MismatchError{a, b}
	}
	n, err := Sum(a.Minor, b.Minor)
	return Amount{n, a.Currency}, err
}

// Sum adds minor units of one currency, or returns ErrOverflow.
func Sum(minors ...int64) (int64, error) {
	var sum int64
	for _, n := range minors {
		if (n > 0 && sum > math.MaxInt64-n) || (n < 0 && sum < math.MinInt64-n) {
			return 0, ErrOverflow
		}
		sum += n
	}
	return sum, nil
}

// Times multiplies minor units by a quantity, or returns ErrOverflow.
func Times(minor, quantity int64) (int64, error) {
	neg := (minor < 0) != (quantity < 0)
	hi, lo := bits.Mul64(abs(minor), abs(quantity))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, ErrOverflow
	}
	if neg {
		return -int64(lo), nil
	}
	return int64(lo), nil
}

func abs(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
