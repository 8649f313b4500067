package routing

import (
	"math"
	"slices"
)

// farthest stands for a distance that is unknown: half around the globe.
const farthest = 20_037

// filter finds which units each node may send, and what keeps a node out.
func (s *Solver) filter() {
	s.nodes, s.have = resize(s.nodes, s.n), resize(s.have, s.m*s.n)
	s.ways = s.ways[:0]
	for j := range s.nodes {
		n, nd := &s.p.Nodes[j], &s.nodes[j]
		*nd = node{handling: s.c.policy.Handling, orders: n.Orders.Left(), units: n.Units.Left(), capped: unlimited}
		nd.km, nd.known = distance(n, &s.p.To)
		if n.Handling != nil {
			nd.handling = *n.Handling
		}
		s.capUnits(j)
		s.findWays(j)
		nd.failed = s.keptOut(j)
		out := nd.failed.Constraint != ""
		for i := range s.items {
			have := max(0, s.p.Items[i].Have[j])
			if out || s.mayNot(i, j).Constraint != "" {
				have = 0
			}
			s.have[i*s.n+j] = have
		}
	}
}

// distance is how far a node is from a destination in kilometers, and whether
// that is known.
func distance(n *Node, to *Destination) (km int64, known bool) {
	if n.Place == nil || to.Place == nil {
		return farthest, false
	}
	return int64(math.Round(DistanceKM(*to.Place, *n.Place))), true
}

// capUnits applies the caps of rules on a node's units.
func (s *Solver) capUnits(j int) {
	for _, f := range s.fx.fired {
		r := &s.c.rules[f]
		if r.Then.Action == Cap && r.Then.Of == CapUnits && r.about(&s.p.Nodes[j]) {
			s.nodes[j].capped = min(s.nodes[j].capped, r.Then.Limit)
		}
	}
	s.nodes[j].units = min(s.nodes[j].units, s.nodes[j].capped)
}

// findWays lists the cards that serve the route from a node; of a strategy
// that wants speed only the fastest.
func (s *Solver) findWays(j int) {
	n, nd, from := &s.p.Nodes[j], &s.nodes[j], len(s.ways)
	named := s.c.named(s.service)
	fastest := int64(math.MaxInt64)
	for k := range s.c.cards {
		c := &s.c.cards[k]
		if !c.carries(s.service, named) {
			continue
		}
		z := c.zone(n, &s.p.To, nd.km)
		if z < 0 {
			continue
		}
		s.ways = append(s.ways, way{card: c, zone: z, late: s.late(n, c.Zones[z].Days)})
		fastest = min(fastest, c.Zones[z].Days)
	}
	if s.fx.strategy == Fastest {
		kept := slices.DeleteFunc(s.ways[from:], func(w way) bool { return w.card.Zones[w.zone].Days > fastest })
		s.ways = s.ways[:from+len(kept)]
	}
	if len(s.c.cards) == 0 {
		s.ways = append(s.ways, way{late: s.late(n, 0)})
	}
	nd.ways = s.ways[from:len(s.ways):len(s.ways)]
}

// keptOut says what keeps a node out altogether.
func (s *Solver) keptOut(j int) Failed {
	n, nd := &s.p.Nodes[j], &s.nodes[j]
	switch {
	case n.Excluded != "":
		return Failed{Constraint: FailExcluded, Detail: n.Excluded}
	case len(n.Channels) > 0 && !slices.Contains(n.Channels, s.p.Order.Channel):
		return Failed{Constraint: FailChannel, Detail: s.p.Order.Channel}
	case n.Domestic && n.Country != s.p.To.Country:
		return Failed{Constraint: FailBorder, Detail: s.p.To.Country}
	case s.fx.stay && !s.c.sameMarket(n.Country, s.p.To.Country):
		return Failed{Constraint: FailRule, Rule: s.c.rules[s.fx.stayRule].Name}
	case len(nd.ways) == 0:
		return Failed{Constraint: FailCarrier}
	case nd.orders <= 0:
		return Failed{Constraint: FailCapacity, Missing: 1, Detail: "orders"}
	case nd.units <= 0:
		return Failed{Constraint: FailCapacity, Missing: 1, Detail: "units"}
	}
	return Failed{}
}

// mayNot says why a node may not send an item that it might have.
func (s *Solver) mayNot(i, j int) Failed {
	it, n := &s.p.Items[i], &s.p.Nodes[j]
	if it.Domestic && n.Country != s.p.To.Country {
		return Failed{Constraint: FailBorder, SKU: it.SKU, Detail: s.p.To.Country}
	}
	for _, need := range it.Needs {
		if !slices.Contains(n.Allows, need) {
			return Failed{Constraint: FailHandling, SKU: it.SKU, Detail: need}
		}
	}
	for _, f := range s.fx.fired {
		r := &s.c.rules[f]
		if r.Then.Action != Forbid && r.Then.Action != Require || r.When.ofItems() && !r.When.item(it) {
			continue
		}
		if r.about(n) == (r.Then.Action == Forbid) {
			return Failed{Constraint: FailRule, SKU: it.SKU, Rule: r.Name}
		}
	}
	return Failed{}
}
