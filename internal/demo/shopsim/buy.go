package shopsim

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/demo/sim"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// order is what a buyer asked for. Amounts are in minor units.
type order struct {
	sim.Sale
	n               int64 // counted from 1
	placed, updated time.Time
	canceled        time.Time
	recalled        bool // from before the shop was opened: it is no news
}

type city struct {
	city, region, zip string
	lat, lon          float64
}

// firstID is what the ids of orders are counted from.
const firstID = 7_000_000_000

func (o *order) id() string { return strconv.FormatInt(firstID+o.n, 10) }

// ID is the id of the shop's n-th order.
func (s *Shop) ID(n int64) string { return strconv.FormatInt(firstID+n, 10) }

// Number tells the how-manyeth order an id names; 0 for none.
func (s *Shop) Number(id string) int64 {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n <= firstID {
		return 0
	}
	return n - firstID
}

func (o *order) decimal(minor int64) string { return money.New(minor, o.Currency).Decimal() }

func (o *order) goods() (sum int64) {
	for _, i := range o.Items {
		sum += i.Price * i.Quantity
	}
	return sum
}

func (o *order) total() int64 { return o.goods() + o.Shipping }

// included is the tax of 19 % in a gross amount, rounded half up.
func included(gross int64) int64 { return (gross*19*2 + 119) / (119 * 2) }

func (o *order) tax() (sum int64) {
	for _, i := range o.Items {
		sum += included(i.Price * i.Quantity)
	}
	return sum + included(o.Shipping)
}

var (
	firsts  = strings.Fields("Alva Bero Cilia Dario Enna Falk Gesa Hanno Ilka Joris Kaja Levin Mila Nilo Oda Piet Runa Sven Tilda Ulf Vera Wim Yara Zeno")
	lasts   = strings.Fields("Ahorn Birkner Dornbach Eichwald Fichtner Grauweiler Haselroth Kiefer Lindqvist Moosgruber Nussbaumer Quendel Rotbuch Sanddorn Talheimer Ulmenau Weidenfels Zedernholt")
	streets = strings.Fields("Lindenallee Mühlgasse Hafenweg Brunnenstraße Gartenring Sonnenhang Uferpfad Schulstieg Marktzeile Bergblick")
	places  = []city{
		{city: "Berlin", region: "BE", zip: "10115", lat: 52.532, lon: 13.385}, {city: "Hamburg", region: "HH", zip: "20095", lat: 53.551, lon: 10.001},
		{city: "München", region: "BY", zip: "80331", lat: 48.137, lon: 11.572}, {city: "Köln", region: "NW", zip: "50667", lat: 50.938, lon: 6.957},
		{city: "Leipzig", region: "SN", zip: "04109", lat: 51.340, lon: 12.375}, {city: "Bremen", region: "HB", zip: "28195", lat: 53.076, lon: 8.808},
		{city: "Stuttgart", region: "BW", zip: "70173", lat: 48.778, lon: 9.180}, {city: "Erfurt", region: "TH", zip: "99084", lat: 50.978, lon: 11.029},
	}
)

// remembered is how many orders a shop shows at most; the oldest go first.
const remembered = 10_000

// Resume has the shop go on behind its n-th order, that it had before it was
// opened anew. It shows those before no more, and gives no id twice.
func (s *Shop) Resume(n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n <= s.last {
		return
	}
	s.last = n
	s.luck = rand.New(rand.NewPCG(s.Seed, uint64(n)<<8|1)) //nolint:gosec // a game
}

// Recall has the shop know its n-th order again: it can be fulfilled, but is
// not listed, nor changed by its buyer.
func (s *Shop) Recall(n int64, sale sim.Sale) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.orders = append(s.orders, &order{Sale: sale, n: n, recalled: true})
}

// LineID is the id of the i-th line of the shop's n-th order.
func (s *Shop) LineID(n int64, i int) string {
	return strconv.FormatInt((&order{n: n}).lineID(i), 10)
}

// Place takes an order now, announces it, and returns its id.
func (s *Shop) Place(sale sim.Sale) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.place(sale)
}

