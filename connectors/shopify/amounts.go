package shopify

import (
	"math/big"
	"strings"

	"github.com/switchyard-oms/switchyard/money"
)

// amount reads a decimal text exactly; what is no decimal counts as zero here
// and is still seen in the attributes.
func amount(t text) *big.Rat {
	if t == "" || strings.Trim(string(t), "-.0123456789") != "" {
		return new(big.Rat)
	}
	r, ok := new(big.Rat).SetString(string(t))
	if !ok {
		return new(big.Rat)
	}
	return r
}

// sum adds texts exactly.
func sum(all ...text) *big.Rat {
	total := new(big.Rat)
	for _, t := range all {
		total.Add(total, amount(t))
	}
	return total
}

// exact writes an amount with the currency's decimals, or with more where it
// has more: nothing is rounded. REST says 10.00 where GraphQL says 10.0, and
// both are the same amount here.
func exact(r *big.Rat, currency text) text {
	digits, ok := money.Digits(string(currency))
	if !ok {
		digits = 2
	}
	need, _ := r.FloatPrec()
	return text(r.FloatString(max(digits, need)))
}

// tidy writes a stated amount as exact does, and keeps what is no decimal.
func tidy(t, currency text) text {
	if t == "" || strings.Trim(string(t), "-.0123456789") != "" {
		return t
	}
	return exact(amount(t), currency)
}

// nonzero is exact, with "" for zero.
func nonzero(r *big.Rat, currency text) text {
	if r.Sign() == 0 {
		return ""
	}
	return exact(r, currency)
}

// share is what the first some of n units carry of an amount. An amount that
// has more decimals than its currency is shared without rounding.
func share(r *big.Rat, n, some int64, currency text) *big.Rat {
	if n == some || n <= 0 {
		return r
	}
	a, err := money.Parse(string(exact(r, currency)), string(currency))
	if err != nil {
		return new(big.Rat).Mul(r, big.NewRat(some, n))
	}
	part := money.New(money.Share(a.Minor, n, 0, some), a.Currency)
	return amount(text(part.Decimal()))
}
