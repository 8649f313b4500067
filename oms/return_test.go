package oms

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/switchyard-oms/switchyard/money"
)

// soldOrder is a shipped order of a few lines at odd prices, one of them a
// bundle, some units canceled.
func soldOrder(t *rapid.T) *Order {
	o := &Order{Number: 1, Lifecycle: Open, Currency: "EUR", PricesIncludeTax: rapid.Bool().Draw(t, "inclusive"),
		ShippingTotal: rapid.Int64Range(0, 999).Draw(t, "shipping"), DiscountTotal: rapid.Int64Range(0, 50).Draw(t, "discount")}
	amount := rapid.Int64Range(100, 9999)
	for range rapid.IntRange(1, 3).Draw(t, "lines") {
		n := rapid.Int64Range(1, 5).Draw(t, "ordered")
		o.Lines = append(o.Lines, Line{N: len(o.Lines) + 1, Kind: LineItem, SKU: "A", SKUID: "sku_A", Physical: true, Subtotal: amount.Draw(t, "subtotal"),
			Tax: rapid.Int64Range(0, 99).Draw(t, "tax"), Counters: Counters{Ordered: n, Unallocated: n}})
	}
	bundle := Line{N: len(o.Lines) + 1, Kind: LineBundle, Physical: true, Subtotal: amount.Draw(t, "set"), Tax: 7, Counters: Counters{Ordered: 2}}
	o.Lines = append(o.Lines, bundle)
	for _, per := range []int64{1, 2} {
		o.Lines = append(o.Lines, Line{N: len(o.Lines) + 1, Parent: bundle.N, Per: per, Kind: LineComponent, SKU: "B", SKUID: "sku_B", Physical: true,
			Counters: Counters{Ordered: 2 * per, Unallocated: 2 * per}})
	}
	if !o.PricesIncludeTax {
		o.ShippingTax = o.ShippingTotal / 5
	}
	spread(o)
	for _, l := range o.Units() {
		gone := int64(0)
		if l.Kind == LineItem {
			gone = rapid.Int64Range(0, l.Ordered-1).Draw(t, "canceled")
		}
		if err := l.Move(BucketUnallocated, BucketCanceled, gone); err != nil {
			t.Fatal(err)
		}
		if err := l.Move(BucketUnallocated, BucketShipped, l.Unallocated); err != nil {
			t.Fatal(err)
		}
	}
	o.SettleBundles()
	o.Transactions = []Transaction{{ID: "txn_1", Kind: Sale, Status: TransactionSucceeded, Amount: o.Owed(), Currency: "EUR"}}
	return o
}

// spread gives the order's discount and shipping to its lines, as capture does.
func spread(o *Order) {
	var weights []int64
	var lines []*Line
	for i := range o.Lines {
		if l := &o.Lines[i]; l.Kind != LineComponent {
			weights, lines = append(weights, l.Subtotal), append(lines, l)
		}
	}
	discounts, shipping := money.Split(o.DiscountTotal, weights...), money.Split(o.ShippingTotal, weights...)
	for i, l := range lines {
		l.DiscountShare, l.ShippingShare = discounts[i], shipping[i]
	}
	if err := o.addUp(); err != nil {
		panic(err)
	}
}

