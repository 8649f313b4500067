package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"time"

	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// purchase is what somebody buys.
type purchase struct {
	channel  string
	n        int64 // the how-manyeth of its channel
	at       time.Time
	fate     fate
	by       *person
	to       oms.Address // where it goes; a gift, and what a thief buys, goes elsewhere
	currency string
	items    []bought
	shipping int64
	express  bool
}

type bought struct {
	*ware
	quantity int64
}

// goods is what the items cost together.
func (p *purchase) goods() (sum int64) {
	for _, it := range p.items {
		sum += it.price(p.currency) * it.quantity
	}
	return sum
}

// purchase makes the n-th order of a channel. It follows from the seed and the
// instant at which it is placed.
func (d *Demo) purchase(s *stream, n int64, at time.Time) *purchase {
	luck := d.luck("order", s.channel, n)
	p := &purchase{channel: s.channel, n: n, at: at.UTC().Truncate(time.Second), fate: d.fateOf(s.channel, n)}
	switch {
	case s.channel == wholesale:
		p.by = business(luck.IntN(1000))
	case p.fate == fraud:
		p.by = d.thief(n / ring)
	default:
		p.by = d.somebody(luck, s.where(luck, at))
	}
	p.to, p.currency = p.by.address, p.by.currency
	if s.currency != "" {
		p.currency = s.currency
	}
	d.fill(p, luck)
	switch p.fate {
	case gift:
		friend := d.somebody(luck, p.by.region)
		p.to = friend.address
	case fraud:
		p.to = d.somebody(d.luck("drop", n/ring), america).address
	}
	if s.channel == till {
		p.to = siteOf(theStore).address
		p.to.Name = p.by.name()
		return p
	}
	p.express = luck.IntN(10) == 0
	switch {
	case p.express:
		p.shipping = 1490
	case p.goods() < 8000:
		p.shipping = 490
	}
	return p
}

// thief is somebody whose name and card are not their own.
func (d *Demo) thief(ring int64) *person {
	luck := d.luck("thief", ring)
	p := *d.somebody(luck, choose(luck, []region{europe, britain}))
	p.email = fmt.Sprintf("%s%d@mail.example", choose(luck, []string{"qz", "best.buyer", "xk", "n0body"}), luck.IntN(90_000))
	p.currency = "USD"
	return &p
}

// fill puts things into the basket.
func (d *Demo) fill(p *purchase, luck *rand.Rand) {
	lines, most := 1+int(luck.ExpFloat64()*.9), 2.0
	switch {
	case p.channel == wholesale:
		lines, most = 6+luck.IntN(8), 24
	case p.fate == big:
		lines, most = 12+luck.IntN(8), 6
	case p.fate == fraud:
		lines, most = 2, 4
	case p.channel == till:
		lines = 1 + luck.IntN(2)
	}
	onSale := d.sale(p.at)
	for range min(lines, 20) {
		w := d.wanted(luck)
		switch {
		case onSale != "" && luck.IntN(10) < 6:
			w = choose(luck, d.ofProduct(onSale))
		case p.fate == fraud:
			w = d.dearest[luck.IntN(len(d.dearest))]
		}
		if !d.sold(p.channel, w) || slices.ContainsFunc(p.items, func(it bought) bool { return it.ware == w }) {
			continue
		}
		quantity := 1 + int64(luck.ExpFloat64()*most/4)
		if p.channel == wholesale {
			quantity = 4 + 2*luck.Int64N(int64(most)/2)
		}
		p.items = append(p.items, bought{w, quantity})
	}
	if len(p.items) == 0 {
		p.items = append(p.items, bought{d.staple(p.channel), 1})
	}
}

// sold tells whether a ware can be bought on a channel.
func (d *Demo) sold(channel string, w *ware) bool {
	if channel == till {
		return w.parts == nil && siteOf(theStore).keeps(w)
	}
	v := d.vendorOn(channel)
	return v == nil || slices.Contains(v.offers, w)
}

// staple is what is bought where nothing else was found.
func (d *Demo) staple(channel string) *ware {
	i := slices.IndexFunc(d.catalog.all, func(w *ware) bool { return w.weight > 2 && d.sold(channel, w) })
	return d.catalog.all[i]
}

// wanted chooses a ware by how well it sells.
func (d *Demo) wanted(luck *rand.Rand) *ware {
	sums := d.catalog.weights
	return d.catalog.all[sort.SearchFloat64s(sums, luck.Float64()*sums[len(sums)-1])]
}

// ofProduct lists the variants of a product.
func (d *Demo) ofProduct(code string) (all []*ware) {
	for _, w := range d.catalog.all {
		if w.product == code {
			all = append(all, w)
		}
	}
	return all
}

// input is the purchase as our own shop, the till and the sales people send it.
func (p *purchase) input(id string) oms.OrderInput {
	decimal := func(minor int64) oms.Decimal { return oms.Decimal(money.New(minor, p.currency).Decimal()) }
	o := oms.OrderInput{Channel: p.channel, ExternalID: id, PlacedAt: p.at, Currency: p.currency, PricesIncludeTax: p.currency != "USD",
		Customer: &oms.CustomerInput{Name: p.by.name(), Email: p.by.email}, ShippingAddress: &p.to, ShippingTotal: decimal(p.shipping), ShippingMethod: "Standard",
		Payment: &oms.PaymentInput{Status: "paid", Method: "card", Reference: fmt.Sprintf("pay_%s_%d", p.channel, p.n)}}
	for _, it := range p.items {
		o.Lines = append(o.Lines, oms.LineInput{SKU: it.sku, Title: it.title, Quantity: oms.WholeOf(it.quantity), UnitPrice: decimal(it.price(p.currency)),
			Tax: decimal(p.tax(it.price(p.currency) * it.quantity))})
	}
	if p.express {
		o.ShippingMethod = "Express"
	}
	if p.by.address != p.to && p.channel != till {
		billing := p.by.address
		o.BillingAddress = &billing
	}
	p.twist(&o, decimal)
	return o
}

// tax is what is included at 19 %, rounded half up; nothing is added for
// dollars: those parcels leave the country.
func (p *purchase) tax(gross int64) int64 {
	if p.currency == "USD" {
		return 0
	}
	return (gross*19*2 + 119) / (119 * 2)
}

// twist gives an order its fate.
func (p *purchase) twist(o *oms.OrderInput, decimal func(int64) oms.Decimal) {
	switch p.channel {
	case till:
		o.ShippingMethod, o.Payment.Method = "Over the counter", "terminal"
		return
	case wholesale:
		o.ShippingMethod, o.Payment.Status, o.Payment.Method, o.Tags = "Pallet or parcel", "pending", "invoice, 30 days", []string{"wholesale", "net-30"}
		o.DiscountTotal, o.Note = decimal(p.goods()*2/5), "Trade terms, 40 %"
		return
	}
	switch p.fate {
	case pending:
		o.Payment.Status, o.Payment.Method = "pending", "bank transfer"
	case declined:
		o.Payment.Status = "failed"
	case vague:
		to := p.to
		to.CountryCode, to.PostalCode, to.Latitude, to.Longitude = "", "", nil, nil
		o.ShippingAddress = &to
	case odd:
		o.Total = decimal(p.goods() + p.shipping + 100)
	case gift:
		o.Tags, o.Note, o.Attributes = []string{"gift"}, "Please wrap it and leave the prices out", []byte(`{"gift_wrap":true}`)
	case fraud:
		o.ShippingMethod = "Express"
	case plain, regret, late, changed, big:
	}
}
