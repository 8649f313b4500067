package oms

import (
	"slices"

	"github.com/switchyard-oms/switchyard/money"
)

// Owed is what the buyer owes for the units that are neither canceled nor
// credited: the order's total less the stored shares of each of them. Captured
// money beyond it is due back.
func (o *Order) Owed() int64 { return o.uncanceled() - o.Credited }

// uncanceled is what the units that are not canceled cost the buyer.
func (o *Order) uncanceled() int64 {
	if !slices.ContainsFunc(o.Lines, func(l Line) bool { return l.Canceled > 0 }) {
		return o.Total
	}
	var owed int64
	tax := o.shippingTaxShares()
	for i := range o.Lines {
		owed += o.value(i, tax[i])
	}
	return owed
}

// value is what the units of a line that are not canceled cost the buyer. The
// canceled ones are the last of the line, so that canceling one unit after the
// other takes disjoint shares and their sum can't be a cent off.
func (o *Order) value(i int, shippingTax int64) int64 {
	l := &o.Lines[i]
	left := func(amount int64) int64 { return money.Share(amount, l.Ordered, 0, l.Left()) }
	v := left(l.Subtotal) - left(l.DiscountShare) + left(l.ShippingShare)
	if !o.PricesIncludeTax {
		v += left(l.Tax) + left(shippingTax)
	}
	return v
}

// shippingTaxShares spreads the tax on shipping as shipping itself is spread.
func (o *Order) shippingTaxShares() []int64 {
	shares := make([]int64, len(o.Lines))
	var weights []int64
	var lines []int
	for i, l := range o.Lines {
		if l.Kind != LineComponent {
			weights, lines = append(weights, l.ShippingShare), append(lines, i)
		}
	}
	for i, part := range money.Split(o.ShippingTax, weights...) {
		shares[lines[i]] = part
	}
	return shares
}

// stretch restates an amount that the first left of n units carry as the
// amount of all n, so that Share gives it back exactly for those units.
func stretch(amount, left, n int64) int64 {
	if left <= 0 {
		return amount
	}
	return amount/left*n + amount%left
}

// addUp derives the order's totals from its lines after one of them changed.
func (o *Order) addUp() error {
	var subtotals, discounts, shipping, taxes []int64
	for i := range o.Lines {
		l := &o.Lines[i]
		subtotals, discounts = append(subtotals, l.Subtotal), append(discounts, l.DiscountShare)
		shipping, taxes = append(shipping, l.ShippingShare), append(taxes, l.Tax)
	}
	var sums [4]int64
	for i, amounts := range [][]int64{subtotals, discounts, shipping, append(taxes, o.ShippingTax)} {
		sum, err := money.Sum(amounts...)
		if err != nil || sum > money.Limit {
			return InvalidField("lines", "add up to more than %s", money.New(money.Limit, o.Currency))
		}
		sums[i] = sum
	}
	o.Subtotal, o.DiscountTotal, o.ShippingTotal, o.TaxTotal = sums[0], sums[1], sums[2], sums[3]
	o.Total = o.Subtotal - o.DiscountTotal + o.ShippingTotal
	if !o.PricesIncludeTax {
		o.Total += o.TaxTotal
	}
	return nil
}
