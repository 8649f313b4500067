package routing

// effect is what the rules that fired come to for one order.
type effect struct {
	fired        []int // indices of the rules
	strategy     Strategy
	preferred    int // the rule of the strategy, or −1
	maxLocations int64
	maxParcels   int64
	stay         bool
	stayRule     int // −1 when the policy has none
}

// of evaluates the rules in their order.
func (e *effect) of(s *Solver) {
	c, p := s.c, s.p
	*e = effect{fired: e.fired[:0], strategy: Cheapest, preferred: -1, maxLocations: unlimited, maxParcels: unlimited, stayRule: -1}
	if c.policy.MaxParcels > 0 {
		e.maxParcels = c.policy.MaxParcels
	}
	s.service = c.service(p.Order.Service)
	value, valued := c.value(&p.Order)
	if c.policy.NeverSplit || valued && value < c.policy.SplitBelow {
		e.maxLocations = 1
	}
	var grams int64
	for i := range s.items {
		grams += s.items[i].want * s.items[i].grams
	}
	for i := range c.rules {
		r := &c.rules[i]
		if !r.fires(p, s.service, grams, value, valued) {
			continue
		}
		e.fired = append(e.fired, i)
		e.take(i, &r.Then)
		if r.Stop {
			return
		}
	}
}

// take adds one rule that concerns the order as a whole; those that concern
// nodes are taken while nodes are filtered.
func (e *effect) take(i int, t *Then) {
	switch {
	case t.Action == Prefer && e.preferred < 0:
		e.strategy, e.preferred = t.By, i
	case t.Action == NeverSplit:
		e.maxLocations = 1
	case t.Action == StayInMarket && !e.stay:
		e.stay, e.stayRule = true, i
	case t.Action == Cap && t.Of == CapLocations:
		e.maxLocations = min(e.maxLocations, t.Limit)
	case t.Action == Cap && t.Of == CapParcels:
		e.maxParcels = min(e.maxParcels, t.Limit)
	}
}