// TestReturnsAddUp sends an order back in parts of chance: whatever the order
// of returns, every cent is refunded once, counters and events agree, and no
// unit is credited that did not come.
func TestReturnsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := soldOrder(t)
		told := map[int]Counters{}
		for _, l := range o.Units() {
			told[l.N] = l.Counters
		}
		rule := rapid.SampledFrom([]ShippingRule{ShippingNone, ShippingLastUnit, ShippingByShare}).Draw(t, "rule")
		paid := MoneyOf(o.Transactions).Paid()
		var all []*Return
		for range 30 {
			r := &Return{ID: "ret_1", Number: int64(1001 + len(all)), Status: RMAApproved, LocationID: "loc_1"}
			if !sendBack(t, o, r, told) {
				break
			}
			all = append(all, r)
			var lines []LineCredit
			for _, l := range r.Lines {
				lines = append(lines, LineCredit{Line: l.N, Units: l.Refundable()})
			}
			credit, err := o.Credit(r, all, lines, rule)
			if err != nil {
				t.Fatal(err)
			}
			refund := o.RefundOf(credit)
			if refund != credit {
				t.Fatalf("a credit of %d of a paid order refunds %d", credit, refund)
			}
			if refund > 0 {
				o.Transactions = append(o.Transactions, Transaction{Kind: Refund, Status: TransactionSucceeded, Amount: refund, Currency: "EUR", Reference: o.RefundReference(r)})
			}
			if got := o.RefundedFor(r); got != refund {
				t.Fatalf("%s: refunded %d, by its references %d", r.Name(), refund, got)
			}
			r.Status = RMAClosed
		}
		m := MoneyOf(o.Transactions)
		if m.Refunded > paid || m.Paid() != o.Owed() {
			t.Fatalf("paid %d, refunded %d, owed %d", paid, m.Refunded, o.Owed())
		}
		whole := !slices.ContainsFunc(o.Units(), func(l *Line) bool { return l.Returned+l.WrittenOff < l.Left() })
		if rule != ShippingNone && whole && o.Owed() != 0 {
			t.Fatalf("everything is back and %d is still owed", o.Owed())
		}
	})
}

// sendBack asks units back, lets them come and finds them in order; it tells
// whether there were any.
func sendBack(t *rapid.T, o *Order, r *Return, told map[int]Counters) bool {
	var items []ReturnItem
	for _, l := range o.Units() {
		if n := l.Returnable(); n > 0 {
			items = append(items, ReturnItem{OrderLine: l.N, Quantity: rapid.Int64Range(1, n).Draw(t, "back"), Reason: ReturnTooSmall})
		}
	}
	if len(items) == 0 {
		return false
	}
	items = items[:rapid.IntRange(1, len(items)).Draw(t, "of")]
	do := func(s Step, err error) Step {
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range s.Moves {
			c := told[m.Line]
			if err := c.Apply(m); err != nil {
				t.Fatal(err)
			}
			told[m.Line] = c
		}
		for _, l := range o.Units() {
			if told[l.N] != l.Counters {
				t.Fatalf("line %d: stored %+v, told %+v", l.N, l.Counters, told[l.N])
			}
		}
		return s
	}
	do(o.AskBack(r, items))
	if rapid.Bool().Draw(t, "kept") {
		do(o.InspectReturn(r, []*Return{r}, []InspectItem{{Line: 1, Quantity: 1, Disposition: KeepIt}}, "user:1", time.Time{}))
	}
	if r.Status != RMAInspected {
		if r.Units().Open() > 0 {
			do(o.ReceiveReturn(r, nil, false, time.Time{}))
		}
		for _, l := range r.Lines {
			if n := l.Waiting(); n > 0 {
				s := do(o.InspectReturn(r, []*Return{r}, []InspectItem{{Line: l.N, Quantity: n, Disposition: Restock}}, "user:1", time.Time{}))
				if len(s.Stock) != 1 || s.Stock[0].Quantity != n || s.Stock[0].Reason != ReasonReturned {
					t.Fatalf("%+v", s.Stock)
				}
			}
		}
	}
	if r.Status != RMAInspected || !r.Sound() {
		t.Fatalf("%+v", r)
	}
	return true
}

