package shopify

import (
	"math/big"
	"strings"

	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// spread gives the lines a tax that is stated for the whole order only, as in
// orders of other systems' making, in proportion to their amounts.
func (o *order) spread(in *oms.OrderInput) {
	tax, err := money.Parse(string(exact(amount(o.Tax), o.Currency)), string(o.Currency))
	if err != nil || tax.Minor <= 0 || in.ShippingTax != "" {
		return
	}
	weights := make([]int64, len(in.Lines))
	for i, l := range in.Lines {
		if l.Tax != "" {
			return
		}
		net := new(big.Rat).Sub(gross(l), amount(text(l.Discount)))
		if a, err := money.Parse(string(exact(net, o.Currency)), string(o.Currency)); err == nil {
			weights[i] = a.Minor
		}
	}
	for i, part := range money.Split(tax.Minor, weights...) {
		in.Lines[i].Tax = nonzero(amount(text(money.New(part, tax.Currency).Decimal())), o.Currency).decimal()
	}
}

// charges adds a line for each of what a buyer owes beside goods, shipping and
// taxes, when exactly these explain the total: tips, duties, further fees.
func (o *order) charges(in *oms.OrderInput) {
	gap := new(big.Rat).Sub(amount(o.Total), added(in))
	all := []struct {
		name, title string
		amount      text
	}{{"tip", "Tip", o.Tip}, {"duties", "Duties", o.Duties.amount()}, {"fees", "Additional fees", o.Fees.amount()}}
	for _, c := range all {
		gap.Sub(gap, amount(c.amount))
	}
	if gap.Sign() != 0 {
		return
	}
	for _, c := range all {
		if amount(c.amount).Sign() <= 0 {
			continue
		}
		in.Lines = append(in.Lines, oms.LineInput{SKU: "shopify:" + c.name, ExternalID: c.name, Title: c.title, Quantity: "1",
			UnitPrice: tidy(c.amount, o.Currency).decimal(), NotShippable: true})
	}
}

// added is the total that follows from an input's parts.
func added(in *oms.OrderInput) *big.Rat {
	total := sum(text(in.ShippingTotal))
	total.Sub(total, amount(text(in.DiscountTotal)))
	tax := amount(text(in.ShippingTax))
	for _, l := range in.Lines {
		total.Add(total, gross(l))
		total.Sub(total, amount(text(l.Discount)))
		tax.Add(tax, amount(text(l.Tax)))
	}
	if !in.PricesIncludeTax {
		total.Add(total, tax)
	}
	return total
}

func gross(l oms.LineInput) *big.Rat {
	return new(big.Rat).Mul(amount(text(l.UnitPrice)), amount(text(l.Quantity)))
}

// payments maps Shopify's financial status. A status that is not listed counts
// as pending: the order waits until somebody or something knows better.
var payments = map[string]string{
	"pending":            "pending",
	"authorized":         "authorized",
	"partially_paid":     "paid", // with the amount received
	"paid":               "paid",
	"partially_refunded": "partially_refunded",
	"refunded":           "refunded",
	"voided":             "unpaid", // the authorization was given back
	"expired":            "unpaid", // the authorization ran out
}

func (o *order) payment() *oms.PaymentInput {
	status := strings.ToLower(string(o.FinancialStatus))
	if status == "" {
		return nil
	}
	p := &oms.PaymentInput{Status: payments[status], Method: clipped(text(strings.Join(o.Gateways, ", ")), 100)}
	refunded := o.given()
	switch {
	case p.Status == "":
		p.Status = "pending"
	case status == "partially_paid" && o.Outstanding == "":
		p.Status = "pending" // how much is not stated
	case status == "partially_paid":
		p.Amount = exact(o.received(refunded), o.Currency).decimal()
	case status == "partially_refunded" || status == "refunded":
		received := o.received(refunded)
		if refunded.Cmp(received) > 0 || (status == "refunded" && refunded.Sign() == 0) {
			refunded = received
		}
		p.Amount, p.Refunded = exact(received, o.Currency).decimal(), nonzero(refunded, o.Currency).decimal()
	}
	return p
}

// received is all that the buyer has paid: what is owed now, less what is
// still to come, plus what was given back.
func (o *order) received(refunded *big.Rat) *big.Rat {
	if o.CurrentTotal == "" || o.Outstanding == "" {
		return amount(o.Total)
	}
	owed := new(big.Rat).Sub(amount(o.CurrentTotal), amount(o.Outstanding))
	if owed.Add(owed, refunded); owed.Sign() < 0 {
		return new(big.Rat)
	}
	return owed
}

// given is what was given back.
func (o *order) given() *big.Rat {
	total := amount(o.refunded)
	for _, r := range o.Refunds {
		for _, t := range r.Transactions {
			if t.Kind == "refund" && t.Status == "success" {
				total.Add(total, amount(t.Amount))
			}
		}
	}
	return total
}
