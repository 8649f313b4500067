package bench

import (
	"context"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/routing"
)

// strategy is one way to decide the orders of an instance as they come.
type strategy struct {
	name   string
	decide func(p *player, order int) [][]int // units by center: the SKUs that each sends
}

// played is what an instance came to.
type played struct {
	cost            int64
	split, unfilled int
	took            time.Duration // deciding alone
}

// player is an instance while it is played.
type player struct {
	in      *instance
	stock   [][]int64
	solver  routing.Solver
	policy  *routing.Compiled
	nearest *routing.Compiled
	costs   map[int64][][]int64 // by weight: what one unit costs, by region and center
}

func (in *instance) strategies() []strategy {
	days := in.Weeks * 7
	left := func(p *player, order, sku int) []float64 {
		demand := make([]float64, len(in.Shares))
		for r, share := range in.Shares {
			demand[r] = in.Rates[sku] * share * max(0, days-in.Orders[order].At)
		}
		return demand
	}
	scarcity := func(p *player, order, sku int) []int64 {
		return routing.Scarcity(p.stock[sku], left(p, order, sku), p.unitCosts(sku), in.lost)
	}
	duals := func(p *player, order, sku int) []int64 {
		return routing.Lookahead{Seed: uint64(sku)}.Duals(p.stock[sku], left(p, order, sku), p.unitCosts(sku), in.lost)
	}
	return []strategy{
		{"nearest per line", (*player).nearestPerLine},
		{"nearest with fewest splits", func(p *player, order int) [][]int { return p.exact(order, p.nearest, nil) }},
		{"cheapest, exact", func(p *player, order int) [][]int { return p.exact(order, p.policy, nil) }},
		{"exact with stock balance", func(p *player, order int) [][]int { return p.exact(order, p.policy, scarcity) }},
		{"exact with look-ahead (16 demand samples)", func(p *player, order int) [][]int { return p.exact(order, p.policy, duals) }},
	}
}

// play decides every order in turn.
func (in *instance) play(ctx context.Context, s strategy) (played, error) {
	p, err := in.player()
	if err != nil {
		return played{}, err
	}
	var out played
	for i := range in.Orders {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		start := time.Now()
		sends := s.decide(p, i)
		out.took += time.Since(start)
		filled, parcels := 0, 0
		for j, skus := range sends {
			if len(skus) == 0 {
				continue
			}
			var grams int64
			for _, sku := range skus {
				p.stock[sku][j]--
				grams += in.grams[sku]
			}
			out.cost += in.parcel(in.Orders[i].Zones[j], grams)
			filled += len(skus)
			parcels++
		}
		if parcels > 1 {
			out.split++
		}
		missing := len(in.Orders[i].Lines) - filled
		out.unfilled += missing
		out.cost += int64(missing) * in.lost
	}
	return out, nil
}

func (in *instance) player() (*player, error) {
	p := &player{in: in, costs: map[int64][][]int64{}}
	for _, have := range in.Stock {
		p.stock = append(p.stock, append([]int64(nil), have...))
	}
	var err error
	if p.policy, err = routing.Compile(routing.Policy{Currency: "USD", Cards: []routing.RateCard{in.card}}); err != nil {
		return nil, err
	}
	p.nearest, err = routing.Compile(routing.Policy{})
	return p, err
}

// exact asks the engine; worth, when given, prices the stock of a SKU.
func (p *player) exact(order int, policy *routing.Compiled, worth func(p *player, order, sku int) []int64) [][]int {
	o := &p.in.Orders[order]
	problem := routing.Problem{Nodes: make([]routing.Node, len(p.in.Centers))}
	for j := range problem.Nodes {
		n := &problem.Nodes[j]
		n.ID, n.Zone, n.Dispatch = strconv.Itoa(j), strconv.Itoa(o.Zones[j]), &time.Time{}
		if policy == p.nearest { // a fortune for each parcel, then the miles
			n.Handling = &routing.Handling{Parcel: 10_000_000 + o.Miles[j]}
		}
	}
	for _, sku := range o.Lines {
		id := strconv.Itoa(sku)
		problem.Lines = append(problem.Lines, routing.Demand{Line: sku, SKUID: id, Quantity: 1})
		it := routing.Item{SKUID: id, SKU: id, WeightGrams: p.in.grams[sku], Have: p.stock[sku]}
		if worth != nil {
			it.Opportunity = worth(p, order, sku)
		}
		problem.Items = append(problem.Items, it)
	}
	sends := make([][]int, len(p.in.Centers))
	for _, k := range p.solver.Solve(&problem, policy).Picks {
		sends[k.Node] = append(sends[k.Node], k.Line)
	}
	return sends
}

// nearestPerLine sends each line from the nearest center that has it.
func (p *player) nearestPerLine(order int) [][]int {
	o := &p.in.Orders[order]
	sends := make([][]int, len(p.in.Centers))
	for _, sku := range o.Lines {
		best := -1
		for j, have := range p.stock[sku] {
			if have > 0 && (best < 0 || o.Miles[j] < o.Miles[best]) {
				best = j
			}
		}
		if best >= 0 {
			sends[best] = append(sends[best], sku)
		}
	}
	return sends
}

// unitCosts is what one unit of a SKU costs alone, by region and center.
func (p *player) unitCosts(sku int) [][]int64 {
	grams := p.in.grams[sku]
	if costs, ok := p.costs[grams]; ok {
		return costs
	}
	costs := make([][]int64, len(p.in.Zones))
	for r, zones := range p.in.Zones {
		for _, z := range zones {
			costs[r] = append(costs[r], p.in.parcel(z, grams))
		}
	}
	p.costs[grams] = costs
	return costs
}

// parcel is what a parcel costs.
func (in *instance) parcel(zone int, grams int64) int64 {
	k := 0
	for k < len(in.card.Steps)-1 && in.card.Steps[k] < grams {
		k++
	}
	return in.card.Zones[zone-1].Prices[k]
}