// place is Place for a caller that holds the lock.
func (s *Shop) place(sale sim.Sale) string {
	now := s.Now().UTC().Truncate(time.Second)
	s.last++
	o := &order{Sale: sale, n: s.last, placed: now, updated: now}
	if len(s.orders) == remembered {
		s.orders = slices.Delete(s.orders, 0, remembered/10)
	}
	s.orders = append(s.orders, o)
	s.announce("orders/create", o)
	return o.id()
}

// Imagine has a buyer of the shop's own imagination place an order.
func (s *Shop) Imagine() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	sale := s.person()
	sale.Currency, sale.Items = s.Currency, s.basket()
	if free, _ := money.Parse("80", s.Currency); (&order{Sale: sale}).goods() < free.Minor {
		fee, _ := money.Parse("5", s.Currency)
		sale.Shipping = fee.Minor
	}
	return s.place(sale)
}

func (s *Shop) person() sim.Sale {
	p := places[s.luck.IntN(len(places))]
	first, last := firsts[s.luck.IntN(len(firsts))], lasts[s.luck.IntN(len(lasts))]
	street := fmt.Sprintf("%s %d", streets[s.luck.IntN(len(streets))], 1+s.luck.IntN(120))
	return sim.Sale{Buyer: sim.Buyer{Given: first, Family: last, Email: strings.ToLower(first+"."+last) + "@example.com", Language: "de"},
		To: oms.Address{Name: first + " " + last, Address1: street, City: p.city, Region: p.region, PostalCode: p.zip, CountryCode: "DE", Latitude: &p.lat, Longitude: &p.lon}}
}

// basket fills one of one to four products; one in twenty is a large one, so
// that its lines don't fit one page.
func (s *Shop) basket() []sim.Item {
	n := 1 + s.luck.IntN(4)
	if s.luck.IntN(20) == 0 {
		n = 15
	}
	var items []sim.Item
	for _, i := range s.luck.Perm(len(s.Catalog))[:min(n, len(s.Catalog))] {
		p := s.Catalog[i]
		price, err := money.Parse(p.Price, s.Currency)
		if err != nil {
			s.Log.Error("the catalog has no such price", "sku", p.SKU, "error", err)
		}
		items = append(items, sim.Item{SKU: p.SKU, Title: p.Title, Price: price.Minor, Quantity: 1 + int64(s.luck.IntN(3))})
	}
	return items
}

// Change has the buyer leave a note, Pay has the money come that an order
// waits for, Cancel cancels it for its buyer. They tell whether the shop
// remembers the order.
func (s *Shop) Change(id, note string) bool {
	return s.change(id, "orders/updated", func(o *order) { o.Note = note })
}

// Pay has the money come: see Change.
func (s *Shop) Pay(id string) bool {
	return s.change(id, "orders/updated", func(o *order) { o.Payment = "" })
}

// Cancel cancels an order: see Change.
func (s *Shop) Cancel(id string) bool {
	return s.change(id, "orders/cancelled", func(o *order) { o.canceled = s.Now().UTC().Truncate(time.Second) })
}

func (s *Shop) change(id, topic string, how func(*order)) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.orders, func(o *order) bool { return o.id() == id && !o.recalled })
	if i < 0 {
		return false
	}
	o := s.orders[i]
	how(o)
	o.updated = s.Now().UTC().Truncate(time.Second)
	s.announce(topic, o)
	return true
}

// Run has buyers place orders, now and then change or cancel one, and sends
// the webhooks, until ctx ends.
func (s *Shop) Run(ctx context.Context) error {
	go s.deliver(ctx)
	for {
		timer := time.NewTimer(s.pause())
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
		id := s.Imagine()
		switch s.roll(40) {
		case 0:
			s.Cancel(id)
		case 1:
			s.Change(id, "Please ring twice")
		}
	}
}

// pause is the time until the next order: buyers come independently of each
// other, so it is exponential.
func (s *Shop) pause() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Duration(s.luck.ExpFloat64() / (s.Rate * s.Speed) * float64(time.Hour))
}

func (s *Shop) roll(sides int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.luck.IntN(sides)
}
