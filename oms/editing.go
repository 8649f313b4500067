package oms

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/money"
)

// Changes is what an edit asks for. What is nil or empty stays as it is.
type Changes struct {
	ShippingAddress *Address
	BillingAddress  *Address
	Customer        *CustomerInput
	Note            *string
	Tags            *[]string
	ShippingMethod  *string
	Lines           []LineQuantity // how many units the buyer gets from now on
	Add             []LineInput
	Remove          []int // lines of which the buyer gets nothing any more
}

// FieldChange is one difference between two versions, for people.
type FieldChange struct {
	Field  string `json:"field"` // in the input's path syntax: lines[2].quantity
	Before any    `json:"before"`
	After  any    `json:"after"`
}

// Edit changes what was asked, or says why it can't: nothing is changed in
// part. More units begin unallocated; fewer are canceled, those least advanced
// first and none that is picked. What changed is listed; nothing listed means
// that the order was like that already. sku looks up what is added.
func (o *Order) Edit(c Changes, sku func(code string) *SKU, now time.Time) (Step, []FieldChange, error) {
	var s Step
	if o.Lifecycle != Open && o.Lifecycle != Draft {
		return s, nil, Errorf(Conflict, "order %d is %s and can't be edited", o.Number, o.Lifecycle)
	}
	if h := o.Blocking(BlockEdit, 0, ""); h != nil {
		return s, nil, heldError("order", strconv.FormatInt(o.Number, 10), h)
	}
	changes, err := o.editParty(c)
	if err != nil {
		return s, nil, err
	}
	lines, err := o.editLines(&s, c, now)
	if err != nil {
		return s, nil, err
	}
	added, err := o.addLines(&s, c.Add, sku)
	if err != nil {
		return s, nil, err
	}
	changes = append(append(changes, lines...), added...)
	if len(changes) == 0 {
		return s, nil, nil
	}
	if err := o.addUp(); err != nil {
		return s, nil, err
	}
	o.SettleBundles()
	if o.count().Left() == 0 {
		return s, nil, InvalidField("lines", "would leave nothing of the order: cancel it instead")
	}
	o.Version++
	return s, changes, nil
}

// editParty changes who the order is for, where it goes and what is noted.
func (o *Order) editParty(c Changes) (changes []FieldChange, err error) {
	checked := &OrderInput{Customer: c.Customer, ShippingAddress: c.ShippingAddress, BillingAddress: c.BillingAddress}
	k, to := &checker{in: checked}, &Order{}
	k.party(to)
	set := func(field string, now *string, to string, limit int) {
		k.text(field, to, limit)
		if *now != to {
			changes = append(changes, FieldChange{field, *now, to})
			*now = to
		}
	}
	if c.Customer != nil {
		set("customer.email", &o.Email, to.Email, 254)
		set("customer.name", &o.CustomerName, c.Customer.Name, 300)
		set("customer.phone", &o.Phone, c.Customer.Phone, 50)
	}
	if c.Note != nil {
		set("note", &o.Note, *c.Note, 5000)
	}
	if c.ShippingMethod != nil {
		set("shipping_method", &o.ShippingMethod, *c.ShippingMethod, 200)
	}
	if c.Tags != nil && !slices.Equal(o.Tags, *c.Tags) {
		k.errs = append(k.errs, CheckTags(*c.Tags)...)
		changes = append(changes, FieldChange{"tags", o.Tags, *c.Tags})
		o.Tags = *c.Tags
	}
	if a := c.BillingAddress; a != nil && !sameAddress(*a, o.BillingAddress) {
		changes = append(changes, FieldChange{"billing_address", o.BillingAddress, *a})
		o.BillingAddress = *a
	}
	if a := c.ShippingAddress; a != nil && !sameAddress(*a, o.ShippingAddress) {
		if err := o.CheckReaddress(); err != nil {
			return nil, err
		}
		changes = append(changes, FieldChange{"shipping_address", o.ShippingAddress, *a})
		o.ShippingAddress = *a
	}
	return changes, InvalidFields("the edit", k.errs)
}

