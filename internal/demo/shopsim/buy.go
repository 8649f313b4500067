package shopsim

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/money"
)

// order is what a buyer asked for. Amounts are in minor units.
type order struct {
	n               int64 // counted from 1
	placed, updated time.Time
	canceled        time.Time
	buyer           person
	items           []item
	shipping        int64
	note            string
	currency        string
}

type item struct {
	Product
	price, quantity int64
}

type person struct {
	first, last, street, city, region, zip string
	lat, lon                               float64
}

func (o *order) id() string { return strconv.FormatInt(7_000_000_000+o.n, 10) }

func (o *order) decimal(minor int64) string { return money.New(minor, o.currency).Decimal() }

func (o *order) goods() (sum int64) {
	for _, i := range o.items {
		sum += i.price * i.quantity
	}
	return sum
}

func (o *order) total() int64 { return o.goods() + o.shipping }

// included is the tax of 19 % in a gross amount, rounded half up.
func included(gross int64) int64 { return (gross*19*2 + 119) / (119 * 2) }

func (o *order) tax() (sum int64) {
	for _, i := range o.items {
		sum += included(i.price * i.quantity)
	}
	return sum + included(o.shipping)
}

var (
	firsts  = strings.Fields("Alva Bero Cilia Dario Enna Falk Gesa Hanno Ilka Joris Kaja Levin Mila Nilo Oda Piet Runa Sven Tilda Ulf Vera Wim Yara Zeno")
	lasts   = strings.Fields("Ahorn Birkner Dornbach Eichwald Fichtner Grauweiler Haselroth Kiefer Lindqvist Moosgruber Nussbaumer Quendel Rotbuch Sanddorn Talheimer Ulmenau Weidenfels Zedernholt")
	streets = strings.Fields("Lindenallee Mühlgasse Hafenweg Brunnenstraße Gartenring Sonnenhang Uferpfad Schulstieg Marktzeile Bergblick")
	places  = []person{
		{city: "Berlin", region: "BE", zip: "10115", lat: 52.532, lon: 13.385}, {city: "Hamburg", region: "HH", zip: "20095", lat: 53.551, lon: 10.001},
		{city: "München", region: "BY", zip: "80331", lat: 48.137, lon: 11.572}, {city: "Köln", region: "NW", zip: "50667", lat: 50.938, lon: 6.957},
		{city: "Leipzig", region: "SN", zip: "04109", lat: 51.340, lon: 12.375}, {city: "Bremen", region: "HB", zip: "28195", lat: 53.076, lon: 8.808},
		{city: "Stuttgart", region: "BW", zip: "70173", lat: 48.778, lon: 9.180}, {city: "Erfurt", region: "TH", zip: "99084", lat: 50.978, lon: 11.029},
	}
)

// remembered is how many orders a shop shows at most; the oldest go first.
const remembered = 10_000

// Resume has the shop go on behind an order, by its id, that it had before it
// was opened anew. It shows those before no more, and gives no id twice.
func (s *Shop) Resume(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := strconv.ParseInt(id, 10, 64)
	if n -= 7_000_000_000; err != nil || n <= s.last {
		return
	}
	s.last = n
	s.luck = rand.New(rand.NewPCG(s.Seed, uint64(n)<<8|1)) //nolint:gosec // a game
}

// Place has a buyer place an order now, announces it, and returns its id.
func (s *Shop) Place() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.Now().UTC().Truncate(time.Second)
	s.last++
	o := &order{n: s.last, placed: now, updated: now, buyer: s.person(), items: s.basket(), currency: s.Currency}
	if free, _ := money.Parse("80", s.Currency); o.goods() < free.Minor {
		fee, _ := money.Parse("5", s.Currency)
		o.shipping = fee.Minor
	}
	if len(s.orders) == remembered {
		s.orders = slices.Delete(s.orders, 0, remembered/10)
	}
	s.orders = append(s.orders, o)
	s.announce("orders/create", o)
	return o.id()
}

func (s *Shop) person() person {
	p := places[s.luck.IntN(len(places))]
	p.first, p.last = firsts[s.luck.IntN(len(firsts))], lasts[s.luck.IntN(len(lasts))]
	p.street = fmt.Sprintf("%s %d", streets[s.luck.IntN(len(streets))], 1+s.luck.IntN(120))
	return p
}

// basket fills one of one to four products; one in twenty is a large one, so
// that its lines don't fit one page.
func (s *Shop) basket() []item {
	n := 1 + s.luck.IntN(4)
	if s.luck.IntN(20) == 0 {
		n = 15
	}
	var items []item
	for _, i := range s.luck.Perm(len(s.Catalog))[:min(n, len(s.Catalog))] {
		p := s.Catalog[i]
		price, err := money.Parse(p.Price, s.Currency)
		if err != nil {
			s.Log.Error("the catalog has no such price", "sku", p.SKU, "error", err)
		}
		items = append(items, item{p, price.Minor, 1 + int64(s.luck.IntN(3))})
	}
	return items
}

// Note changes an order: the buyer leaves a note.
func (s *Shop) Note(id, note string) {
	s.change(id, "orders/updated", func(o *order) { o.note = note })
}

// Cancel cancels an order for its buyer.
func (s *Shop) Cancel(id string) {
	s.change(id, "orders/cancelled", func(o *order) { o.canceled = s.Now().UTC().Truncate(time.Second) })
}

func (s *Shop) change(id, topic string, how func(*order)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.orders {
		if o.id() == id {
			how(o)
			o.updated = s.Now().UTC().Truncate(time.Second)
			s.announce(topic, o)
		}
	}
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
		id := s.Place()
		switch s.roll(40) {
		case 0:
			s.Cancel(id)
		case 1:
			s.Note(id, "Please ring twice")
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
