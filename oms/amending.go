package oms

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/money"
)

// Amendment is what came of a channel stating an order anew.
type Amendment struct {
	Step
	Changes    []FieldChange
	Impossible []Said // what the channel states and can't be done any more, a sentence each
}

// Amend brings an order to what the channel now states of it; want is that
// statement made into an order of its own. Everything that is still possible
// is done, and what is not is told. Lines are matched by the channel's id of
// them, else by SKU in their order.
//
//   - A line's quantity is what the buyer gets now. More than was ever ordered
//     is ordered in addition; less is canceled where it is not picked.
//   - A quantity between what is left and what was ordered is most likely the
//     channel not knowing what was canceled here: it changes nothing and is told.
//   - The channel's prices, discounts, taxes and shipping replace ours, for the
//     units that are left.
//   - Tags that people added here stay.
func (o *Order) Amend(want *Order, now time.Time) (Amendment, error) {
	var a Amendment
	if o.Lifecycle != Open && o.Lifecycle != Draft {
		a.Impossible = append(a.Impossible, SaysLateOrder.With(Facts{"lifecycle": o.Lifecycle.Word()}))
		return a, nil
	}
	o.amendParty(&a, want)
	if o.Total == 0 {
		o.PricesIncludeTax = want.PricesIncludeTax // the channel had not named a price yet, nor how it is taxed
	}
	matched, added := o.match(want)
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.Kind == LineComponent || l.InsteadOf() != "" {
			continue // what is sent again the channel does not know of
		}
		if err := o.amendLine(&a, l, matched[l.N], now); err != nil {
			return a, err
		}
	}
	a.Changes = append(a.Changes, o.adopt(&a.Step, added)...)
	if err := o.amendMoney(&a, want); err != nil {
		return a, err
	}
	o.SettleBundles()
	if len(a.Changes) > 0 {
		o.Version++
	}
	return a, nil
}