// CheckTags reports tags that are too many, empty or too long.
func CheckTags(tags []string) (errs []FieldError) {
	if len(tags) > 250 {
		errs = append(errs, FaultAt("tags", "has more than 250 entries"))
	}
	for i, t := range tags {
		field := fmt.Sprintf("tags[%d]", i)
		if strings.TrimSpace(t) == "" {
			errs = append(errs, FaultAt(field, "is empty"))
		}
		errs = append(errs, CheckText(field, t, 200)...)
	}
	return errs
}

// CheckReaddress says why the order can't go elsewhere any more: a label with
// the old address exists.
func (o *Order) CheckReaddress() error {
	for _, sh := range o.Shipments {
		if sh.Status != ShipmentVoided {
			return Errorf(Conflict, "a parcel of order %d has its label already (shipment %s is %s): void it before the address changes", o.Number, sh.ID, sh.Status)
		}
	}
	return nil
}

// editLines brings lines to the quantities asked for.
func (o *Order) editLines(s *Step, c Changes, now time.Time) (changes []FieldChange, err error) {
	want := slices.Clone(c.Lines)
	for i, n := range c.Remove {
		if o.Line(n) == nil {
			return nil, InvalidField(fmt.Sprintf("remove[%d]", i), "names no line of the order")
		}
		want = append(want, LineQuantity{Line: n})
	}
	for i, it := range want {
		l := o.Line(it.Line)
		field := fmt.Sprintf("lines[%d]", i)
		switch {
		case l == nil:
			return nil, InvalidField(field+".line", "names no line of the order")
		case l.Kind == LineComponent:
			return nil, InvalidField(field+".line", "is a part of the bundle on line %d: change that", l.Parent)
		case it.Quantity < 0 || it.Quantity > MaxQuantity:
			return nil, InvalidField(field+".quantity", "must be 0 to %d", MaxQuantity)
		case it.Quantity > l.Left() && !l.Physical:
			return nil, InvalidField(field+".quantity", "can't rise: the line needs no shipping and is handed over")
		}
		before := l.Left()
		if before == it.Quantity {
			continue
		}
		if err := o.setQuantity(s, l, it.Quantity, now); err != nil {
			return nil, err
		}
		changes = append(changes, FieldChange{fmt.Sprintf("lines[%d].quantity", l.N), before, it.Quantity})
	}
	return changes, nil
}

// setQuantity orders more units of a line at its price, or cancels some that
// are not picked.
func (o *Order) setQuantity(s *Step, l *Line, quantity int64, now time.Time) error {
	if more := quantity - l.Left(); more > 0 {
		if err := l.grow(more); err != nil {
			return err
		}
		return o.orderMore(s, l, more)
	}
	return o.orderLess(s, l, l.Left()-quantity, now)
}

// grow adds the price and the tax of more units to what the line's units that
// are left carry. Its discounts and its share of shipping stay what they are.
func (l *Line) grow(more int64) error {
	left, n := l.Left(), l.Ordered+more
	now := func(amount int64) int64 { return money.Share(amount, l.Ordered, 0, left) }
	price, err := money.Times(l.UnitPrice, more)
	if err != nil || price > money.Limit {
		return InvalidField("lines", "make the amount of line %d too large", l.N)
	}
	put := func(amount *int64, value int64) { *amount = stretch(value, left+more, n) }
	tax := now(l.Tax) + proportion(l.Tax, price, l.Subtotal)
	put(&l.Subtotal, now(l.Subtotal)+price)
	put(&l.Tax, tax)
	put(&l.Discount, now(l.Discount))
	put(&l.DiscountShare, now(l.DiscountShare))
	put(&l.ShippingShare, now(l.ShippingShare))
	return nil
}

// proportion is amount × part ÷ whole, rounded half up; 0 when whole is 0. The
// product may be beyond int64.
func proportion(amount, part, whole int64) int64 {
	if whole <= 0 {
		return 0
	}
	p := new(big.Int).Mul(big.NewInt(amount), big.NewInt(part))
	p.Mul(p, big.NewInt(2)).Add(p, big.NewInt(whole))
	return p.Div(p, new(big.Int).Mul(big.NewInt(whole), big.NewInt(2))).Int64()
}

