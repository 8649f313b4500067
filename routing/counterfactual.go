package routing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// counterfactuals finds the locations that would have sent everything for less,
// or more than anybody did, with a change of one kind: more stock, more room on
// the day, or a hand-over that is early enough. Each is a plan that becomes
// possible, so what it saves is the least that the change would have saved.
func (s *Solver) counterfactuals() (out []Counterfactual) {
	if s.total == 0 || s.fx.maxLocations < 1 {
		return nil
	}
	for j := range s.nodes {
		if len(s.search.set) == 1 && s.holds(j) && s.search.best.short == 0 {
			continue
		}
		if c, ok := s.counterfactual(j); ok {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b Counterfactual) int {
		return cmp.Or(cmp.Compare(b.Fills, a.Fills), cmp.Compare(a.change(), b.change()), cmp.Compare(b.Saves, a.Saves), cmp.Compare(a.Location, b.Location))
	})
	out = out[:min(len(out), maxCounterfactuals)]
	for i := range out {
		out[i].Sentence = s.would(&out[i])
	}
	return out
}

// change is how many units a change is about.
func (c *Counterfactual) change() (units int64) {
	for _, m := range c.Stock {
		units += m.Units
	}
	return units + c.Capacity
}

// counterfactual finds the change for one node, if one kind is enough.
func (s *Solver) counterfactual(j int) (c Counterfactual, ok bool) {
	n, nd := &s.p.Nodes[j], &s.nodes[j]
	if nd.failed.Constraint != "" && nd.failed.Constraint != FailCapacity {
		return c, false
	}
	c.Location = n.Code
	var l load
	for i := range s.items {
		it := &s.p.Items[i]
		if s.items[i].want == 0 {
			continue
		}
		if s.mayNot(i, j).Constraint != "" {
			return c, false
		}
		if missing := s.items[i].want - max(0, it.Have[j]); missing > 0 {
			c.Stock = append(c.Stock, MoreOf{it.SKU, missing})
		}
		s.put(&l, i, j, s.items[i].want)
	}
	c.Capacity, c.Orders = max(0, s.total-nd.units), nd.orders <= 0
	full := c.Capacity > 0 || c.Orders
	t, w, parcels := s.terms(j, l)
	if parcels > s.fx.maxParcels || len(c.Stock) > 0 && full || nd.capped < s.total {
		return c, false
	}
	if len(c.Stock) == 0 && !full {
		if w.late == 0 {
			return c, false
		}
		due := s.due(w)
		t.Late, c.Cutoff = 0, &due
	}
	wins := score{0, nd.prefer, t.Total()}
	if c.Cutoff != nil && s.fx.strategy == Fastest || !wins.less(s.search.best) {
		return c, false
	}
	c.Fills, c.Saves = s.search.best.short, max(0, s.search.best.cost-t.Total())
	if c.Fills > 0 {
		c.Saves = 0
	}
	return c, true
}

// due is the latest hand-over that is not late.
func (s *Solver) due(w way) time.Time {
	if s.p.Promise == nil {
		return s.p.Now.Add(s.c.policy.Late.Within)
	}
	var days int64
	if w.card != nil {
		days = w.card.Zones[w.zone].Days
	}
	return s.p.Promise.Add(-time.Duration(days) * 24 * time.Hour)
}

// would says a counterfactual.
func (s *Solver) would(c *Counterfactual) string {
	change := "a hand-over by "
	switch {
	case len(c.Stock) > 0:
		var more []string
		for _, m := range c.Stock {
			more = append(more, fmt.Sprintf("%d more of %s", m.Units, m.SKU))
		}
		change = strings.Join(more, " and ")
	case c.Capacity > 0:
		change = fmt.Sprintf("room for %d more units that day", c.Capacity)
	case c.Orders:
		change = "room for one more order that day"
	default:
		change += c.Cutoff.UTC().Format("2006-01-02 15:04 UTC")
	}
	if c.Fills > 0 {
		return fmt.Sprintf("%s would have sent everything with %s.", c.Location, change)
	}
	if c.Saves == 0 {
		return fmt.Sprintf("%s would have been preferred with %s.", c.Location, change)
	}
	return fmt.Sprintf("%s would have won with %s, %s cheaper.", c.Location, change, s.amount(c.Saves))
}
