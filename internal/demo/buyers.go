package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// stream is when orders come on one channel. They come independently of each
// other, so the gaps are exponential, shorter by day than by night.
type stream struct {
	n    int64     // orders so far
	next time.Time // in demo time
}

// webShare is the part of the orders that the web shop has.
const webShare = 0.4

// busy is how busy buyers are at an hour of the day in Berlin, 1 at midday.
// Source: the usual shape of shop traffic, quiet at four, busiest after work.
var busy = [24]float64{.4, .3, .25, .25, .25, .3, .4, .55, .75, .9, 1, 1, 1, 1, .95, .95, 1, 1.1, 1.25, 1.4, 1.45, 1.3, .95, .6}

var berlin = time.FixedZone("Berlin", 3600)

// advance plans the next order of a stream.
func (d *Demo) advance(s *stream, name string, share float64) {
	rate := d.Rate * share * busy[s.next.In(berlin).Hour()]
	s.n++
	s.next = s.next.Add(time.Duration(d.luck("gap", name, s.n).ExpFloat64() / rate * float64(time.Hour)))
}

// resume goes on behind the orders that are there.
func (d *Demo) resume(ctx context.Context) error {
	now := d.time()
	d.web.next, d.shopat.next = now, now
	newest, err := d.Flow.Orders(ctx, flow.OrderFilter{Sort: "-number", Limit: 100}, webChannel)
	if err != nil {
		return err
	}
	for _, o := range newest.Items {
		if n, ok := webNumber(o); ok {
			d.web.n = max(d.web.n, n)
		}
	}
	if newest, err = d.Flow.Orders(ctx, flow.OrderFilter{Sort: "-number", Limit: 100}, shopChannel); err != nil {
		return err
	}
	last := ""
	for _, o := range newest.Items {
		last = max(last, o.ExternalID) // numbers of one length
	}
	d.shop.Resume(last)
	if len(last) > 4 {
		d.shopat.n, _ = strconv.ParseInt(last[len(last)-9:], 10, 64) // 0 for what the shop didn't number
	}
	d.advance(&d.web, webChannel, webShare)
	d.advance(&d.shopat, shopChannel, 1-webShare)
	return nil
}

// backlog bounds what is made up for after the machine slept.
const backlog = time.Hour

// buy places the orders that are due.
func (d *Demo) buy(ctx context.Context) error {
	now := d.time()
	for _, s := range []*stream{&d.web, &d.shopat} {
		if now.Sub(s.next) > backlog {
			s.next = now.Add(-backlog)
		}
	}
	for ; !d.shopat.next.After(now); d.advance(&d.shopat, shopChannel, 1-webShare) {
		d.consider(d.shop.Place(), d.shopat.n)
	}
	d.shop.Deliver(ctx)
	var orders []oms.OrderInput
	for ; !d.web.next.After(now); d.advance(&d.web, webChannel, webShare) {
		o := d.webOrder(d.web.n)
		o.PlacedAt = d.Now()
		orders = append(orders, o)
	}
	for _, r := range d.Flow.CaptureMany(ctx, orders) {
		if _, err := d.did("a web order", r.Err); err != nil {
			return err
		}
	}
	return nil
}

// secondThought is a change that a buyer of the simulated shop will make.
type secondThought struct {
	order  string
	after  time.Time // in demo time
	cancel bool
}

// consider has some buyers of the shop change their mind.
func (d *Demo) consider(id string, n int64) {
	switch luck := d.luck("mind", n); luck.IntN(40) {
	case 0, 1:
		d.second = append(d.second, secondThought{id, d.time().Add(d.between(2*time.Minute, 30*time.Minute, "mind", n)), luck.IntN(2) == 0})
	}
}

func (d *Demo) reconsider(ctx context.Context) error {
	var later []secondThought
	for _, t := range d.second {
		switch {
		case t.after.After(d.time()):
			later = append(later, t)
		case t.cancel:
			d.shop.Cancel(t.order)
		default:
			d.shop.Note(t.order, "Please ring twice")
		}
	}
	if len(later) != len(d.second) {
		d.second = later
		d.shop.Deliver(ctx)
	}
	return nil
}

// fate is what is special about a web order.
type fate string

// The fates, each with its part of a hundred orders.
const (
	pending  fate = "pending"  // the money comes later
	declined fate = "declined" // the card was refused
	vague    fate = "vague"    // the address has no country
	odd      fate = "odd"      // the total does not add up
	regret   fate = "regret"   // the buyer cancels at once
	plain    fate = ""
)

func (d *Demo) fate(n int64) fate {
	roll := d.luck("fate", n).IntN(100)
	for _, f := range []struct {
		fate fate
		part int
	}{{pending, 5}, {declined, 2}, {vague, 3}, {odd, 1}, {regret, 3}} {
		if roll -= f.part; roll < 0 {
			return f.fate
		}
	}
	return plain
}