// orderMore puts more units on a line, and on the components of a bundle.
func (o *Order) orderMore(s *Step, l *Line, n int64) error {
	if l.Ordered+n > MaxQuantity {
		return InvalidField("lines", "of %s would ask for more than %d units", l.SKU, MaxQuantity)
	}
	if l.Kind != LineBundle {
		m := Move{Line: l.N, To: BucketUnallocated, Quantity: n}
		s.Moves = append(s.Moves, m)
		return l.Apply(m)
	}
	l.Ordered += n
	for _, part := range o.Components(l.N) {
		if err := o.orderMore(s, part, n*part.Per); err != nil {
			return err
		}
	}
	return nil
}

// orderLess cancels units of a line that are not picked, or refuses.
func (o *Order) orderLess(s *Step, l *Line, n int64, now time.Time) error {
	if can := o.reducible(l); can < n {
		return Errorf(Conflict, "only %d of the %d units of line %d (%s) can be taken off: %s", can, n, l.N, l.SKU, o.whereabouts(l))
	}
	lines, err := o.toCancel([]LineQuantity{{l.N, n}})
	if err != nil {
		return err
	}
	for _, it := range lines {
		if _, err := o.cancelUnits(s, o.Line(it.Line), it.Quantity, notPicked, PutBack, now); err != nil {
			return err
		}
	}
	o.SettleBundles()
	return nil
}

// reducible is how many units of a line, or sets of a bundle, are not picked.
func (o *Order) reducible(l *Line) int64 {
	free := func(l *Line) (n int64) {
		for _, b := range notPicked {
			n += l.Count(b)
		}
		return n
	}
	if l.Kind != LineBundle {
		return free(l)
	}
	sets := l.Left()
	for _, part := range o.Components(l.N) {
		sets = min(sets, free(part)/max(part.Per, 1))
	}
	return sets
}

// addLines appends what the buyer gets in addition. It carries its own price,
// discount and tax, and none of the order's.
func (o *Order) addLines(s *Step, add []LineInput, sku func(string) *SKU) ([]FieldChange, error) {
	if len(add) == 0 {
		return nil, nil
	}
	if len(o.Lines)+len(add) > 4*MaxLines {
		return nil, InvalidField("add", "makes more than %d lines", 4*MaxLines)
	}
	k := &checker{in: &OrderInput{Lines: add}, sku: sku, currency: o.Currency}
	fresh := &Order{Currency: o.Currency}
	for i := range add {
		fresh.Lines = append(fresh.Lines, k.line(i))
	}
	if len(k.errs) == 0 {
		k.components(fresh)
	}
	for i := range k.errs {
		k.errs[i].Field = "add" + strings.TrimPrefix(k.errs[i].Field, "lines")
	}
	if err := InvalidFields("the edit", k.errs); err != nil {
		return nil, err
	}
	return o.adopt(s, fresh.Lines), nil
}

// adopt appends new lines, numbered on from the last, and notes their units.
func (o *Order) adopt(s *Step, lines []Line) (changes []FieldChange) {
	last := len(o.Lines)
	for _, l := range lines {
		l.N += last
		if l.Parent > 0 {
			l.Parent += last
		}
		if l.Kind != LineBundle {
			s.Moves = append(s.Moves, Move{Line: l.N, To: BucketUnallocated, Quantity: l.Ordered})
			if !l.Physical { // it needs no stock and is handed over at once
				s.Moves = append(s.Moves, Move{Line: l.N, From: BucketUnallocated, To: BucketShipped, Quantity: l.Ordered},
					Move{Line: l.N, From: BucketShipped, To: MarkDelivered, Quantity: l.Ordered})
				l.Unallocated, l.Shipped, l.Delivered = 0, l.Ordered, l.Ordered
			}
		}
		if l.Kind != LineComponent {
			changes = append(changes, FieldChange{fmt.Sprintf("lines[%d]", l.N), nil, fmt.Sprintf("%d × %s", l.Ordered, l.SKU)})
		}
		o.Lines = append(o.Lines, l)
	}
	return changes
}

// sameAddress compares what is printed and where it lies.
func sameAddress(a, b Address) bool {
	return samePoint(a.Latitude, b.Latitude) && samePoint(a.Longitude, b.Longitude) && textOf(a) == textOf(b)
}

func samePoint(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// textOf is the address without its coordinates.
func textOf(a Address) Address {
	a.Latitude, a.Longitude = nil, nil
	return a
}
