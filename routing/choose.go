package routing

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
)

// Problem is what is to be decided for one order.
type Problem struct {
	Lines []Demand
	To    *Place // where it goes; nil when nobody knows
	Now   time.Time
	Nodes []Node
	// Available says how many units of a SKU the node at this index can still
	// promise.
	Available func(skuID string, node int) int64
}

// Demand is a quantity of one SKU that a line asks for.
type Demand struct {
	Line     int
	SKUID    string
	Quantity int64
}

// Node is a location that could send.
type Node struct {
	ID       string
	Code     string
	Place    *Place
	Priority int64      // lower is preferred
	Dispatch *time.Time // its next hand-over to a carrier; nil when none is in sight
}

// Late is how far off a location's next hand-over may be before others are
// preferred: three days, so that a weekend is no reason to send from afar.
const Late = 72 * time.Hour

// Plan is the answer: who sends what, what nobody has, and why.
type Plan struct {
	Picks   []Pick  // ordered by node, then line
	Short   []Short // what no node has
	Optimal bool    // whether every smaller or nearer set was ruled out
	Why     Why
}

// Pick is a quantity of a line's SKU taken at a node.
type Pick struct {
	Node     int // index into Problem.Nodes
	Line     int
	SKUID    string
	Quantity int64
}

// Short is what no node has of a line.
type Short struct {
	Line     int
	SKUID    string
	Quantity int64
}

// Why keeps the grounds of a plan for people.
type Why struct {
	Rule       string      `json:"rule"`
	Candidates []Candidate `json:"candidates"`
	Sets       int         `json:"sets_compared"`
	Optimal    bool        `json:"optimal"`
}

// Candidate is one location as the decision saw it.
type Candidate struct {
	Location   string     `json:"location"`
	Units      int64      `json:"units"` // of the order that it has
	Of         int64      `json:"of"`
	DistanceKM *int64     `json:"distance_km,omitempty"`
	Dispatch   *time.Time `json:"next_dispatch,omitempty"`
	Chosen     bool       `json:"chosen"`
	Reason     string     `json:"reason,omitempty"` // why it was not
}

const (
	rule = "fewest locations, then none that is closed for three days, then nearest, then priority"
	// maxSets bounds how many sets of locations are compared before the rest is
	// done greedily; a plan found so is not called optimal.
	maxSets = 20_000
	// maxCandidates bounds the locations told about in Why.
	maxCandidates = 12
)

// Choose makes the plan, in steps:
//
//   - what can be filled is the demand or all that the nodes have together;
//   - a single node that has it all wins; else sets of two, three, … nodes are
//     tried until one size works, and within a size the best by (closed for
//     days, distance, priority, id) is taken;
//   - after maxSets sets the rest is greedy: the node with the most missing
//     units first;
//   - within the set, each line is filled from the best node on.
//
// Ties are broken by the node's id, so the same problem has the same plan.
func Choose(p Problem) Plan {
	s := newSearch(&p)
	chosen, sets, optimal := s.smallest()
	plan := Plan{Optimal: optimal, Why: Why{Rule: rule, Sets: sets, Optimal: optimal}}
	left := map[string][]int64{}
	for _, d := range p.Lines {
		need := d.Quantity
		for _, n := range chosen {
			have := s.remaining(left, d.SKUID)
			if take := min(need, have[n]); take > 0 {
				have[n] -= take
				need -= take
				plan.Picks = append(plan.Picks, Pick{n, d.Line, d.SKUID, take})
			}
		}
		if need > 0 {
			plan.Short = append(plan.Short, Short{d.Line, d.SKUID, need})
		}
	}
	rank := map[int]int{}
	for i, n := range chosen {
		rank[n] = i
	}
	slices.SortStableFunc(plan.Picks, func(a, b Pick) int { return cmp.Compare(rank[a.Node], rank[b.Node]) })
	plan.Why.Candidates = s.candidates(chosen)
	return plan
}

// search holds the problem in arrays: demand by SKU, and per node its rank.
type search struct {
	p      *Problem
	skus   []string
	want   []int64   // by SKU: what can be filled at all
	have   [][]int64 // by SKU, by node
	ranked []int     // nodes that have anything, best first
	dist   []float64 // by node; NaN when unknown
	late   []bool    // by node
	total  int64     // all units asked for
}

func newSearch(p *Problem) *search {
	n := len(p.Nodes)
	s := &search{p: p, dist: make([]float64, n), late: make([]bool, n)}
	for _, d := range p.Lines {
		s.total += d.Quantity
		i := slices.Index(s.skus, d.SKUID)
		if i < 0 {
			i = len(s.skus)
			have := make([]int64, n)
			for j := range have {
				have[j] = max(0, p.Available(d.SKUID, j))
			}
			s.skus, s.want, s.have = append(s.skus, d.SKUID), append(s.want, 0), append(s.have, have)
		}
		s.want[i] += d.Quantity
	}
	for i, have := range s.have {
		var sum int64
		for _, h := range have {
			sum += h
		}
		s.want[i] = min(s.want[i], sum)
	}
	for j, node := range p.Nodes {
		s.dist[j] = math.NaN()
		if p.To != nil && node.Place != nil {
			s.dist[j] = DistanceKM(*p.To, *node.Place)
		}
		s.late[j] = node.Dispatch == nil || node.Dispatch.Sub(p.Now) > Late
		if s.units(j) > 0 {
			s.ranked = append(s.ranked, j)
		}
	}
	slices.SortFunc(s.ranked, s.better)
	return s
}

// units is how many units of the order node j has.
func (s *search) units(j int) (sum int64) {
	for i := range s.skus {
		sum += min(s.want[i], s.have[i][j])
	}
	return sum
}

