package routing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/switchyard-oms/switchyard/money"
)

// Bounds on the size of a Why.
const (
	maxCandidates      = 12
	maxCounterfactuals = 3
	maxFired           = 20
)

// plan writes the best allocation out: picks by line, what is short, and why.
func (s *Solver) plan(grounds bool) Plan {
	q := &s.search
	plan := Plan{Cost: q.best.cost, Bound: q.root.cost, Optimal: q.done}
	k := len(q.set)
	for _, d := range s.p.Lines {
		i, need := s.item(d.SKUID), d.Quantity
		for at := 0; i >= 0 && at < k && need > 0; at++ {
			if n := min(need, q.taken[i*k+at]); n > 0 {
				q.taken[i*k+at] -= n
				need -= n
				plan.Picks = append(plan.Picks, Pick{q.set[at], d.Line, d.SKUID, n})
			}
		}
		if need > 0 {
			plan.Short = append(plan.Short, Short{d.Line, d.SKUID, need})
		}
	}
	q.set = slices.DeleteFunc(q.set, func(j int) bool { return !slices.ContainsFunc(plan.Picks, func(p Pick) bool { return p.Node == j }) })
	slices.SortStableFunc(plan.Picks, func(a, b Pick) int { return slices.Index(q.set, a.Node) - slices.Index(q.set, b.Node) })
	plan.Why = s.why(&plan, grounds)
	return plan
}

// why explains the plan: what it costs, and, with its grounds, why it is none
// of the others.
func (s *Solver) why(plan *Plan, grounds bool) Why {
	q := &s.search
	w := Why{Rule: s.rule(), Strategy: s.fx.strategy, Sets: q.sets, Optimal: plan.Optimal, Currency: s.c.policy.Currency, Cost: plan.Cost, Bound: plan.Bound, Precision: s.p.To.Precision, Destination: s.p.To.Place}
	if !plan.Optimal && q.root.short == q.best.short && q.root.prefer == q.best.prefer && plan.Bound > 0 {
		gap := ceilDiv((plan.Cost-plan.Bound)*1000, plan.Bound)
		w.GapPermille = &gap
	}
	for _, f := range s.fx.fired[:min(len(s.fx.fired), maxFired)] {
		w.Fired = append(w.Fired, s.c.rules[f].Name)
	}
	w.Candidates = make([]Candidate, 0, min(s.n, maxCandidates))
	for _, j := range q.set {
		c := s.candidate(j)
		t, way, parcels := s.terms(j, s.sent(plan, j))
		c.priced(t, way, parcels)
		c.Chosen = true
		w.Terms.add(t)
		plan.Legs = append(plan.Legs, Leg{Node: j, Card: s.c.index(way.card), Zone: way.zone, Parcels: parcels, Terms: t})
		w.Candidates = append(w.Candidates, c)
	}
	w.Terms.Split = int64(max(0, len(q.set)-1)) * s.c.policy.Split
	if !grounds {
		return w
	}
	s.others(&w)
	w.Counterfactual = s.counterfactuals()
	w.Sentence = s.sentence(plan, &w)
	return w
}

// others tells about locations that were not chosen: those that could send
// something first, then those that have something and may not.
func (s *Solver) others(w *Why) {
	for _, j := range s.ranked {
		if len(w.Candidates) >= maxCandidates {
			return
		}
		if s.holds(j) {
			continue
		}
		c := s.candidate(j)
		t, way, parcels := s.terms(j, s.alone(j))
		c.priced(t, way, parcels)
		c.Failed = s.failures(j)
		c.Reason = s.reason(&c, j, len(w.Candidates) > 0 && len(s.search.set) > 1)
		w.Candidates = append(w.Candidates, c)
	}
	for j := range s.nodes {
		if len(w.Candidates) >= maxCandidates {
			return
		}
		if s.sends(j) > 0 || !s.stocked(j) {
			continue
		}
		c := s.candidate(j)
		c.Failed = s.failures(j)
		c.Reason = c.Failed[0].words()
		w.Candidates = append(w.Candidates, c)
	}
}

// stocked tells whether a node has anything of the order on its shelves.
func (s *Solver) stocked(j int) bool {
	for i := range s.items {
		if s.items[i].want > 0 && s.p.Items[i].Have[j] > 0 {
			return true
		}
	}
	return false
}

func (s *Solver) candidate(j int) Candidate {
	n := &s.p.Nodes[j]
	c := Candidate{Location: n.Code, Units: s.sends(j), Of: s.total, Dispatch: n.Dispatch, Place: n.Place}
	if s.nodes[j].known {
		km := s.nodes[j].km
		c.DistanceKM = &km
	}
	return c
}

func (c *Candidate) priced(t Terms, w way, parcels int64) {
	c.Terms, c.Cost, c.Parcels = &t, t.Total(), parcels
	if w.card != nil {
		c.Card, c.Zone = w.card.Name, w.card.Zones[w.zone].Name
	}
}

