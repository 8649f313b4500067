package routing

import (
	"cmp"
	"math"
	"slices"
)

// score is how good a plan is: the units that stay unfilled first, then what
// the strategy looks at, then the cost.
type score struct{ short, prefer, cost int64 }

func (a score) less(b score) bool {
	return cmp.Or(cmp.Compare(a.short, b.short), cmp.Compare(a.prefer, b.prefer), cmp.Compare(a.cost, b.cost)) < 0
}

// search is the branch and bound over sets of locations.
type search struct {
	best   score
	set    []int   // nodes of the best plan, in the order of ranked
	taken  []int64 // by item and place in set
	steps  int     // sets and allocations looked at, against the budget
	sets   int     // sets looked at
	done   bool    // whether nothing better can be left
	root   score   // no plan is better than this
	base   int64   // thousandths: the cheapest units of all nodes
	stack  []int   // the set that is being built
	fixed  []int64 // ascending fixed costs, summed up: fixed[k] is that of the k cheapest nodes
	prefer []int64 // the same of what the strategy looks at
	least  []int64 // by rank: the lowest fixed cost of this and all later nodes
	most   []int64 // scratch: what the nodes have of one item, descending
	short  []int64 // by size: units that no set of so many nodes can fill
	ties   bool    // whether what equals the best is looked at too, so that its tie is broken
}

// beatable tells whether what has this bound could still replace the best.
func (q *search) beatable(bound score) bool { return bound.less(q.best) || q.ties && bound == q.best }

// units is the base of plans that leave so many units unfilled: the cheapest
// units of all nodes when nothing is left that could be filled, else nothing
// that is known.
func (q *search) units(short int64) int64 {
	if short == q.root.short {
		return q.base
	}
	return 0
}

// find looks for the best plan: sets of one node, then of two, and so on until
// a larger one can't be better.
func (s *Solver) find() {
	q := &s.search
	q.best = score{short: math.MaxInt64}
	q.set, q.steps, q.sets, q.done, q.ties = q.set[:0], 0, 0, true, false
	if len(s.ranked) == 0 {
		q.best, q.root = score{short: s.total}, score{short: s.total}
		return
	}
	s.bounds()
	most := int(min(int64(len(s.ranked)), s.fx.maxLocations))
	for size := 1; size <= most && q.done; size++ {
		if size == 2 && s.beats(2, most) {
			s.greedy(most)
		}
		if !s.beats(size, size) {
			continue
		}
		q.stack, q.ties = q.stack[:0], size == 1
		s.extend(size, 0, 0, 0)
	}
	s.settle()
	if q.done {
		q.root = q.best
	}
}

// settle works out what no plan that fills as many units as the best can beat,
// for a search that ended early: at least as many locations as the stock calls
// for, the cheapest of them, and the cheapest units. Of one that fills nothing
// there is nothing to say: sending nothing costs nothing.
func (s *Solver) settle() {
	q := &s.search
	if q.best.short >= s.total {
		return
	}
	size := 1
	for size < len(s.ranked) && q.short[size] > q.best.short {
		size++
	}
	q.root.cost = int64(size-1)*s.c.policy.Split + ceilDiv(q.fixed[size]+q.units(q.best.short), milli)
	q.root.prefer = q.prefer[size]
}

// bounds prepares what no set of a size can beat.
func (s *Solver) bounds() {
	q, n := &s.search, len(s.ranked)
	q.fixed, q.prefer, q.least, q.short = resize(q.fixed, n+1), resize(q.prefer, n+1), resize(q.least, n+1), resize(q.short, n+1)
	var room int64
	q.least[n] = math.MaxInt64
	for r := n - 1; r >= 0; r-- {
		nd := &s.nodes[s.ranked[r]]
		q.fixed[r+1], q.prefer[r+1] = nd.fixed, nd.prefer
		q.least[r] = min(q.least[r+1], nd.fixed)
		room += s.sends(s.ranked[r])
	}
	q.fixed[0], q.prefer[0] = 0, 0
	slices.Sort(q.fixed[1:])
	slices.Sort(q.prefer[1:])
	for k := range n {
		q.fixed[k+1] += q.fixed[k]
		q.prefer[k+1] += q.prefer[k]
	}
	s.shortest()
	q.base = 0
	if room >= s.total-q.short[n] { // else the units that are filled may be any
		for i := range s.items {
			q.base += s.cheapest(i)
		}
	}
	q.short[n] = max(q.short[n], s.total-room)
	q.root = score{short: q.short[n]}
}