// webNumber returns which of the demo's web orders an order is.
func webNumber(o *oms.Order) (int64, bool) {
	text, ok := strings.CutPrefix(o.ExternalID, "W-")
	n, err := strconv.ParseInt(text, 10, 64)
	return n, ok && err == nil && o.Channel == webChannel
}

// person is somebody who buys; all of them are made up.
type person struct {
	country, region, city, zip, street string
}

var (
	people = strings.Fields("Abel Birte Cato Dunja Ebbe Fenja Gorm Hilla Ivar Jette Knut Levke Malo Nele Ove Pia Rieke Swantje Tjark Wiebke")
	family = strings.Fields("Achtern Brook Dreyhaus Esch Feldkamp Grootkopp Haverland Immenhof Kranichau Lohwald Moorfleet Norderney Oltmanns Petersholm Quast Reetdach Steinwarder Twieling")
	homes  = []person{
		{"DE", "BE", "Berlin", "10247", "Kiefernweg"}, {"DE", "HH", "Hamburg", "22767", "Elbgasse"}, {"DE", "BY", "München", "80469", "Isarsteig"}, {"DE", "NW", "Köln", "50823", "Ringallee"},
		{"AT", "", "Wien", "1070", "Lindenstiege"}, {"FR", "", "Lyon", "69002", "rue du Moulin"}, {"NL", "", "Utrecht", "3511", "Brugstraat"}, {"DK", "", "Aarhus", "8000", "Havnevej"},
		{"GB", "", "Leeds", "LS1 4AP", "Mill Row"}, {"US", "NY", "Brooklyn", "11215", "Orchard Street"}, {"US", "MA", "Boston", "02118", "Harbor Lane"}, {"US", "CA", "Oakland", "94607", "Bay Avenue"},
		{"US", "IL", "Chicago", "60614", "Lakeview Road"}, {"CA", "ON", "Toronto", "M5V 2T6", "Maple Court"},
	}
)

func choose[T any](luck *rand.Rand, from []T) T { return from[luck.IntN(len(from))] }

// webOrder is the n-th order of the web shop; it follows from the seed.
func (d *Demo) webOrder(n int64) oms.OrderInput {
	luck := d.luck("order", n)
	home := choose(luck, homes)
	name := choose(luck, people) + " " + choose(luck, family)
	o := oms.OrderInput{Channel: webChannel, ExternalID: fmt.Sprintf("W-%d", n), Currency: "EUR", PricesIncludeTax: true,
		Customer: &oms.CustomerInput{Name: name, Email: strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@example.com"},
		ShippingAddress: &oms.Address{Name: name, Address1: fmt.Sprintf("%s %d", home.street, 1+luck.IntN(90)), City: home.city, Region: home.region,
			PostalCode: home.zip, CountryCode: home.country},
		Payment: &oms.PaymentInput{Status: "paid", Method: "card", Reference: fmt.Sprintf("demo_%d", n)}}
	price := func(w ware) int64 { return w.eur }
	if home.country == "US" || home.country == "CA" {
		o.Currency, o.PricesIncludeTax = "USD", false
		price = func(w ware) int64 { return w.usd }
	}
	sum, goods := int64(0), onSale()
	for _, i := range luck.Perm(len(goods))[:1+luck.IntN(3)] {
		w, quantity := goods[i], 1+int64(luck.ExpFloat64())
		o.Lines = append(o.Lines, oms.LineInput{SKU: w.sku, Title: w.title, Quantity: oms.WholeOf(quantity), UnitPrice: oms.Decimal(cents(price(w)))})
		sum += price(w) * quantity
	}
	if o.ShippingMethod = "Standard"; luck.IntN(10) == 0 {
		o.ShippingMethod, o.ShippingTotal = "Express", "14.90"
	}
	if luck.IntN(8) == 0 {
		o.Attributes = []byte(`{"gift_wrap":true}`)
	}
	d.twist(&o, n, sum)
	return o
}

// twist gives an order its fate.
func (d *Demo) twist(o *oms.OrderInput, n, sum int64) {
	switch d.fate(n) {
	case pending:
		o.Payment.Status, o.Payment.Method = "pending", "bank transfer"
	case declined:
		o.Payment.Status = "failed"
	case vague:
		o.ShippingAddress.CountryCode, o.ShippingAddress.PostalCode = "", ""
	case odd:
		o.Total = oms.Decimal(cents(sum + 100))
		if o.ShippingTotal != "" {
			o.Total = oms.Decimal(cents(sum + 1490 + 100))
		}
	case regret, plain:
	}
}
