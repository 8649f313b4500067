package oms

import (
	"fmt"

	"github.com/switchyard-oms/switchyard/money"
)

// LineCredit says how many more units of a return line the buyer gets money
// for, and what is kept back.
type LineCredit struct {
	Line      int
	Units     int64
	Deduction int64 // minor units
	Why       string
}

// Credit takes what units of a return are worth off what the buyer owes, and
// writes the arithmetic into the return. All is the order's returns, r among
// them.
//
//   - Each unit has its stored share of its line's price, discount and tax.
//     The shares of all units that were credited so far are added up, and what
//     was credited before is taken off: so no order of returns, and no edit in
//     between, makes the sum a cent off.
//   - A component has its part of the bundle's money, by units.
//   - Shipping follows the rule: nothing, the shares of the units, or all of it
//     once nothing is left with the buyer.
//
// It returns how much the credit grew by.
func (o *Order) Credit(r *Return, all []*Return, lines []LineCredit, rule ShippingRule) (int64, error) {
	before := r.Credit(o.PricesIncludeTax)
	for _, c := range lines {
		l := r.Line(c.Line)
		if l == nil || c.Units < 0 || c.Deduction < 0 {
			return 0, fmt.Errorf("oms: %s can't credit %d units of its line %d", r.Name(), c.Units, c.Line)
		}
		if err := o.creditLine(l, all, c); err != nil {
			return 0, err
		}
	}
	o.creditShipping(r, all, rule)
	more := r.Credit(o.PricesIncludeTax) - before
	if more > o.Owed() {
		return 0, Errorf(Conflict, "a credit of %s is more than the %s that the order still costs", money.New(more, o.Currency), money.New(o.Owed(), o.Currency))
	}
	o.Credited += more
	return more, nil
}

func (o *Order) creditLine(l *ReturnLine, all []*Return, c LineCredit) error {
	was := creditedOf(all, l.Line)
	due := o.shares(o.Line(l.Line), was.Credited+c.Units)
	goods, discount, tax := due.goods-was.Goods, due.discount-was.Discount, due.tax-was.Tax
	if worth := (ReturnLine{Goods: goods, Discount: discount, Tax: tax}).Credit(o.PricesIncludeTax); c.Deduction > max(0, worth) {
		return InvalidField(fmt.Sprintf("lines[%d].deduction", l.N-1), "is more than the %s that the units of line %d cost", money.New(worth, o.Currency), l.N)
	}
	l.Credited += c.Units
	l.Goods, l.Discount, l.Tax, l.Deduction = l.Goods+goods, l.Discount+discount, l.Tax+tax, l.Deduction+c.Deduction
	return nil
}

// creditedOf sums what was credited of an order line.
func creditedOf(all []*Return, line int) (sum ReturnLine) {
	for _, r := range all {
		for _, l := range r.Lines {
			if l.Line == line {
				sum.Credited += l.Credited
				sum.Goods += l.Goods
				sum.Discount += l.Discount
				sum.Tax += l.Tax
			}
		}
	}
	return sum
}

// creditShipping brings what is credited of the order's shipping to what the
// rule gives now.
func (o *Order) creditShipping(r *Return, all []*Return, rule ShippingRule) {
	if rule == ShippingNone {
		return
	}
	var shipping, tax int64
	whole := true
	for _, l := range o.Units() {
		was := creditedOf(all, l.N)
		whole = whole && (was.Credited >= l.Left() || !l.Physical)
		due := o.shares(l, was.Credited)
		shipping, tax = shipping+due.shipping, tax+due.shippingTax
	}
	if rule == ShippingLastUnit && !whole {
		return
	}
	for _, other := range all {
		shipping, tax = shipping-other.ShippingCredit, tax-other.ShippingTaxCredit
	}
	r.ShippingCredit += max(0, shipping)
	if !o.PricesIncludeTax {
		r.ShippingTaxCredit += max(0, tax)
	}
}

// lineShares is what some units of a line carry, in minor units.
type lineShares struct{ goods, discount, tax, shipping, shippingTax int64 }

// shares is what the first n units of a line that has units carry. Canceled
// units are the last ones, so these are others.
func (o *Order) shares(l *Line, n int64) lineShares {
	paid, first := l, func(amount int64) int64 { return money.Share(amount, l.Ordered, 0, n) }
	if l.Kind == LineComponent {
		paid = o.Line(l.Parent)
		parts := o.Components(l.Parent)
		first = func(amount int64) int64 {
			left := money.Share(amount, paid.Ordered, 0, paid.Left())
			weights := make([]int64, len(parts))
			for i, part := range parts {
				weights[i] = part.Left()
			}
			for i, share := range money.Split(left, weights...) {
				if parts[i].N == l.N {
					return money.Share(share, l.Left(), 0, n)
				}
			}
			return 0
		}
	}
	var shippingTax int64
	for i, share := range o.shippingTaxShares() {
		if o.Lines[i].N == paid.N {
			shippingTax = share
		}
	}
	return lineShares{first(paid.Subtotal), first(paid.DiscountShare), first(paid.Tax), first(paid.ShippingShare), first(shippingTax)}
}

// RefundOf is what is to be paid back of a credit: as much of it as the buyer
// has paid beyond what is owed now, and is not on its way back already.
func (o *Order) RefundOf(credit int64) int64 {
	m := MoneyOf(o.Transactions)
	return max(0, min(credit, m.Paid()-m.Refunding-o.Owed()))
}

// RefundedFor sums what was paid back for a return, by the references of its
// refunds.
func (o *Order) RefundedFor(r *Return) (sum int64) {
	for _, t := range o.Transactions {
		if t.Kind == Refund && t.Status == TransactionSucceeded && r.refers(t.Reference) {
			sum += t.Amount
		}
	}
	return sum
}

// RefundReference is a new reference for a refund of a return: RET-1001, and
// RET-1001-2 for the second.
func (o *Order) RefundReference(r *Return) string {
	n := 0
	for _, t := range o.Transactions {
		if t.Kind == Refund && r.refers(t.Reference) {
			n++
		}
	}
	if n == 0 {
		return r.Name()
	}
	return fmt.Sprintf("%s-%d", r.Name(), n+1)
}

func (r *Return) refers(reference string) bool {
	name := r.Name()
	return reference == name || len(reference) > len(name) && reference[:len(name)+1] == name+"-"
}
