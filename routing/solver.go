package routing

import (
	"cmp"
	"slices"
	"sync"
)

// Solver decides one problem after the other and reuses its memory. It is not
// safe for use by two at once: keep one for each goroutine, or call Choose.
type Solver struct {
	p    *Problem
	c    *Compiled
	n, m int // nodes, items

	items  []item
	nodes  []node
	have   []int64 // by item and node: units that may be taken; 0 where one may not
	opp    []int64 // by item and node: minor units for one unit
	unit   []int64 // by item and node: least thousandths of a minor unit for one unit
	ranked []int   // nodes that may send anything, in the order of the search
	cheap  []int   // by item: a block of n, the ranked nodes that have it, cheapest unit first
	counts []int   // by item: how many of its block are used
	fx     effect
	total  int64 // units asked for

	service string // the order's service level

	search search
	alloc  allocation
	ways   []way // of the nodes, end to end

	corners []corner
	lines   []cachedLine
}

// item is a SKU while it is decided.
type item struct {
	want   int64 // asked for by all lines
	fill   int64 // of it what the nodes have together
	grams  int64
	mm3    int64
	suffix []int64 // by rank: units of this and all later ranked nodes
}

// node is a location while it is decided.
type node struct {
	km       int64
	known    bool // whether km is measured
	handling Handling
	orders   int64  // room for fulfillment orders
	units    int64  // room for units, caps of rules included
	capped   int64  // what rules allow of units
	fixed    int64  // least thousandths of a minor unit to use it at all
	prefer   int64  // what the strategy looks at
	rules    int64  // weights of rules
	ways     []way  // cards that serve the route
	failed   Failed // what keeps it out altogether
}

// way is a card that serves a route.
type way struct {
	card *compiledCard
	zone int
	late int64
}

var solvers = sync.Pool{New: func() any { return new(Solver) }}

// Choose makes the plan of one problem under a policy. The same problem and
// policy have the same plan, in whatever order the nodes are given.
func Choose(p *Problem, c *Compiled) Plan {
	s := solvers.Get().(*Solver) //nolint:errcheck // the pool has nothing else
	defer solvers.Put(s)
	return s.Solve(p, c)
}

// Decide makes the same plan with less of a why, as [Solver.Decide] does.
func Decide(p *Problem, c *Compiled) Plan {
	s := solvers.Get().(*Solver) //nolint:errcheck // the pool has nothing else
	defer solvers.Put(s)
	return s.Decide(p, c)
}

// Solve makes the plan of one problem under a policy.
func (s *Solver) Solve(p *Problem, c *Compiled) Plan {
	return s.decide(p, c, true)
}

// Decide makes the same plan with less of a why: the locations that send and
// their terms. Without the words and what would have changed it, it takes about
// half the time.
func (s *Solver) Decide(p *Problem, c *Compiled) Plan {
	return s.decide(p, c, false)
}

func (s *Solver) decide(p *Problem, c *Compiled, grounds bool) Plan {
	s.p, s.c, s.n, s.m = p, c, len(p.Nodes), len(p.Items)
	s.load()
	s.fx.of(s)
	s.filter()
	s.price()
	s.rank()
	s.find()
	plan := s.plan(grounds)
	s.p, s.c = nil, nil
	return plan
}

// load sums the demand up by SKU.
func (s *Solver) load() {
	s.items = resize(s.items, s.m)
	s.total = 0
	for i := range s.items {
		it := &s.items[i]
		it.want, it.fill, it.grams, it.mm3 = 0, 0, s.p.Items[i].WeightGrams, s.p.Items[i].VolumeMM3
	}
	for _, d := range s.p.Lines {
		if i := s.item(d.SKUID); i >= 0 && d.Quantity > 0 {
			s.items[i].want += d.Quantity
			s.total += d.Quantity
		}
	}
}

// item is the index of a SKU, or −1.
func (s *Solver) item(skuID string) int {
	for i := range s.p.Items {
		if s.p.Items[i].SKUID == skuID {
			return i
		}
	}
	return -1
}

// rank puts the nodes into the order in which the search takes them, and the
// nodes of each item into the order of their cheapest unit.
func (s *Solver) rank() {
	s.ranked = s.ranked[:0]
	for j := range s.nodes {
		if s.sends(j) > 0 {
			s.ranked = append(s.ranked, j)
		}
	}
	slices.SortFunc(s.ranked, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.nodes[a].prefer, s.nodes[b].prefer), cmp.Compare(s.nodes[a].fixed, s.nodes[b].fixed), s.tie(a, b))
	})
	s.cheap, s.counts = resize(s.cheap, s.m*s.n), resize(s.counts, s.m)
	for i := range s.items {
		it := &s.items[i]
		it.suffix = resize(it.suffix, len(s.ranked)+1)
		it.suffix[len(s.ranked)] = 0
		block := s.cheap[i*s.n : i*s.n : (i+1)*s.n]
		for r := len(s.ranked) - 1; r >= 0; r-- {
			j := s.ranked[r]
			it.suffix[r] = it.suffix[r+1] + s.have[i*s.n+j]
			if s.have[i*s.n+j] > 0 {
				block = append(block, j)
			}
		}
		slices.SortFunc(block, func(a, b int) int {
			return cmp.Or(cmp.Compare(s.unit[i*s.n+a], s.unit[i*s.n+b]), s.tie(a, b))
		})
		s.counts[i] = len(block)
		it.fill = min(it.want, it.suffix[0])
	}
}

// tie orders nodes that are equal otherwise.
func (s *Solver) tie(a, b int) int {
	na, nb := &s.p.Nodes[a], &s.p.Nodes[b]
	return cmp.Or(cmp.Compare(na.Priority, nb.Priority), cmp.Compare(na.ID, nb.ID))
}

// sends is how many units of the order a node may send at the most.
func (s *Solver) sends(j int) (sum int64) {
	for i := range s.items {
		sum += min(s.items[i].want, s.have[i*s.n+j])
	}
	return min(sum, s.nodes[j].units)
}

// resize returns a slice of a length, of the old memory where it is enough. Its
// content is what was there.
func resize[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n, n+n/2)
	}
	return old[:n]
}