func TestFoundOtherwise(t *testing.T) {
	o := &Order{Currency: "EUR", PricesIncludeTax: true, Total: 1000, Lines: []Line{{N: 1, Kind: LineItem, SKU: "A", SKUID: "sku_A", Physical: true, Subtotal: 1000,
		Counters: Counters{Ordered: 5, Shipped: 5}}}}
	r := &Return{Number: 1001, Status: RMAApproved, LocationID: "loc_1", Currency: "EUR"}
	if _, err := o.AskBack(r, []ReturnItem{{OrderLine: 1, Quantity: 6}}); CodeOf(err) != Conflict {
		t.Errorf("six of five: %v", err)
	}
	if _, err := o.AskBack(r, []ReturnItem{{OrderLine: 1, Quantity: 4, Reason: "whim"}}); CodeOf(err) != Invalid {
		t.Errorf("a reason of its own: %v", err)
	}
	if _, err := o.AskBack(r, []ReturnItem{{OrderLine: 1, Quantity: 4, Reason: ReturnFaulty}}); err != nil {
		t.Fatal(err)
	}
	if err := o.Lines[0].Move(BucketShipped, BucketPacked, 2); CodeOf(err) != Conflict {
		t.Errorf("units that are asked back were unshipped: %v", err)
	}
	// Three of four come, and one more than was announced.
	if _, err := o.ReceiveReturn(r, []ArrivedItem{{Line: 1, Quantity: 3}}, false, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.InspectReturn(r, []*Return{r}, []InspectItem{{Line: 1, Quantity: 4, Disposition: Restock}}, "", time.Time{}); CodeOf(err) != Conflict {
		t.Errorf("four of three: %v", err)
	}
	s, err := o.InspectReturn(r, []*Return{r}, []InspectItem{{Line: 1, Quantity: 1, Disposition: Quarantine}, {Line: 1, Quantity: 1, Disposition: Scrap},
		{Line: 1, Quantity: 1, Disposition: WrongItem}, {Line: 1, Quantity: 1, Disposition: MissingUnit}}, "user:1", time.Time{})
	if err != nil || len(s.Stock) != 2 || s.Stock[1].State != StockQualityControl {
		t.Fatalf("%+v, %v", s.Stock, err)
	}
	l := r.Line(1)
	if r.Status != RMAInspected || r.Sound() || l.Refundable() != 2 || Say(r.Differs()...) != "Of RET-1001 1 unit is missing. Of RET-1001 1 unit is not what was sold." {
		t.Errorf("%+v: %s", r, Say(r.Differs()...))
	}
	if c := o.Lines[0].Counters; c.Returned != 2 || c.ReturnRequested != 0 || c.Returnable() != 3 {
		t.Errorf("%+v", c)
	}
	if _, err := o.Credit(r, []*Return{r}, []LineCredit{{Line: 1, Units: 2, Deduction: 401}}, ShippingNone); CodeOf(err) != Invalid {
		t.Errorf("4.01 off 4.00: %v", err)
	}
	if credit, err := o.Credit(r, []*Return{r}, []LineCredit{{Line: 1, Units: 2, Deduction: 50}}, ShippingNone); err != nil || credit != 350 || o.Owed() != 650 || o.RefundOf(credit) != 0 {
		t.Errorf("a credit of %d, %d owed, %v", credit, o.Owed(), err)
	}
}

func TestUnannouncedUnits(t *testing.T) {
	o := &Order{Lines: []Line{{N: 1, Kind: LineItem, SKU: "A", Physical: true, Counters: Counters{Ordered: 2, Shipped: 2}}}}
	r := &Return{Status: RMAReceived}
	if _, err := o.ReceiveReturn(r, nil, false, time.Time{}); CodeOf(err) != Invalid {
		t.Errorf("nothing came: %v", err)
	}
	if _, err := o.ReceiveReturn(r, []ArrivedItem{{OrderLine: 1, Quantity: 3}}, false, time.Time{}); CodeOf(err) != Conflict {
		t.Errorf("three of two: %v", err)
	}
	if _, err := o.ReceiveReturn(r, []ArrivedItem{{OrderLine: 1, Quantity: 2}}, false, time.Time{}); err != nil || len(r.Lines) != 1 || r.Lines[0].Reason != ReturnUnannounced {
		t.Errorf("%+v, %v", r.Lines, err)
	}
	if Summarize(o).ReturnStatus != Returned {
		t.Errorf("%s", Summarize(o).ReturnStatus)
	}
}