// sent is what a node sends in the plan.
func (s *Solver) sent(plan *Plan, j int) (l load) {
	for i := range s.items {
		var units int64
		for _, p := range plan.Picks {
			if p.Node == j && p.SKUID == s.p.Items[i].SKUID {
				units += p.Quantity
			}
		}
		s.put(&l, i, j, units)
	}
	return l
}

// alone is all that a node could send of the order.
func (s *Solver) alone(j int) (l load) {
	room := s.nodes[j].units
	for i := range s.items {
		units := min(s.items[i].want, s.have[i*s.n+j], room)
		room -= units
		s.put(&l, i, j, units)
	}
	return l
}

func (s *Solver) put(l *load, i, j int, units int64) {
	if units > 0 {
		it := &s.items[i]
		l.units, l.lines, l.grams, l.mm3 = l.units+units, l.lines+1, l.grams+units*it.grams, l.mm3+units*it.mm3
		l.balance += units * s.opp[i*s.n+j]
	}
}

// failures lists the constraints that keep a node from sending everything.
func (s *Solver) failures(j int) (out []Failed) {
	nd := &s.nodes[j]
	if nd.failed.Constraint != "" {
		return []Failed{nd.failed}
	}
	for i := range s.items {
		have := max(0, s.p.Items[i].Have[j])
		if f := s.mayNot(i, j); f.Constraint != "" && have > 0 {
			out = append(out, f)
		} else if missing := s.items[i].want - have; missing > 0 {
			out = append(out, Failed{Constraint: FailStock, SKU: s.p.Items[i].SKU, Missing: missing})
		}
	}
	if missing := s.total - nd.units; missing > 0 {
		out = append(out, Failed{Constraint: FailCapacity, Missing: missing, Detail: "units"})
	}
	return out
}

// words says a failure.
func (f Failed) words() string {
	switch f.Constraint {
	case FailStock:
		return fmt.Sprintf("is short of %d of %s", f.Missing, f.SKU)
	case FailCapacity:
		return "has no capacity left on the day of its next hand-over"
	case FailExcluded:
		return f.Detail
	case FailChannel:
		return "does not send for this channel"
	case FailBorder:
		return "may not send across the border"
	case FailHandling:
		return fmt.Sprintf("has no %s, which %s needs", f.Detail, f.SKU)
	case FailCarrier:
		return "has no carrier that serves the route"
	}
	return "is ruled out by " + f.Rule
}

// reason says why a node that may send something was not chosen.
func (s *Solver) reason(c *Candidate, j int, split bool) string {
	short := s.total - s.search.best.short
	switch {
	case c.Units < short && !split:
		return fmt.Sprintf("has %d of the %d units", c.Units, s.total)
	case c.Units < short:
		return fmt.Sprintf("does not complete a better set of %d locations", len(s.search.set))
	case s.nodes[j].prefer > s.search.best.prefer:
		return "comes later by what is preferred"
	case c.Cost > s.search.best.cost:
		return "costs " + s.amount(c.Cost-s.search.best.cost) + " more"
	}
	return "equals the choice, which comes first by priority and id"
}

// rule says what was looked for.
func (s *Solver) rule() string {
	by := map[Strategy]string{Cheapest: "the least cost", Nearest: "the nearest, then the least cost", Fastest: "the fastest, then the least cost",
		AllInOne: "the fewest locations, then the least cost", PriorityList: "the order of a list, then the least cost", Group: "a group, then the least cost"}
	return "the most units, then " + by[s.fx.strategy]
}

// sentence says the decision.
func (s *Solver) sentence(plan *Plan, w *Why) string {
	var codes []string
	for _, j := range s.search.set {
		codes = append(codes, s.p.Nodes[j].Code)
	}
	filled := s.total - s.search.best.short
	if filled == 0 {
		return fmt.Sprintf("No location may send any of the %d units.", s.total)
	}
	const shown = 5
	who := strings.Join(codes[:min(len(codes), shown)], ", ")
	if len(codes) > shown {
		who += fmt.Sprintf(" and %d more", len(codes)-shown)
	}
	what := fmt.Sprintf("%d of %d units", filled, s.total)
	if filled == s.total {
		what = "everything"
	}
	verb := " sends "
	if len(codes) > 1 {
		verb = " send "
	}
	text := who + verb + what + " for " + s.amount(plan.Cost)
	switch {
	case plan.Optimal:
		text += ", proven best"
	case w.GapPermille != nil:
		text += fmt.Sprintf(", within %d.%d %% of the best", *w.GapPermille/10, *w.GapPermille%10)
	default:
		text += ", the best that was found"
	}
	if len(w.Counterfactual) > 0 {
		return text + ". " + w.Counterfactual[0].Sentence
	}
	return text + "."
}

// amount writes minor units for people.
func (s *Solver) amount(minor int64) string {
	if s.c.policy.Currency == "" {
		return fmt.Sprintf("%d", minor)
	}
	return money.New(minor, s.c.policy.Currency).Decimal() + " " + s.c.policy.Currency
}
