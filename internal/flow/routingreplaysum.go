package flow

import (
	"cmp"
	"slices"

	"github.com/switchyard-oms/switchyard/routing"
)

// RoutingReport is what came of a replay: history beside its variants.
type RoutingReport struct {
	Decisions int64               `json:"decisions" doc:"That were made again" example:"3362"`
	Defects   int64               `json:"defects" doc:"Decisions that came out differently under the very policy that made them. Anything but 0 is a fault of the program" example:"0"`
	Currency  string              `json:"currency" doc:"Of the costs; empty when it changed within the period" example:"EUR"`
	History   RoutingSum          `json:"history" doc:"What was decided"`
	Variants  []RoutingVariantSum `json:"variants" doc:"What each variant would have decided, with the stock, the capacities and the prices as they were"`
}

// RoutingVariantSum is what one variant would have decided.
type RoutingVariantSum struct {
	Name    string `json:"name" example:"Leeds first"`
	Version *int64 `json:"version,omitempty" example:"2"`
	Moved   int64  `json:"moved" doc:"Decisions that would have sent from elsewhere" example:"120"`
	Cost    int64  `json:"cost_difference" doc:"To history, in minor units; below zero is cheaper" example:"-4200"`
	RoutingSum
}

// RoutingSum adds decisions up. Costs are in minor units.
type RoutingSum struct {
	Units      int64         `json:"units" doc:"Asked for" example:"7100"`
	Filled     int64         `json:"filled" doc:"Units that found a location" example:"7050"`
	Split      int64         `json:"split" doc:"Decisions that send from more than one location" example:"240"`
	Locations  int64         `json:"locations" doc:"Fulfillment orders, that is" example:"3602"`
	Parcels    int64         `json:"parcels" example:"3650"`
	Late       int64         `json:"late" doc:"Decisions with a location that can't keep the promise" example:"12"`
	DistanceKM int64         `json:"distance_km" doc:"From each location to the destination, where both are known" example:"1204300"`
	TotalCost  int64         `json:"total_cost" example:"1804200"`
	Terms      routing.Terms `json:"terms" doc:"The parts of the cost"`
	Unproven   int64         `json:"unproven" doc:"Decisions that are not proven best within the budget of the search" example:"0"`
	Places     []RoutingLoad `json:"by_location" doc:"What each location sends, by code"`

	loads map[string]*locationLoad // by code; Places is made of it
}

// RoutingOutcome is one decision as it was, or would have been, made.
type RoutingOutcome struct {
	Sends      []RoutingSend `json:"sends" doc:"Who sends how many units"`
	Filled     int64         `json:"filled" example:"2"`
	Parcels    int64         `json:"parcels" example:"1"`
	Late       bool          `json:"late"`
	DistanceKM int64         `json:"distance_km" example:"310"`
	Cost       int64         `json:"cost" doc:"Minor units" example:"540"`
	Moved      bool          `json:"moved" doc:"It sends from elsewhere than history did"`
	Sentence   string        `json:"sentence" example:"BER sends everything for 5.40 EUR, proven best."`

	terms   routing.Terms
	optimal bool
}

// RoutingSend is what one location sends.
type RoutingSend struct {
	Location string `json:"location" example:"BER"`
	Units    int64  `json:"units" example:"2"`

	node int // index into the problem's nodes
}

// outcomeOf reads off a plan what a replay compares.
func outcomeOf(p *routing.Problem, plan *routing.Plan) RoutingOutcome {
	out := RoutingOutcome{Sends: []RoutingSend{}, Cost: plan.Cost, Sentence: plan.Why.Sentence, terms: plan.Why.Terms, optimal: plan.Optimal, Late: plan.Why.Terms.Late > 0}
	for _, k := range plan.Picks {
		i := slices.IndexFunc(out.Sends, func(s RoutingSend) bool { return s.node == k.Node })
		if i < 0 {
			out.Sends, i = append(out.Sends, RoutingSend{Location: p.Nodes[k.Node].Code, node: k.Node}), len(out.Sends)
		}
		out.Sends[i].Units += k.Quantity
		out.Filled += k.Quantity
	}
	for _, c := range plan.Why.Candidates {
		if !c.Chosen {
			continue
		}
		out.Parcels += c.Parcels
		if c.DistanceKM != nil {
			out.DistanceKM += *c.DistanceKM
		}
	}
	return out
}

// add counts one decision.
func (s *RoutingSum) add(units int64, o *RoutingOutcome) {
	s.Units += units
	s.Filled += o.Filled
	s.Locations += int64(len(o.Sends))
	s.Parcels += o.Parcels
	s.DistanceKM += o.DistanceKM
	s.TotalCost += o.Cost
	s.Terms = s.Terms.Plus(o.terms)
	if len(o.Sends) > 1 {
		s.Split++
	}
	if o.Late {
		s.Late++
	}
	if !o.optimal {
		s.Unproven++
	}
}

// merge adds the sums of two parts of history.
func (s *RoutingSum) merge(o *RoutingSum) {
	s.Units += o.Units
	s.Filled += o.Filled
	s.Split += o.Split
	s.Locations += o.Locations
	s.Parcels += o.Parcels
	s.Late += o.Late
	s.DistanceKM += o.DistanceKM
	s.TotalCost += o.TotalCost
	s.Terms = s.Terms.Plus(o.Terms)
	s.Unproven += o.Unproven
	s.loads = mergeLoads(s.loads, o.loads)
}

// samePicks tells whether two plans take the same units from the same
// locations, whichever lines they are for.
func samePicks(a, b []routing.Pick) bool {
	type taken struct {
		node int
		sku  string
	}
	units := map[taken]int64{}
	for _, k := range a {
		units[taken{k.Node, k.SKUID}] += k.Quantity
	}
	for _, k := range b {
		units[taken{k.Node, k.SKUID}] -= k.Quantity
	}
	for _, n := range units {
		if n != 0 {
			return false
		}
	}
	return true
}

// identical tells whether a decision came out as it was made, to the pick.
func identical(rec *routing.Record, plan *routing.Plan) bool {
	byPlace := func(a, b routing.Pick) int {
		return cmp.Or(cmp.Compare(a.Node, b.Node), cmp.Compare(a.Line, b.Line), cmp.Compare(a.SKUID, b.SKUID))
	}
	was, is := slices.SortedFunc(slices.Values(rec.Picks), byPlace), slices.SortedFunc(slices.Values(plan.Picks), byPlace)
	return rec.Cost == plan.Cost && slices.Equal(was, is)
}
