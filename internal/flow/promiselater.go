package flow

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/promise"
	"github.com/switchyard-oms/switchyard/routing"
)

// laterDays is how many hand-overs a basket is tried for when a day is full.
// What finds no room by then has no date.
const laterDays = 10

// laterDay is the nodes as they are when the hand-overs before are over.
type laterDay struct {
	nodes  []routing.Node
	leaves []oms.Dispatch
}

// later decides about what a full day keeps out for the days after it: waiting
// units look for room again every hour.
func (a *asking) later(ctx context.Context, o *optionPlan) error {
	taken := slices.Clone(o.picks)
	for k := 0; k < laterDays && a.crowded(o, taken); k++ {
		day, err := a.day(ctx, k)
		if err != nil {
			return err
		}
		p := a.rest(o, day, taken)
		plan := routing.Choose(&p, a.cat.live.policy)
		for _, leg := range plan.Legs {
			g := a.cat.goods(leg.Node, a.tx.Now)
			d, ok := promise.From(g, day.leaves[leg.Node], a.cat.transit(a.cat.live, leg, p.To.Country))
			a.part(o, leg, d, ok, picked(plan.Picks, leg.Node))
		}
		taken = append(taken, plan.Picks...)
		o.short = slices.Concat(plan.Short, a.fenced)
	}
	return nil
}

// arrive sends what comes to a node on with the hand-overs after it, as far as
// their days have room.
func (a *asking) arrive(ctx context.Context, o *optionPlan, c arriving) error {
	g := a.cat.goods(c.node, a.tx.Now)
	g.Ready, g.Source = &c.at, c.source
	from := c.at
	if from.Before(a.tx.Now) {
		from = a.tx.Now
	}
	for range laterDays {
		leaves, ok := g.Calendar.NextDispatch(from)
		if !ok {
			break
		}
		room, err := a.roomOn(ctx, o, c.node, leaves)
		if err != nil {
			return err
		}
		var now []boundUnits
		now, c.units = split(c.units, room)
		if len(now) > 0 {
			var d promise.Delivery
			leg, ok := a.cat.legOf(a.cat.live, o.problem, c.node, now, &leaves.At)
			if ok {
				d, ok = promise.From(g, leaves, a.cat.transit(a.cat.live, leg, o.problem.To.Country))
			}
			a.part(o, leg, d, ok, now)
		}
		if len(c.units) == 0 {
			return nil
		}
		from = leaves.CutOff.Add(time.Microsecond)
	}
	a.part(o, routing.Leg{Node: c.node}, promise.Delivery{}, false, c.units)
	return nil
}

// split divides units into the first n and the rest.
func split(units []boundUnits, n int64) (first, rest []boundUnits) {
	for _, u := range units {
		k := min(n, u.quantity)
		n -= k
		if one := u; k > 0 {
			one.quantity = k
			first = append(first, one)
		}
		if u.quantity -= k; u.quantity > 0 {
			rest = append(rest, u)
		}
	}
	return first, rest
}

// roomOn is how many units the day of a hand-over still takes.
func (a *asking) roomOn(ctx context.Context, o *optionPlan, node int, leaves oms.Dispatch) (int64, error) {
	all := make([]oms.Dispatch, len(a.cat.leaves))
	all[node] = leaves
	days := a.cat.limitedDays(all)
	if len(days) == 0 {
		return oms.MaxQuantity, nil
	}
	at := nodeDay{node, leaves.Day}
	n, known := a.rooms[at]
	if !known {
		open, err := a.tx.OpenLoads(ctx, days)
		if err != nil {
			return 0, err
		}
		n = a.cat.withLoads(open, nil)[node]
		a.rooms[at] = n
	}
	if n.Orders.Left() == 0 && o.taken[at] == 0 {
		return 0, nil
	}
	return max(0, n.Units.Left()-o.taken[at]), nil
}

// crowded tells whether units are short that lie at a location with a limit.
func (a *asking) crowded(o *optionPlan, taken []routing.Pick) bool {
	left := a.left(o, taken)
	for _, s := range o.short[:len(o.short)-len(a.fenced)] {
		i := slices.IndexFunc(o.problem.Items, func(it routing.Item) bool { return it.SKUID == s.SKUID })
		for j, n := range o.problem.Nodes {
			if (n.Orders != nil || n.Units != nil) && n.Excluded == "" && left[i][j] > 0 {
				return true
			}
		}
	}
	return false
}

// left is what lies where when these units are taken, by item and node.
func (a *asking) left(o *optionPlan, taken []routing.Pick) [][]int64 {
	out := make([][]int64, len(o.problem.Items))
	for i, it := range o.problem.Items {
		out[i] = slices.Clone(it.Have)
		for _, k := range taken {
			if k.SKUID == it.SKUID {
				out[i][k.Node] -= k.Quantity
			}
		}
	}
	return out
}

// rest is the problem of what is short on a later day.
func (a *asking) rest(o *optionPlan, day laterDay, taken []routing.Pick) routing.Problem {
	p := o.problem
	p.Nodes, p.Lines, p.Items = slices.Clone(day.nodes), nil, slices.Clone(o.problem.Items)
	for j := range p.Nodes {
		p.Nodes[j].Excluded = o.problem.Nodes[j].Excluded
	}
	for i, have := range a.left(o, taken) {
		p.Items[i].Have = have
	}
	for _, s := range o.short[:len(o.short)-len(a.fenced)] {
		p.Lines = append(p.Lines, routing.Demand(s))
	}
	return p
}

// day loads what the k-th hand-over after the next one has taken already.
func (a *asking) day(ctx context.Context, k int) (laterDay, error) {
	for len(a.days) <= k {
		before := a.cat.leaves
		if n := len(a.days); n > 0 {
			before = a.days[n-1].leaves
		}
		d := laterDay{leaves: make([]oms.Dispatch, len(before))}
		for i, l := range a.cat.locations {
			if !before[i].At.IsZero() {
				d.leaves[i], _ = l.Calendar.NextDispatch(before[i].CutOff.Add(time.Microsecond))
			}
		}
		open, err := a.tx.OpenLoads(ctx, a.cat.limitedDays(d.leaves))
		if err != nil {
			return laterDay{}, err
		}
		d.nodes = a.cat.withLoads(open, nil)
		for i := range d.nodes {
			if d.nodes[i].Dispatch = nil; !d.leaves[i].At.IsZero() {
				d.nodes[i].Dispatch = &d.leaves[i].At
			}
		}
		a.days = append(a.days, d)
	}
	return a.days[k], nil
}
