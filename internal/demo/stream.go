package demo

import (
	"math/rand/v2"
	"slices"
	"time"
)

// stream is when orders come on one channel: independently of each other, with
// the hours and the days of those who buy there.
type stream struct {
	channel  string
	currency string // what it asks everybody for; the buyer's own when ""
	share    float64
	regions  []region
	mood     func(time.Time) float64 // how busy it is, 1 at midday
	n        int64                   // orders so far
	next     time.Time               // when the next one comes, in demo time
}

// streams are the channels, each with its part of the orders.
func streams() []*stream {
	all := []region{europe, britain, america, asia}
	return []*stream{
		{channel: webChannel, share: .34, regions: all, mood: crowd(all)},
		{channel: shopChannel, currency: "EUR", share: .26, regions: []region{europe}, mood: europe.mood},
		{channel: amazonChannel, currency: "EUR", share: .17, regions: []region{europe}, mood: europe.mood},
		{channel: ebayChannel, currency: "EUR", share: .09, regions: []region{europe}, mood: europe.mood},
		{channel: till, currency: "EUR", share: .16, regions: []region{europe}, mood: func(t time.Time) float64 { return opening(siteOf(theStore), t) }},
		{channel: wholesale, share: .014, regions: []region{europe}, mood: func(t time.Time) float64 { return office(europe.zone, t) }},
	}
}

func (d *Demo) streamOf(channel string) *stream {
	return d.streams[slices.IndexFunc(d.streams, func(s *stream) bool { return s.channel == channel })]
}

// crowd is how busy the people of several regions are together.
func crowd(all []region) func(time.Time) float64 {
	return func(t time.Time) (sum float64) {
		for _, r := range all {
			sum += r.share * r.mood(t)
		}
		return sum
	}
}

// where chooses a region, by how busy each is.
func (s *stream) where(luck *rand.Rand, at time.Time) region {
	sum := 0.0
	for _, r := range s.regions {
		sum += r.share * r.mood(at)
	}
	roll := luck.Float64() * sum
	for _, r := range s.regions {
		if roll -= r.share * r.mood(at); roll <= 0 {
			return r
		}
	}
	return s.regions[0]
}

// rush is how many more buyers a flash sale draws.
const rush = 3

// advance plans the next order of a stream. Times are drawn as if it were
// always as busy as can be, and kept as often as it is.
func (d *Demo) advance(s *stream) {
	d.mu.Lock()
	d.placed[s.channel] = s.n
	d.mu.Unlock()
	s.n++
	luck := d.luck("gap", s.channel, s.n)
	most := d.Rate * s.share * peak * rush
	for tries := 0; ; tries++ {
		s.next = s.next.Add(time.Duration(luck.ExpFloat64() / most * float64(time.Hour)))
		mood := s.mood(s.next)
		if d.sale(s.next) != "" {
			mood *= rush
		}
		if luck.Float64()*peak*rush < mood {
			return
		}
	}
}

// flashSale is an hour in which everybody wants one product.
type flashSale struct {
	product  string
	from, to time.Time // in demo time
}

// sale says which product everybody wants at an instant of the demo, or "". One
// evening in nine there is a sale, beside those that somebody has started.
func (d *Demo) sale(at time.Time) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.sales {
		if !at.Before(s.from) && at.Before(s.to) {
			return s.product
		}
	}
	if at.UTC().Hour() != 17 {
		return ""
	}
	luck := d.luck("sale", at.UTC().Format(time.DateOnly))
	if luck.IntN(9) != 0 {
		return ""
	}
	return choose(luck, products).code
}