// shortest fills short: each size takes the nodes with the most of each item.
func (s *Solver) shortest() {
	q, n := &s.search, len(s.ranked)
	clear(q.short)
	for i := range s.items {
		q.most = q.most[:0]
		for _, j := range s.ranked {
			q.most = append(q.most, s.have[i*s.n+j])
		}
		slices.SortFunc(q.most, func(a, b int64) int { return cmp.Compare(b, a) })
		need := s.items[i].want
		for k := range n + 1 {
			q.short[k] += need
			if k < n {
				need -= min(need, q.most[k])
			}
		}
	}
}

// cheapest is the least that the units of an item can cost, all nodes together.
func (s *Solver) cheapest(i int) (sum int64) {
	need := s.items[i].fill
	for _, j := range s.cheap[i*s.n : i*s.n+s.counts[i]] {
		take := min(need, s.have[i*s.n+j])
		sum += take * s.unit[i*s.n+j]
		if need -= take; need == 0 {
			break
		}
	}
	return sum
}

// beats tells whether a set of from to upto nodes could be better than the best.
func (s *Solver) beats(from, upto int) bool {
	q := &s.search
	short := max(q.root.short, q.short[upto])
	return q.beatable(score{short, q.prefer[from], int64(from-1)*s.c.policy.Split + ceilDiv(q.fixed[from]+q.units(short), milli)})
}

// extend adds ranked nodes from a rank on to the set on the stack until it has
// size nodes, passing over what can't be better than the best; fixed and prefer
// are sums over the stack.
func (s *Solver) extend(size, from int, fixed, prefer int64) {
	q := &s.search
	missing := size - len(q.stack)
	for r := from; r <= len(s.ranked)-missing; r++ {
		if q.steps++; q.steps > s.c.policy.Budget {
			q.done = false
			return
		}
		nd := &s.nodes[s.ranked[r]]
		after := int64(missing - 1)
		short := max(q.root.short, s.lacking(r))
		if short > q.best.short {
			return // later nodes lack even more
		}
		if !q.beatable(score{short, prefer + nd.prefer*int64(missing),
			int64(size-1)*s.c.policy.Split + ceilDiv(fixed+nd.fixed+after*q.lowest(r+1, after)+q.units(short), milli)}) {
			continue
		}
		q.stack = append(q.stack, s.ranked[r])
		if missing > 1 {
			s.extend(size, r+1, fixed+nd.fixed, prefer+nd.prefer)
		} else {
			s.try(fixed+nd.fixed, prefer+nd.prefer)
		}
		q.stack = q.stack[:len(q.stack)-1]
		if !q.done {
			return
		}
	}
}

// lowest is the lowest fixed cost from a rank on, where one is needed.
func (q *search) lowest(rank int, needed int64) int64 {
	if needed == 0 {
		return 0
	}
	return q.least[rank]
}

// lacking is how many units stay unfilled when the stack gets all nodes from a
// rank on.
func (s *Solver) lacking(rank int) (sum int64) {
	for i := range s.items {
		it := &s.items[i]
		need := it.want - it.suffix[rank]
		for _, j := range s.search.stack {
			if need <= 0 {
				break
			}
			need -= s.have[i*s.n+j]
		}
		sum += max(0, need)
	}
	return sum
}

// try allocates from the set on the stack when its bound is better than the
// best plan.
func (s *Solver) try(fixed, prefer int64) {
	q := &s.search
	q.sets++
	if s.prepare(q.stack, fixed, prefer); q.beatable(s.alloc.bound()) {
		s.allocate()
	}
}

// greedy gives the search something to beat: the node with the most missing
// units first, until nothing is missing.
func (s *Solver) greedy(most int) {
	q := &s.search
	q.stack = q.stack[:0]
	missing := s.alloc.left[:0]
	for i := range s.items {
		missing = append(missing, s.items[i].want)
	}
	s.alloc.left = missing
	var fixed, prefer int64
	for len(q.stack) < most {
		best, gain := -1, int64(0)
		for _, j := range s.ranked {
			var g int64
			for i, need := range missing {
				g += min(need, s.have[i*s.n+j])
			}
			if g = min(g, s.nodes[j].units); g > gain && !slices.Contains(q.stack, j) {
				best, gain = j, g
			}
		}
		if best < 0 {
			break
		}
		q.stack = append(q.stack, best)
		fixed, prefer = fixed+s.nodes[best].fixed, prefer+s.nodes[best].prefer
		for i := range missing {
			missing[i] -= min(missing[i], s.have[i*s.n+best])
		}
	}
	s.try(fixed, prefer)
}
