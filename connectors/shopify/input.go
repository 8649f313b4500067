package shopify

import (
	"cmp"
	"encoding/json"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/switchyard-oms/switchyard/oms"
)

// input maps an order. Both shapes of one order give the same input up to the
// attribute "_shopify", which holds what only one shape has and what changes
// without the order changing:
//
//   - the order is known by its numeric id, its lines by theirs, in that order;
//   - a line's quantity is its current one: less what was removed or refunded.
//     A line of which nothing is left is dropped, unless nothing is left of any
//     line or the order is canceled: then all is kept as it was ordered, and
//     Canceled and the payment say what became of it;
//   - discount and tax of a line are those of the units that are left;
//   - amounts are exact sums in the shop's currency.
func (o *order) input() *oms.OrderInput {
	in := &oms.OrderInput{
		ExternalID:       string(o.ID),
		PlacedAt:         o.ProcessedAt.Time,
		Canceled:         !o.CancelledAt.IsZero(),
		CancelReason:     strings.ToLower(string(o.CancelReason)),
		Currency:         string(o.Currency),
		PricesIncludeTax: o.TaxesIncluded,
		Customer:         o.buyer(),
		ShippingAddress:  o.ShippingAddress.input(),
		BillingAddress:   o.BillingAddress.input(),
		Note:             clipped(o.Note, 5000),
		Tags:             o.tags(),
		Payment:          o.payment(),
		AllowUnknownSKUs: true,
	}
	if in.PlacedAt.IsZero() {
		in.PlacedAt = o.CreatedAt.Time
	}
	if !o.UpdatedAt.IsZero() {
		in.UpdatedAt = &o.UpdatedAt.Time
	}
	whole := o.lines(in)
	o.shipping(in)
	o.spread(in)
	if whole {
		in.Total = tidy(o.Total, o.Currency).decimal()
		o.charges(in)
	}
	in.Fulfilled = o.FulfillmentStatus == "fulfilled"
	in.Attributes = attributes(o.facts(), o.further())
	return in
}

// further is what changes without the order changing.
func (o *order) further() map[string]any {
	m := maps.Clone(o.state)
	if m == nil {
		m = map[string]any{}
	}
	put(m, "fulfillment_status", o.FulfillmentStatus)
	return m
}

