package routing

import "slices"

// allocation finds the best units from one set of locations. It takes the items
// one after the other, of each the cheapest units first, and turns back where
// what is taken and the least that the rest costs are no better than the best
// plan. What it prices at the end is exact: whole parcels, not the line below.
type allocation struct {
	set    []int
	fixed  int64   // thousandths, of using all nodes of the set; smaller sets are looked at on their own
	prefer int64   // of the set
	short  int64   // units that the set can't fill, of all items
	rest   []int64 // by item: thousandths, the least of this and all later items
	lacks  []int64 // by item: short of this and all later items
	order  []int   // by item: a block of places in set, cheapest unit first
	taken  []int64 // by item and place in set
	loads  []load  // by place in set
	tight  bool    // units may stay unfilled because of something else than stock
	left   []int64 // scratch of greedy
}

// bound is what no allocation from the set can beat.
func (a *allocation) bound() score {
	return score{a.short, a.prefer, ceilDiv(a.fixed+a.rest[0], milli)}
}

// prepare sums up the least that each item costs in the set.
func (s *Solver) prepare(set []int, fixed, prefer int64) {
	a, k := &s.alloc, len(set)
	a.set = append(a.set[:0], set...)
	a.fixed, a.prefer = fixed+milli*int64(max(0, k-1))*s.c.policy.Split, prefer
	a.rest, a.lacks, a.order = resize(a.rest, s.m+1), resize(a.lacks, s.m+1), resize(a.order, s.m*k)
	a.rest[s.m], a.lacks[s.m] = 0, 0
	var room, all int64
	for _, j := range set {
		room += s.nodes[j].units
	}
	a.tight = s.fx.maxParcels < unlimited
	for i := s.m - 1; i >= 0; i-- {
		order := a.order[i*k : (i+1)*k]
		for at := range order {
			order[at] = at
		}
		unit, have := s.unit[i*s.n:(i+1)*s.n], s.have[i*s.n:(i+1)*s.n]
		for x := 1; x < k; x++ { // insertion: sets are small, and their order breaks ties
			for y := x; y > 0 && unit[set[order[y]]] < unit[set[order[y-1]]]; y-- {
				order[y], order[y-1] = order[y-1], order[y]
			}
		}
		need, least := s.items[i].want, int64(0)
		for _, at := range order {
			take := min(need, have[set[at]])
			least += take * unit[set[at]]
			need -= take
		}
		all += s.items[i].want - need
		a.rest[i], a.lacks[i] = a.rest[i+1]+least, a.lacks[i+1]+need
	}
	a.short = a.lacks[0]
	for _, j := range set {
		a.tight = a.tight || s.nodes[j].units < s.total
	}
	if room < all {
		a.short += all - room
	}
	if a.short > a.lacks[0] {
		clear(a.rest) // which units are filled isn't known, so neither is what they cost
	}
}

// allocate tries the allocations from the prepared set.
func (s *Solver) allocate() {
	a, k := &s.alloc, len(s.alloc.set)
	a.taken, a.loads = resize(a.taken, s.m*k), resize(a.loads, k)
	clear(a.taken)
	clear(a.loads)
	if s.m > 0 {
		s.take(0, 0, s.items[0].want, a.fixed, 0)
	}
}

// take decides how many units of an item the node at a place of its order
// gives; need is what is missing, spent the thousandths so far, short the units
// of earlier items that stay unfilled.
func (s *Solver) take(i, place int, need, spent, short int64) {
	a, k, q := &s.alloc, len(s.alloc.set), &s.search
	if place == k || need == 0 {
		if short+need+a.lacks[i+1] > q.best.short {
			return
		}
		if i+1 == s.m {
			s.weigh(short + need)
			return
		}
		s.take(i+1, 0, s.items[i+1].want, spent, short+need)
		return
	}
	if q.steps++; q.steps > s.c.policy.Budget && len(q.set) > 0 {
		q.done = false
		return
	}
	at := a.order[i*k+place]
	j, it := a.set[at], &s.items[i]
	l := &a.loads[at]
	most := min(need, s.have[i*s.n+j], s.nodes[j].units-l.units)
	least := int64(0)
	if !a.tight {
		least = max(0, need-s.later(i, place)-(a.lacks[i]-a.lacks[i+1]))
	}
	for n := most; n >= least && q.done; n-- {
		if !s.worth(i, spent+n*s.unit[i*s.n+j], short) {
			continue
		}
		saved := *l
		if n > 0 {
			l.units, l.grams, l.mm3, l.lines = l.units+n, l.grams+n*it.grams, l.mm3+n*it.mm3, l.lines+1
			l.balance += n * s.opp[i*s.n+j]
		}
		a.taken[i*k+at] = n
		s.take(i, place+1, need-n, spent+n*s.unit[i*s.n+j], short)
		*l = saved
	}
	a.taken[i*k+at] = 0
}

// later is what the nodes after a place of an item's order have.
func (s *Solver) later(i, place int) (sum int64) {
	a, k := &s.alloc, len(s.alloc.set)
	for _, at := range a.order[i*k+place+1 : (i+1)*k] {
		sum += s.have[i*s.n+a.set[at]]
	}
	return sum
}

// worth tells whether going on from here can be better than the best plan.
func (s *Solver) worth(i int, spent, short int64) bool {
	a := &s.alloc
	return s.search.beatable(score{max(a.short, short+a.lacks[i]), a.prefer, ceilDiv(spent+a.rest[i+1], milli)})
}

// weigh prices an allocation exactly and keeps it when it is the best.
func (s *Solver) weigh(short int64) {
	a, q := &s.alloc, &s.search
	found := score{short: short}
	var parcels, used int64
	for at, j := range a.set {
		if l := a.loads[at]; l.units > 0 {
			t, _, n := s.terms(j, l)
			found.cost += t.Total()
			found.prefer += s.nodes[j].prefer
			parcels += n
			used++
		}
	}
	if found.cost += max(0, used-1) * s.c.policy.Split; parcels > s.fx.maxParcels {
		return
	}
	if found.less(q.best) || found == q.best && used == 1 && len(q.set) == 1 && s.tie(a.set[0], q.set[0]) < 0 {
		q.best = found
		q.set = append(q.set[:0], a.set...)
		q.taken = append(q.taken[:0], a.taken...)
	}
}

// holds tells whether the best plan uses a node.
func (s *Solver) holds(j int) bool { return slices.Contains(s.search.set, j) }