// better orders nodes: open soon, near, preferred, by id. A distance that is
// unknown counts as the far side of the globe.
func (s *search) better(a, b int) int {
	far := func(j int) float64 {
		if math.IsNaN(s.dist[j]) {
			return 20_037
		}
		return math.Round(s.dist[j])
	}
	soon := func(j int) int {
		if s.late[j] {
			return 1
		}
		return 0
	}
	na, nb := &s.p.Nodes[a], &s.p.Nodes[b]
	return cmp.Or(cmp.Compare(soon(a), soon(b)), cmp.Compare(far(a), far(b)), cmp.Compare(na.Priority, nb.Priority), cmp.Compare(na.ID, nb.ID))
}

// covers tells whether the nodes of set have everything that can be filled.
func (s *search) covers(set []int) bool {
	for i, want := range s.want {
		for _, j := range set {
			want -= s.have[i][j]
		}
		if want > 0 {
			return false
		}
	}
	return true
}

// smallest returns the best set of the fewest nodes, best node first, how many
// sets were compared, and whether nothing was left out.
func (s *search) smallest() (set []int, sets int, optimal bool) {
	if len(s.ranked) == 0 {
		return nil, 0, true
	}
	for size := 1; size <= len(s.ranked); size++ {
		var best []int
		done := s.each(size, func(candidate []int) bool {
			sets++
			if s.covers(candidate) && (best == nil || s.cheaper(candidate, best)) {
				best = slices.Clone(candidate)
			}
			return sets < maxSets && (size > 1 || best == nil) // nodes are ranked: the first single one is the best
		})
		if best != nil {
			return best, sets, done || size == 1
		}
		if !done {
			return s.greedy(), sets, false
		}
	}
	return slices.Clone(s.ranked), sets, true
}

// each calls f with every set of size ranked nodes, better ones first, until f
// says stop; it tells whether it came to the end.
func (s *search) each(size int, f func([]int) bool) bool {
	set := make([]int, size)
	var extend func(at, from int) bool
	extend = func(at, from int) bool {
		if at == size {
			return f(set)
		}
		for i := from; i <= len(s.ranked)-(size-at); i++ {
			set[at] = s.ranked[i]
			if !extend(at+1, i+1) {
				return false
			}
		}
		return true
	}
	return extend(0, 0)
}

// cheaper compares two sets of one size: fewer late nodes, then the shorter sum
// of distances, then the lower sum of priorities.
func (s *search) cheaper(a, b []int) bool {
	sum := func(set []int) (late int, far float64, prio int64) {
		for _, j := range set {
			if s.late[j] {
				late++
			}
			if d := s.dist[j]; math.IsNaN(d) {
				far += 20_037
			} else {
				far += math.Round(d)
			}
			prio += s.p.Nodes[j].Priority
		}
		return late, far, prio
	}
	la, fa, pa := sum(a)
	lb, fb, pb := sum(b)
	return cmp.Or(cmp.Compare(la, lb), cmp.Compare(fa, fb), cmp.Compare(pa, pb)) < 0
}

// greedy takes the node with the most missing units until nothing is missing.
func (s *search) greedy() []int {
	var set []int
	missing := slices.Clone(s.want)
	for {
		best, most := -1, int64(0)
		for _, j := range s.ranked {
			if slices.Contains(set, j) {
				continue
			}
			var gain int64
			for i := range missing {
				gain += min(missing[i], s.have[i][j])
			}
			if gain > most {
				best, most = j, gain
			}
		}
		if best < 0 {
			slices.SortFunc(set, s.better)
			return set
		}
		set = append(set, best)
		for i := range missing {
			missing[i] = max(0, missing[i]-s.have[i][best])
		}
	}
}

// remaining is what each node still has of a SKU while lines are filled.
func (s *search) remaining(left map[string][]int64, skuID string) []int64 {
	if have, ok := left[skuID]; ok {
		return have
	}
	left[skuID] = slices.Clone(s.have[slices.Index(s.skus, skuID)])
	return left[skuID]
}

// candidates tells about the nodes that have anything, chosen ones first.
func (s *search) candidates(chosen []int) []Candidate {
	order := slices.Clone(chosen)
	for _, j := range s.ranked {
		if !slices.Contains(chosen, j) {
			order = append(order, j)
		}
	}
	order = order[:min(len(order), max(maxCandidates, len(chosen)))]
	out := make([]Candidate, 0, len(order))
	for _, j := range order {
		c := Candidate{Location: s.p.Nodes[j].Code, Units: s.units(j), Of: s.total, Dispatch: s.p.Nodes[j].Dispatch, Chosen: slices.Contains(chosen, j)}
		if !math.IsNaN(s.dist[j]) {
			km := int64(math.Round(s.dist[j]))
			c.DistanceKM = &km
		}
		if !c.Chosen {
			c.Reason = s.reason(j, chosen)
		}
		out = append(out, c)
	}
	return out
}

// reason says in words why node j is not in the chosen set.
func (s *search) reason(j int, chosen []int) string {
	best := chosen[len(chosen)-1]
	switch {
	case len(chosen) == 1 && !s.covers([]int{j}):
		return fmt.Sprintf("has %d of the %d units", s.units(j), s.total)
	case s.late[j] && !s.late[best]:
		return "does not dispatch within three days"
	case len(chosen) > 1:
		return fmt.Sprintf("does not complete a better set of %d locations", len(chosen))
	case !math.IsNaN(s.dist[j]) && math.Round(s.dist[j]) != math.Round(s.dist[best]):
		return fmt.Sprintf("is farther than %s", s.p.Nodes[best].Code)
	}
	return fmt.Sprintf("has a lower priority than %s", s.p.Nodes[best].Code)
}