// lines maps the lines; whole tells that nothing was taken off the order, so
// that its total is still the sum of its parts.
func (o *order) lines(in *oms.OrderInput) (whole bool) {
	lines := slices.Clone(o.Lines)
	slices.SortStableFunc(lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	var left int64
	for _, l := range lines {
		left += o.left(l)
	}
	asOrdered := left == 0 || in.Canceled
	whole = true
	for _, l := range lines {
		units := o.left(l)
		if asOrdered {
			units = l.Quantity
		}
		whole = whole && units == l.Quantity
		if units > 0 {
			in.Lines = append(in.Lines, o.line(l, units))
		}
	}
	return whole
}

// left is how many units of a line the buyer still gets. Old bodies don't
// state it; it follows from their refunds.
func (o *order) left(l line) int64 {
	if l.CurrentQuantity != nil {
		return max(0, *l.CurrentQuantity)
	}
	units := l.Quantity
	for _, r := range o.Refunds {
		for _, item := range r.Items {
			if item.LineID == l.ID {
				units -= item.Quantity
			}
		}
	}
	return max(0, units)
}

func (o *order) line(l line, units int64) oms.LineInput {
	ccy := o.Currency
	discount, tax := l.discount(), taxOf(l.TaxLines)
	return oms.LineInput{
		SKU:          l.sku(),
		Quantity:     oms.WholeOf(units),
		UnitPrice:    tidy(l.Price, ccy).decimal(),
		Discount:     nonzero(share(discount, l.Quantity, units, ccy), ccy).decimal(),
		Tax:          nonzero(share(tax, l.Quantity, units, ccy), ccy).decimal(),
		Title:        clipped(l.Name.or(l.Title), 500),
		ExternalID:   string(l.ID),
		NotShippable: l.RequiresShipping != nil && !*l.RequiresShipping,
		Attributes:   attributes(l.facts(), nil),
	}
}

// sku is the line's SKU, or a name for what has none: Shopify lets variants
// and custom items go without.
func (l line) sku() string {
	switch {
	case strings.TrimSpace(string(l.SKU)) != "" && len(l.SKU) <= 100:
		return string(l.SKU)
	case l.VariantID != "":
		return "shopify:variant:" + string(l.VariantID)
	case l.ProductID != "":
		return "shopify:product:" + string(l.ProductID)
	}
	return "shopify:line:" + string(l.ID)
}

// discount is what was allocated to the line; bodies from before allocations
// state a total.
func (l line) discount() *big.Rat {
	if len(l.Allocations) == 0 {
		return amount(l.TotalDiscount)
	}
	return allocated(l.Allocations)
}

func allocated(all []allocation) *big.Rat {
	total := new(big.Rat)
	for _, a := range all {
		total.Add(total, amount(a.Amount))
	}
	return total
}

func taxOf(all []taxLine) *big.Rat {
	total := new(big.Rat)
	for _, t := range all {
		total.Add(total, amount(t.Price))
	}
	return total
}

// shipping adds up the shipping lines after their discounts, and finds the
// part of the order's discount that no line carries.
func (o *order) shipping(in *oms.OrderInput) {
	total, tax, carried := new(big.Rat), new(big.Rat), new(big.Rat)
	var methods []string
	for _, s := range o.ShippingLines {
		if s.Removed {
			continue
		}
		off := allocated(s.Allocations)
		price := new(big.Rat).Sub(amount(s.Price), off)
		if s.DiscountedPrice != "" {
			price = amount(s.DiscountedPrice)
		}
		total.Add(total, price)
		tax.Add(tax, taxOf(s.TaxLines))
		carried.Add(carried, off)
		if s.Title != "" {
			methods = append(methods, string(s.Title))
		}
	}
	in.ShippingTotal, in.ShippingTax = nonzero(total, o.Currency).decimal(), nonzero(tax, o.Currency).decimal()
	in.ShippingMethod = clipped(text(strings.Join(methods, ", ")), 200)
	for _, l := range o.Lines {
		carried.Add(carried, l.discount())
	}
	if rest := new(big.Rat).Sub(amount(o.Discounts), carried); rest.Sign() > 0 {
		in.DiscountTotal = exact(rest, o.Currency).decimal()
	}
}

// facts are the order's further fields that both shapes state alike.
func (o *order) facts() map[string]any {
	codes := make([]text, len(o.DiscountCodes))
	for i, c := range o.DiscountCodes {
		codes[i] = c.Code
	}
	m := map[string]any{}
	put(m, "name", o.Name)
	put(m, "confirmation_number", o.ConfirmationNumber)
	put(m, "po_number", o.PONumber)
	put(m, "source_name", o.SourceName)
	put(m, "customer_locale", o.CustomerLocale)
	put(m, "presentment_currency", o.PresentmentCcy)
	if o.Customer != nil {
		put(m, "customer_id", o.Customer.ID)
	}
	if o.Test {
		m["test"] = true
	}
	putList(m, "discount_codes", codes)
	putList(m, "note_attributes", o.NoteAttributes)
	putList(m, "tax_lines", taxes(o.TaxLines, o.Currency))
	return m
}

func (l line) facts() map[string]any {
	m := map[string]any{}
	put(m, "variant_id", l.VariantID)
	put(m, "product_id", l.ProductID)
	put(m, "variant_title", l.VariantTitle)
	put(m, "vendor", l.Vendor)
	if l.GiftCard {
		m["gift_card"] = true
	}
	putList(m, "properties", l.Properties)
	return m
}

// taxes writes what a tax is called and its rate; its amount is summed.
func taxes(all []taxLine, ccy text) []map[string]any {
	out := make([]map[string]any, len(all))
	for i, t := range all {
		out[i] = map[string]any{"title": t.Title, "rate": rate(t.Rate), "price": tidy(t.Price, ccy)}
	}
	return out
}

// rate writes 0.0600 and 0.06 alike.
func rate(n json.Number) json.Number {
	r, ok := new(big.Rat).SetString(n.String())
	if !ok {
		return "0"
	}
	need, _ := r.FloatPrec()
	return json.Number(r.FloatString(need))
}

func put(m map[string]any, key string, t text) {
	if t != "" {
		m[key] = t
	}
}

func putList[T any](m map[string]any, key string, list []T) {
	if len(list) > 0 {
		m[key] = list
	}
}

// The namespaces of attributes. What stands under a name with an underscore
// is kept with the order and is no part of its content.
const (
	content = "shopify"
	further = "_shopify"
)

// attributes writes the namespaces that are not empty.
func attributes(facts, state map[string]any) json.RawMessage {
	m := map[string]any{}
	if len(facts) > 0 {
		m[content] = facts
	}
	if len(state) > 0 {
		m[further] = state
	}
	if len(m) == 0 {
		return nil
	}
	b, err := json.Marshal(m)
	if err != nil {
		return nil // texts, numbers and lists of them can't fail
	}
	return b
}

// clipped cuts a text to a limit in bytes, at a character. The whole text
// stays in the raw body.
func clipped(t text, limit int) string {
	s := string(t)
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

func (o *order) tags() []string {
	var out []string
	for _, tag := range o.Tags[:min(len(o.Tags), 250)] {
		out = append(out, clipped(text(strings.ReplaceAll(tag, "\x00", "")), 200))
	}
	slices.Sort(out)
	return out
}

func coordinate(t text) *float64 {
	f, err := strconv.ParseFloat(string(t), 64)
	if err != nil || f != f {
		return nil
	}
	return &f
}
