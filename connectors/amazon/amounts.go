package amazon

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// sums are the amounts of an item, or of what comes besides the items, in
// minor units.
type sums struct {
	goods, discount, tax         int64
	shipping, shippingTax, offer int64 // offer is the discount on shipping
	besides                      map[string]int64
	besidesTax                   map[string]int64
}

// feeTypes are the parts that become lines of their own.
var feeTypes = []string{"GIFT_WRAP", "COD_FEE", "OTHER"}

// add sorts the parts of an item. Amazon states discounts with either sign.
func (s *sums) add(parts []breakdown) {
	for _, p := range parts {
		n := p.Subtotal.minor()
		switch p.Type {
		case "ITEM":
			s.goods += n
		case "SHIPPING":
			s.shipping += n
		case "DISCOUNT":
			s.split(p, abs(n), func(subtype string, n int64) {
				if subtype == "SHIPPING" {
					s.offer += n
				} else {
					s.discount += n
				}
			})
		case "TAX":
			s.split(p, n, s.addTax)
		default:
			s.besides[p.Type] += n
		}
	}
}

func (s *sums) addTax(subtype string, n int64) {
	switch {
	case subtype == "SHIPPING":
		s.shippingTax += n
	case slices.Contains(feeTypes, subtype) && s.besides[subtype] != 0:
		s.besidesTax[subtype] += n
	default:
		s.tax += n
	}
}

// split hands out a part by its details; what they leave, and all of a part
// without any, is the item's.
func (s *sums) split(p breakdown, n int64, to func(subtype string, n int64)) {
	for _, d := range p.Details {
		part := d.Value.minor()
		if p.Type == "DISCOUNT" {
			part = abs(part)
		}
		n -= part
		to(d.Subtype, part)
	}
	if n != 0 {
		to("ITEM", n)
	}
}

func abs(n int64) int64 { return max(n, -n) }

// total is what the buyer pays, with taxes on top or inside.
func (s *sums) total(inside bool) int64 {
	n := s.goods - s.discount + s.shipping - s.offer
	for _, fee := range s.besides {
		n += fee
	}
	if inside {
		return n
	}
	n += s.tax + s.shippingTax
	for _, tax := range s.besidesTax {
		n += tax
	}
	return n
}

// lines maps the items, what is besides them, and the totals.
func (o *order) lines(in *oms.OrderInput, raw []any) {
	decimal := func(n int64) oms.Decimal {
		if n == 0 || in.Currency == "" {
			return ""
		}
		return oms.Decimal(money.New(n, in.Currency).Decimal())
	}
	all := newSums()
	var left int64
	for _, i := range o.Items {
		left += i.Quantity
	}
	for k, i := range o.Items {
		s := newSums()
		s.goods = i.Product.Price.Unit.minor() * i.Quantity
		if len(i.Proceeds.Parts) > 0 {
			s.goods = 0
			s.add(i.Proceeds.Parts)
		}
		quantity := i.Quantity
		if left == 0 {
			quantity = 1
		}
		if quantity > 0 {
			unit := (s.goods + quantity - 1) / quantity // and a discount of what that is too much
			line := oms.LineInput{SKU: i.sku(), ExternalID: i.ID, Title: clip(i.Product.Title), Quantity: oms.WholeOf(quantity), UnitPrice: decimal(unit),
				Discount: decimal(s.discount + unit*quantity - s.goods), Tax: decimal(s.tax)}
			if k < len(raw) {
				line.Attributes = kept(raw[k])
			}
			in.Lines = append(in.Lines, line)
		}
		all.merge(s)
		o.notes(in, i)
	}
	for _, p := range o.Proceeds.Parts {
		if p.Type == "DELIVERY_TIP" {
			all.besides[p.Type] += p.Subtotal.minor()
		}
	}
	for _, fee := range append(slices.Clone(feeTypes), "DELIVERY_TIP") {
		if n := all.besides[fee]; n != 0 {
			name := strings.ToLower(fee)
			in.Lines = append(in.Lines, oms.LineInput{SKU: "amazon:" + name, Title: strings.ReplaceAll(name, "_", " "), Quantity: "1", UnitPrice: decimal(n),
				Tax: decimal(all.besidesTax[fee]), NotShippable: true})
		}
	}
	in.ShippingTotal, in.ShippingTax = decimal(all.shipping-all.offer), decimal(all.shippingTax)
	if stated := o.Proceeds.Total; stated != nil {
		in.PricesIncludeTax = stated.minor() == all.total(true)
		if left > 0 {
			in.Total = oms.Decimal(stated.Amount)
		}
	}
}

// notes carries what an item says of cancellations to the order.
func (o *order) notes(in *oms.OrderInput, i item) {
	if i.Cancellation.Request != nil && !slices.Contains(in.Tags, buyerCancels) {
		in.Tags = append(in.Tags, buyerCancels)
	}
	if e := i.Cancellation.Execution; e != nil && in.Canceled {
		in.CancelReason = clip(e.Reason)
	}
}

// sku is the seller's code, or one that names the product.
func (i item) sku() string {
	if i.Product.SKU != "" {
		return i.Product.SKU
	}
	return "amazon:asin:" + i.Product.ASIN
}

func newSums() *sums { return &sums{besides: map[string]int64{}, besidesTax: map[string]int64{}} }

func (s *sums) merge(x *sums) {
	s.goods, s.discount, s.tax = s.goods+x.goods, s.discount+x.discount, s.tax+x.tax
	s.shipping, s.shippingTax, s.offer = s.shipping+x.shipping, s.shippingTax+x.shippingTax, s.offer+x.offer
	for fee, n := range x.besides {
		s.besides[fee] += n
	}
	for fee, n := range x.besidesTax {
		s.besidesTax[fee] += n
	}
}

// treeOf reads an object with its numbers' digits.
func treeOf(raw json.RawMessage) map[string]any {
	dec := json.NewDecoder(strings.NewReader(strings.ReplaceAll(string(raw), `\u0000`, "")))
	dec.UseNumber()
	var tree map[string]any
	_ = dec.Decode(&tree) // it was read before
	return tree
}

// kept writes what Amazon said as an attribute that is no part of the order's
// own content, since it also has what changes without the order changing.
func kept(v any) json.RawMessage {
	b, err := json.Marshal(map[string]any{"_amazon": v})
	if err != nil {
		return nil // what was just read can be written
	}
	return b
}
