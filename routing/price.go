package routing

import (
	"math"
	"slices"
	"time"
)

// milli is the scale of bounds: thousandths of a minor unit.
const milli = 1000

// price finds, for each node, the least that it costs to use it at all, and for
// each of its units. A plan never costs less than the sum of these.
func (s *Solver) price() {
	s.opp, s.unit = resize(s.opp, s.m*s.n), resize(s.unit, s.m*s.n)
	s.lines = s.lines[:0]
	var all int64
	for i := range s.items {
		all += s.items[i].want * s.items[i].grams
	}
	for j := range s.nodes {
		nd := &s.nodes[j]
		if nd.failed.Constraint != "" && nd.failed.Constraint != FailCapacity {
			continue // one that is full is priced to say what room would have saved
		}
		nd.rules, nd.prefer = s.weights(j), s.preference(j)
		open, gram := s.line(nd.ways, all)
		late := int64(math.MaxInt64)
		for _, w := range nd.ways {
			late = min(late, w.late)
		}
		nd.fixed = open + milli*(nd.handling.Parcel+s.distance(j)+late+nd.rules)
		for i := range s.items {
			at, it := i*s.n+j, &s.items[i]
			s.opp[at] = s.c.opportunity(&s.p.Items[i], j)
			s.unit[at] = gram*it.grams + milli*(nd.handling.Unit+s.opp[at]) + milli*nd.handling.Line/max(1, it.want)
		}
	}
}

// line returns a straight line that no price of these cards is below, for
// goods of up to the given weight: thousandths for opening a parcel and for
// each gram.
//
//   - One parcel of w ≤ up costs at least the price p of w's step, and the line
//     at up is at most p. Several parcels, or one that is billed by its size,
//     cost no less, as the line never falls and begins at zero or above.
//   - Of four slopes the one is taken whose line is highest at half of the
//     weight: when goods are split over two locations, that is about where they
//     are. What leaves from one location is priced exactly anyway.
func (s *Solver) line(ways []way, grams int64) (open, gram int64) {
	if len(ways) == 0 || ways[0].card == nil {
		return 0, 0
	}
	if len(ways) == 1 {
		for _, l := range s.lines {
			if l.card == ways[0].card && l.zone == ways[0].zone {
				return l.open, l.gram
			}
		}
	}
	s.corners = s.corners[:0]
	for _, w := range ways {
		for _, up := range w.card.Steps {
			s.corners = append(s.corners, corner{up, lowest(ways, up) * milli})
			if up >= grams {
				break
			}
		}
	}
	c := s.corners
	first, last, middle := c[0], c[len(c)-1], c[len(c)/2]
	highest := int64(-1)
	for _, slope := range [...]int64{0, slope(first, last), slope(first, middle), slope(middle, last)} {
		least := int64(math.MaxInt64)
		for _, k := range c {
			least = min(least, k.price-slope*k.up)
		}
		if at := least + slope*(grams/2); least >= 0 && at > highest {
			open, gram, highest = least, slope, at
		}
	}
	if len(ways) == 1 {
		s.lines = append(s.lines, cachedLine{ways[0].card, ways[0].zone, open, gram})
	}
	return open, gram
}

// corner is where a price ends to hold.
type corner struct{ up, price int64 }

// cachedLine is the line of one card and zone for the goods at hand.
type cachedLine struct {
	card       *compiledCard
	zone       int
	open, gram int64
}

func slope(a, b corner) int64 {
	if b.up <= a.up {
		return 0
	}
	return max(0, (b.price-a.price)/(b.up-a.up))
}

// lowest is the lowest price of a parcel of a weight over the cards that carry it.
func lowest(ways []way, grams int64) int64 {
	least := int64(math.MaxInt64)
	for _, w := range ways {
		if k, _ := slices.BinarySearch(w.card.Steps, grams); k < len(w.card.Steps) {
			least = min(least, w.card.Zones[w.zone].Prices[k])
		}
	}
	return least
}

// late is what a location costs whose goods travel for days after its next
// hand-over.
func (s *Solver) late(n *Node, days int64) int64 {
	l := &s.c.policy.Late
	var by int64
	switch {
	case n.Dispatch == nil:
		by = noDispatch
	case s.p.Promise != nil:
		by = daysAfter(n.Dispatch.Add(time.Duration(days)*24*time.Hour), *s.p.Promise)
	default:
		by = daysAfter(*n.Dispatch, s.p.Now.Add(l.Within))
	}
	if by <= 0 {
		return 0
	}
	return l.Fixed + by*l.PerDay
}