// amendParty takes over who, where and what is noted.
func (o *Order) amendParty(a *Amendment, want *Order) {
	set := func(field string, now *string, to string) {
		if *now != to && to != "" {
			a.Changes = append(a.Changes, FieldChange{field, *now, to})
			*now = to
		}
	}
	set("customer.email", &o.Email, want.Email)
	set("customer.name", &o.CustomerName, want.CustomerName)
	set("customer.phone", &o.Phone, want.Phone)
	set("note", &o.Note, want.Note)
	set("shipping_method", &o.ShippingMethod, want.ShippingMethod)
	if !want.BillingAddress.Empty() && !sameAddress(o.BillingAddress, want.BillingAddress) {
		a.Changes = append(a.Changes, FieldChange{"billing_address", o.BillingAddress, want.BillingAddress})
		o.BillingAddress = want.BillingAddress
	}
	if !want.ShippingAddress.Empty() && !sameAddress(o.ShippingAddress, want.ShippingAddress) {
		if err := o.CheckReaddress(); err != nil {
			a.Impossible = append(a.Impossible, SaysLateAddress.With(Facts{"why": FactText(err.Error())}))
		} else {
			a.Changes = append(a.Changes, FieldChange{"shipping_address", o.ShippingAddress, want.ShippingAddress})
			o.ShippingAddress = want.ShippingAddress
		}
	}
	tags := slices.Clone(o.Tags)
	for _, t := range want.Tags {
		if !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	if len(tags) > len(o.Tags) {
		a.Changes = append(a.Changes, FieldChange{"tags", o.Tags, tags})
		o.Tags = tags
	}
	if !bytes.Equal(o.Attributes, want.Attributes) {
		a.Changes = append(a.Changes, FieldChange{"attributes", o.Attributes, want.Attributes})
		o.Attributes = want.Attributes
	}
	if want.ExternalUpdatedAt != nil {
		o.ExternalUpdatedAt = want.ExternalUpdatedAt
	}
}

// match pairs our lines with the channel's, by number, and returns the lines
// that are new with their components behind them, numbered from 1.
func (o *Order) match(want *Order) (pairs map[int]*Line, added []Line) {
	pairs = map[int]*Line{}
	mine := func(w *Line) *Line {
		for _, same := range []func(l *Line) bool{
			func(l *Line) bool { return w.ExternalID != "" && l.ExternalID == w.ExternalID },
			func(l *Line) bool { return (w.ExternalID == "" || l.ExternalID == "") && l.SKU == w.SKU },
		} {
			for i := range o.Lines {
				if l := &o.Lines[i]; l.Kind != LineComponent && pairs[l.N] == nil && l.InsteadOf() == "" && same(l) {
					return l
				}
			}
		}
		return nil
	}
	var parts []Line
	for i := range want.Lines {
		w := &want.Lines[i]
		if w.Kind == LineComponent {
			continue
		}
		if l := mine(w); l != nil {
			pairs[l.N] = w
			continue
		}
		l := *w
		l.N = len(added) + 1
		for _, part := range want.Components(w.N) {
			p := *part
			p.Parent = l.N
			parts = append(parts, p)
		}
		added = append(added, l)
	}
	for _, p := range parts {
		p.N = len(added) + 1
		added = append(added, p)
	}
	return pairs, added
}

// amendLine brings one line to what the channel states; nil means that the
// channel names it no more.
func (o *Order) amendLine(a *Amendment, l, w *Line, now time.Time) error {
	var target int64
	if w != nil {
		target = w.Ordered
	}
	before := l.Left()
	switch {
	case !l.Physical && target != before:
		a.Impossible = append(a.Impossible, SaysLateHandedOver.With(Facts{"stated": FactNumber(target), "sku": FactText(l.SKU), "here": FactNumber(before)}))
	case target > l.Ordered:
		if err := o.orderMore(&a.Step, l, target-l.Ordered); err != nil {
			return err
		}
	case target > before:
		a.Impossible = append(a.Impossible, SaysLateUnits.With(Facts{"stated": FactNumber(target), "sku": FactText(l.SKU), "here": FactNumber(before)}))
	case target < before:
		can := min(o.reducible(l), before-target)
		if can < before-target {
			a.Impossible = append(a.Impossible, SaysLateTakenOff.With(Facts{"off": FactNumber(before - target), "sku": FactText(l.SKU), "count": FactNumber(before - target - can)}))
		}
		if can > 0 {
			if err := o.orderLess(&a.Step, l, can, now); err != nil {
				return err
			}
		}
	}
	if after := l.Left(); after != before {
		a.Changes = append(a.Changes, FieldChange{fmt.Sprintf("lines[%d].quantity", l.N), before, after})
	}
	if w == nil {
		return nil
	}
	if !bytes.Equal(l.Attributes, w.Attributes) {
		l.Attributes = w.Attributes
	}
	if w.Title != "" {
		l.Title = w.Title
	}
	l.restate(w)
	return nil
}

// restate takes over the amounts that the channel states for the units that
// are left; canceled units keep their share on top.
func (l *Line) restate(w *Line) {
	left := l.Left()
	if left == 0 || w.Ordered != left {
		return
	}
	put := func(mine *int64, stated int64) { *mine = stretch(stated, left, l.Ordered) }
	l.UnitPrice = w.UnitPrice
	put(&l.Subtotal, w.Subtotal)
	put(&l.Discount, w.Discount)
	put(&l.Tax, w.Tax)
	put(&l.DiscountShare, w.DiscountShare)
	put(&l.ShippingShare, w.ShippingShare)
}

// amendMoney adds the order up again and compares what is owed with what the
// channel states.
func (o *Order) amendMoney(a *Amendment, want *Order) error {
	before := o.Total
	o.ShippingTax = want.ShippingTax
	if err := o.addUp(); err != nil {
		return err
	}
	o.StatedTotal = want.StatedTotal
	if before != o.Total {
		a.Changes = append(a.Changes, FieldChange{"total", money.New(before, o.Currency).Decimal(), money.New(o.Total, o.Currency).Decimal()})
	}
	if owed := o.Owed(); owed != want.Total && len(a.Impossible) == 0 {
		a.Impossible = append(a.Impossible, SaysLateTotal.With(Facts{"stated": FactMoney(want.Total, o.Currency), "owed": FactMoney(owed, o.Currency)}))
	}
	return nil
}

// MissingPayments lists the facts about money that the channel's statement has
// and the order lacks. The channel's sums are cumulative.
func (o *Order) MissingPayments(want *Order) (missing []Transaction) {
	have, stated := MoneyOf(o.Transactions), MoneyOf(want.Transactions)
	for _, t := range want.Transactions {
		switch {
		case t.Status != TransactionSucceeded:
			if o.known(t) == nil && !slices.ContainsFunc(o.Transactions, func(old Transaction) bool {
				return old.Kind == t.Kind && old.Status == t.Status && old.Amount == t.Amount
			}) {
				missing = append(missing, t)
			}
		case t.Kind == Sale && stated.Captured > have.Captured:
			t.Amount = stated.Captured - have.Captured
			if have.Authorized >= t.Amount {
				t.Kind = CaptureMoney
			}
			missing = append(missing, t)
		case t.Kind == Refund && stated.Refunded > have.Refunded:
			t.Amount, t.Reference = stated.Refunded-have.Refunded, ""
			missing = append(missing, t)
		case t.Kind == Authorization && stated.Authorized > have.Authorized+have.Captured:
			missing = append(missing, t)
		}
	}
	return missing
}
