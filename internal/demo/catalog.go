package demo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// productLine is sold in variants: every color in every size, each a SKU. Prices
// are cents, pence for pounds; cost is what the supplier asks, in euro cents.
type productLine struct {
	code, title, category, origin, hs string
	colors, sizes                     string // "PIN Pine|SLT Slate"; "" for one without
	eur, usd, gbp, cost, grams        int64
	weight                            float64 // how well it sells, 1 for most
}

// ware is one thing on sale.
type ware struct {
	n                                                               int // counted through the plain ones
	sku, title, category, origin, hs, product, color, size, barcode string
	eur, usd, gbp, cost, grams                                      int64
	weight                                                          float64
	parts                                                           []flow.ComponentInput // of a bundle
	trace
}

// price is what one costs in a currency, in its minor units.
func (w *ware) price(currency string) int64 {
	switch currency {
	case "USD":
		return w.usd
	case "GBP":
		return w.gbp
	}
	return w.eur
}

// catalog is everything on sale.
type catalog struct {
	plain   []*ware
	all     []*ware // bundles too
	bySKU   map[string]*ware
	weights []float64 // running sums over all
}

func newCatalog() *catalog {
	c := &catalog{bySKU: map[string]*ware{}}
	for _, p := range products {
		for _, color := range options(p.colors) {
			for i, size := range options(p.sizes) {
				c.plain = append(c.plain, p.variant(color, size, i, len(options(p.sizes)), len(c.plain)))
			}
		}
	}
	c.all = append(c.all, c.plain...)
	for i, b := range bundles {
		w := &ware{sku: b.code, title: b.title, category: "Sets", eur: b.eur, usd: b.usd, gbp: b.gbp, weight: 0.8, product: b.code, barcode: gtin(900 + i)}
		for part := range strings.FieldsSeq(b.parts) {
			quantity := int64(1)
			if code, n, many := strings.Cut(part, "*"); many {
				part, quantity = code, int64(n[0]-'0')
			}
			w.parts = append(w.parts, flow.ComponentInput{SKU: part, Quantity: quantity})
		}
		c.all = append(c.all, w)
	}
	sum := 0.0
	for _, w := range c.all {
		sum += w.weight
		c.bySKU[w.sku], c.weights = w, append(c.weights, sum)
	}
	return c
}

// variant is one SKU of a product. Sizes in the middle sell best.
func (p productLine) variant(color, size [2]string, i, sizes, n int) *ware {
	w := &ware{n: n, sku: p.code, title: p.title, category: p.category, origin: p.origin, hs: p.hs, product: p.code, color: color[1], size: size[1],
		eur: p.eur, usd: p.usd, gbp: p.gbp, cost: p.cost, grams: p.grams, weight: p.weight, barcode: gtin(n), trace: traced[p.code]}
	for _, option := range [][2]string{color, size} {
		if option[0] != "" {
			w.sku += "-" + option[0]
		}
	}
	if name := strings.Trim(color[1]+" "+size[1], " "); name != "" {
		w.title += ", " + name
	}
	if sizes > 2 && (i == 0 || i == sizes-1) {
		w.weight /= 2
	}
	return w
}

// options takes "PIN Pine|SLT Slate" apart; "" is one option without a name.
func options(text string) (all [][2]string) {
	for option := range strings.SplitSeq(text, "|") {
		code, name, _ := strings.Cut(option, " ")
		all = append(all, [2]string{code, name})
	}
	return all
}

// gtin is the n-th barcode: an EAN-13 of the prefix 20, which GS1 leaves to
// companies for use within themselves, with its check digit.
// Source: GS1 General Specifications, section 7.9.
func gtin(n int) string {
	digits := fmt.Sprintf("2055210%05d", n)
	sum := 0
	for i, d := range digits {
		sum += int(d-'0') * (1 + 2*(i%2))
	}
	return digits + string(rune('0'+(10-sum%10)%10))
}

// sellers lists the wares that sell at least so well: see productLine.
func (c *catalog) sellers(weight float64) (all []*ware) {
	for _, w := range c.all {
		if w.weight >= weight {
			all = append(all, w)
		}
	}
	return all
}

// dearest lists the n wares that cost most: what thieves take.
func (c *catalog) dearest(n int) []*ware {
	all := slices.Clone(c.plain)
	slices.SortStableFunc(all, func(a, b *ware) int { return cmp.Compare(b.eur, a.eur) })
	return all[:n]
}

// input is the ware as the catalog of Switchyard takes it.
func (w *ware) input() flow.SKUInput {
	in := flow.SKUInput{Code: w.sku, SKUFields: flow.SKUFields{Title: &w.title, Category: &w.category, Barcode: &w.barcode}}
	if w.parts != nil {
		in.Components = &w.parts
		return in
	}
	policy := oms.Backorder
	if w.product == "LAMP" {
		policy = oms.Unallocate // a person decides what becomes of lamps that nobody has
	}
	in.WeightGrams, in.HSCode, in.OriginCountry, in.Unfillable = &w.grams, &w.hs, &w.origin, &policy
	if w.tracked() {
		in.Tracking, in.MinDaysLeft = &w.tracking, &w.left
	}
	in.Attributes = fmt.Appendf(nil, `{"product":%q,"color":%q,"size":%q,"cost":%q,"cost_currency":"EUR"}`, w.product, w.color, w.size, cents(w.cost))
	return in
}

func cents(n int64) string { return fmt.Sprintf("%d.%02d", n/100, n%100) }