// daysAfter counts the days, begun ones too, that t is after due.
func daysAfter(t, due time.Time) int64 {
	const day = 24 * time.Hour
	return int64(min((t.Sub(due)+day-1)/day, noDispatch))
}

func (s *Solver) distance(j int) int64 { return s.nodes[j].km * s.c.policy.PerKM / milli }

// weights adds up what rules ask for using a node.
func (s *Solver) weights(j int) (sum int64) {
	for _, f := range s.fx.fired {
		if r := &s.c.rules[f]; r.Then.Action == Weight && r.about(&s.p.Nodes[j]) {
			sum += r.Then.Amount
		}
	}
	return sum
}

// preference is what the order's strategy counts for using a node.
func (s *Solver) preference(j int) int64 {
	n, nd := &s.p.Nodes[j], &s.nodes[j]
	switch s.fx.strategy {
	case Nearest:
		return nd.km
	case AllInOne:
		return 1
	case Fastest:
		wait := int64(noDispatch * 24 * 60)
		if n.Dispatch != nil {
			wait = max(0, int64(n.Dispatch.Sub(s.p.Now)/time.Minute))
		}
		if w := nd.ways[0]; w.card != nil {
			wait += w.card.Zones[w.zone].Days * 24 * 60
		}
		return wait
	case PriorityList:
		r := &s.c.rules[s.fx.preferred]
		if place, ok := r.locations[n.Code]; ok {
			return int64(place)
		}
		return int64(len(r.Then.Locations))
	case Group:
		if !s.c.rules[s.fx.preferred].about(n) {
			return 1
		}
	}
	return 0
}

// Opportunities is what taking one unit of an item from each node costs others,
// under this policy.
func (c *Compiled) Opportunities(it *Item) []int64 {
	out := make([]int64, len(it.Have))
	for j := range out {
		out[j] = c.opportunity(it, j)
	}
	return out
}

func (c *Compiled) opportunity(it *Item, j int) int64 {
	if it.Opportunity != nil {
		return max(0, it.Opportunity[j])
	}
	if b := &c.policy.Balance; b.Unit > 0 && j < len(it.Sold) {
		mean := float64(max(0, it.Sold[j])) * float64(b.Days) / soldDays
		return int64(math.Round(float64(b.Unit) * missed(mean, max(0, it.Have[j]))))
	}
	if h := max(0, it.Have[j]); h > 0 {
		return c.policy.LastUnit / h
	}
	return c.policy.LastUnit
}

// carry returns the cheapest way for goods from a node, late penalty included.
func (s *Solver) carry(j int, grams, mm3 int64) (best way, price, parcels int64) {
	price, parcels = 0, 1
	cost := int64(math.MaxInt64)
	for _, w := range s.nodes[j].ways {
		p, n := int64(0), int64(1)
		if w.card != nil {
			p, n = w.card.price(w.zone, grams, mm3)
		}
		if p+w.late+n*s.nodes[j].handling.Parcel < cost {
			best, price, parcels, cost = w, p, n, p+w.late+n*s.nodes[j].handling.Parcel
		}
	}
	return best, price, parcels
}

// load is what one node sends.
type load struct {
	grams, mm3, units, lines, balance int64
}

// terms prices what one node sends, term by term; the split is the plan's.
func (s *Solver) terms(j int, l load) (t Terms, w way, parcels int64) {
	nd := &s.nodes[j]
	w, price, parcels := s.carry(j, l.grams, l.mm3)
	return Terms{
		Carrier:  price,
		Handling: parcels*nd.handling.Parcel + l.lines*nd.handling.Line + l.units*nd.handling.Unit,
		Distance: s.distance(j),
		Late:     w.late,
		Balance:  l.balance,
		Carbon:   s.c.policy.Carbon.cost(parcels, l.grams, nd.km),
		Rules:    nd.rules,
	}, w, parcels
}

// cost prices the emissions of parcels that travel together.
func (c Carbon) cost(parcels, grams, km int64) int64 {
	if c.PricePerTonne == 0 {
		return 0
	}
	const tonne = 1_000_000 // grams
	emitted := parcels*c.GramsPerParcel + grams*km*c.GramsPerTonneKM/tonne
	return emitted * c.PricePerTonne / tonne
}
