package flow

import (
	"context"
	"fmt"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// ReturnResolution says what the buyer gets for a return.
type ReturnResolution struct {
	Lines  []LineResolution      `json:"lines,omitempty" doc:"Lines that are absent are refunded as they were found" maxItems:"1000"`
	Method string                `json:"method,omitempty" doc:"How the money is given back" maxLength:"100" example:"card"`
	Status oms.TransactionStatus `json:"status,omitempty" doc:"succeeded when absent: the money is on its way. pending: who gives it back will say how it went, by record-payment with the reference of the refund" enum:"succeeded,pending"`
}

// LineResolution says what the buyer gets for a line of a return.
type LineResolution struct {
	Line       int            `json:"line" doc:"Number of the return's line" minimum:"1" example:"1"`
	Resolution oms.Resolution `json:"resolution,omitempty" doc:"refund when absent; reject gives nothing" enum:"refund,reject"`
	Quantity   *int64         `json:"quantity,omitempty" doc:"Units that are refunded; all that can be when absent" minimum:"0" maximum:"1000000" example:"1"`
	Deduction  oms.Decimal    `json:"deduction,omitempty" doc:"What is kept back, in the order's currency" example:"5.00" maxLength:"40"`
	Why        string         `json:"why,omitempty" doc:"Of the deduction or the rejection, for the buyer" maxLength:"300" example:"Worn"`
}

// ResolveReturn decides what the buyer gets for a return that was inspected,
// records the refund and closes the return. A closed one is answered as it is.
func (f *Flow) ResolveReturn(ctx context.Context, id string, in ReturnResolution) (Part[oms.Return], error) {
	return f.onReturn(ctx, id, func(b *returning) (bool, error) {
		if b.r.Status == oms.RMAClosed {
			return false, nil
		}
		if err := oms.RMAMoves.Check(b.r.Name(), string(b.r.Status), string(oms.RMAClosed)); err != nil {
			return false, err
		}
		if !slices.Contains([]oms.TransactionStatus{"", oms.TransactionSucceeded, oms.TransactionPending}, in.Status) {
			return false, oms.InvalidField("status", "must be succeeded or pending")
		}
		credits, err := b.decide(in, oms.ReturnLine.Refundable)
		if err != nil {
			return false, err
		}
		if err := b.refund(ctx, credits, in.Method, in.Status); err != nil {
			return false, err
		}
		b.close(ctx)
		return true, nil
	})
}

// decide reads what each line gets. room is how many units of a line there is
// money for at most.
func (b *returning) decide(in ReturnResolution, room func(oms.ReturnLine) int64) ([]oms.LineCredit, error) {
	asked := map[int]LineResolution{}
	var errs []oms.FieldError
	for i, a := range in.Lines {
		field := fmt.Sprintf("lines[%d]", i)
		_, twice := asked[a.Line]
		switch {
		case b.r.Line(a.Line) == nil || twice:
			errs = append(errs, oms.FaultAt(field+".line", "names no line of %s, or one twice", b.r.Name()))
		case !slices.Contains([]oms.Resolution{"", oms.ResolveRefund, oms.ResolveReject}, a.Resolution):
			errs = append(errs, oms.FaultAt(field+".resolution", "must be refund or reject"))
		}
		errs = append(errs, checkText(field+".why", a.Why, 300)...)
		asked[a.Line] = a
	}
	if err := oms.InvalidFields("the resolution", errs); err != nil {
		return nil, err
	}
	var out []oms.LineCredit
	for i := range b.r.Lines {
		l := &b.r.Lines[i]
		c, err := asked[l.N].credit(l, max(0, room(*l)-l.Credited), b.o.Currency)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// credit is what a line gets, of at most room units, and notes why.
func (a LineResolution) credit(l *oms.ReturnLine, room int64, currency string) (oms.LineCredit, error) {
	field := fmt.Sprintf("lines[%d]", l.N-1)
	c := oms.LineCredit{Line: l.N, Units: room, Why: a.Why}
	if a.Quantity != nil {
		if c.Units = *a.Quantity; c.Units < 0 || c.Units > room {
			return c, oms.InvalidField(field+".quantity", "must be 0 to %d: so many units of line %d can be refunded", room, l.N)
		}
	}
	if a.Deduction != "" {
		d, err := money.Parse(string(a.Deduction), currency)
		if err != nil || d.Minor < 0 {
			return c, oms.InvalidField(field+".deduction", "must be an amount of %s, zero or more", currency)
		}
		c.Deduction = d.Minor
	}
	if a.Resolution == oms.ResolveReject {
		c.Units, c.Deduction = 0, 0
	}
	switch {
	case c.Units > 0:
		l.Resolution = oms.ResolveRefund
	case room > 0:
		l.Resolution = oms.ResolveReject
	}
	if a.Why != "" {
		l.Why = a.Why
	}
	return c, nil
}

// refundAll refunds what of each line there is money for and was not refunded.
func (b *returning) refundAll(ctx context.Context, room func(oms.ReturnLine) int64) error {
	credits, err := b.decide(ReturnResolution{}, room)
	if err != nil {
		return err
	}
	return b.refund(ctx, credits, "", "")
}

// refund takes the units off what the buyer owes and gives back what was paid
// for them.
func (b *returning) refund(ctx context.Context, credits []oms.LineCredit, method string, status oms.TransactionStatus) error {
	credit, err := b.o.Credit(b.r, b.all, credits, b.policy.RefundShipping)
	if err != nil {
		return err
	}
	amount := b.o.RefundOf(credit)
	if amount == 0 {
		return nil
	}
	if status == "" {
		status = oms.TransactionSucceeded
	}
	_, err = b.record(ctx, oms.Transaction{Kind: oms.Refund, Status: status, Amount: amount, Currency: b.o.Currency, Method: method,
		Reference: b.o.RefundReference(b.r)})
	return err
}

// RefundQuote is the arithmetic of a refund, in minor units: what a decision
// would give the buyer beyond what was given before.
type RefundQuote struct {
	Order       *oms.Order
	Lines       []QuotedLine
	Shipping    int64
	ShippingTax int64
	Credit      int64 // the sum: what the buyer does not owe any more
	Paid        int64 // captured and not refunded before
	Owed        int64 // what the rest of the order costs, after the credit
	Refund      int64 // of the credit, what was paid and goes back
}

// QuotedLine is what one line of a return adds to a refund.
type QuotedLine struct {
	oms.ReturnLine       // its amounts are those of this refund alone
	Units          int64 // that would be refunded
}

// QuoteReturn says what a decision would give the buyer, and changes nothing.
// Units that are still to come or to be inspected count as if they were fine,
// and more than there is money for as all that there is.
func (f *Flow) QuoteReturn(ctx context.Context, id string, in ReturnResolution) (RefundQuote, error) {
	return read(ctx, f, func(tx *store.Tx) (RefundQuote, error) {
		orderID, err := tx.OrderOf(ctx, oms.PrefixReturn, id)
		if err != nil {
			return RefundQuote{}, err
		}
		o, err := tx.Order(ctx, orderID)
		if err != nil {
			return RefundQuote{}, err
		}
		b := &returning{work: f.change(tx, o)}
		if b.all, err = tx.ReturnsOf(ctx, o.ID); err != nil {
			return RefundQuote{}, err
		}
		for _, r := range b.all {
			if r.ID == id {
				b.r = r
			}
		}
		if b.policy, err = returnPolicy(ctx, tx); err != nil {
			return RefundQuote{}, err
		}
		return b.quote(in)
	})
}

// quote decides in memory.
func (b *returning) quote(in ReturnResolution) (RefundQuote, error) {
	before := *b.r
	before.Lines = slices.Clone(b.r.Lines)
	m := oms.MoneyOf(b.o.Transactions)
	q := RefundQuote{Order: b.o, Paid: m.Paid() - m.Refunding}
	room := func(l oms.ReturnLine) int64 { return l.Quantity - l.Missing - l.Wrong }
	credits, err := b.decide(in.within(b.r, room), room)
	if err != nil {
		return q, err
	}
	if q.Credit, err = b.o.Credit(b.r, b.all, credits, b.policy.RefundShipping); err != nil {
		return q, err
	}
	q.Owed, q.Refund = b.o.Owed(), b.o.RefundOf(q.Credit)
	q.Shipping, q.ShippingTax = b.r.ShippingCredit-before.ShippingCredit, b.r.ShippingTaxCredit-before.ShippingTaxCredit
	for i, l := range b.r.Lines {
		was := before.Lines[i]
		l.Goods, l.Discount, l.Tax, l.Deduction = l.Goods-was.Goods, l.Discount-was.Discount, l.Tax-was.Tax, l.Deduction-was.Deduction
		q.Lines = append(q.Lines, QuotedLine{l, l.Credited - was.Credited})
	}
	return q, nil
}

// within is a decision about no more units than there is money for.
func (in ReturnResolution) within(r *oms.Return, room func(oms.ReturnLine) int64) ReturnResolution {
	in.Lines = slices.Clone(in.Lines)
	for i, a := range in.Lines {
		l := r.Line(a.Line)
		if l == nil {
			continue
		}
		most := max(0, room(*l)-l.Credited)
		if a.Quantity != nil {
			most = min(most, max(0, *a.Quantity))
		}
		if in.Lines[i].Quantity = &most; most == 0 {
			in.Lines[i].Deduction = ""
		}
	}
	return in
}
