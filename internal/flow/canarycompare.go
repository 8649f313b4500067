package flow

import (
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// DecidedByCanary says of a decision that a canary made it.
type DecidedByCanary struct {
	ID        string     `json:"id" doc:"The canary's" example:"cny_01kd3ht2yre1asz3dgf0ma94w5"`
	Share     int64      `json:"share" doc:"Percent of the orders that it decided about then" example:"10"`
	Otherwise *Otherwise `json:"otherwise,omitempty" doc:"What the live version would have done; absent of orders from before the canary, and of better plans that were found later"`
}

// Otherwise is the plan that was not carried out.
type Otherwise struct {
	Version int64         `json:"version" doc:"The live one" example:"1"`
	Same    bool          `json:"same" doc:"It would have sent from the same locations"`
	Sends   []RoutingSend `json:"sends" doc:"Who would have sent how many units"`
	Cost    int64         `json:"cost" doc:"Carriage and handling, minor units" example:"540"`
}

// comparison is what both versions make of one order.
type comparison struct {
	store.CanaryOrder
	otherwise Otherwise // the plan that is not carried out
}

// compare plans an order under the other version too, on the same facts: the
// stock has not changed yet. It is nil for orders that no canary is about, and
// for those that were there before it.
func (c *catalog) compare(o *oms.Order, by *decider, p *routing.Problem, plan *routing.Plan, fenced []routing.Short) *comparison {
	if !c.canary.covers(o.Channel) || o.CapturedAt.Before(c.canary.since) {
		return nil
	}
	other := c.live
	if by == c.live {
		other = c.canary.decider
	}
	beside := routing.Decide(p, other.policy)
	out := &comparison{CanaryOrder: store.CanaryOrder{CanaryID: c.canary.id, OrderID: o.ID, Canary: by == c.canary.decider, DecidedAt: p.Now, Differs: !samePicks(plan.Picks, beside.Picks)}}
	for _, d := range p.Lines {
		out.Units += d.Quantity
	}
	for _, s := range fenced {
		out.Units += s.Quantity
	}
	within := c.live.policy.Policy().Late.Within // one measure for both
	out.Lives, out.Canarys = canaryPlan(p, plan, within), canaryPlan(p, &beside, within)
	out.otherwise = Otherwise{Version: other.version, Same: !out.Differs, Sends: outcomeOf(p, &beside).Sends, Cost: out.Canarys.Cost}
	if out.Canary {
		out.Lives, out.Canarys = out.Canarys, out.Lives
	}
	return out
}

// canaryPlan reads off a plan what is compared. What is paid is its cost: the
// other terms are what a version weighs its choices with, and one that weighs
// less would look cheaper.
func canaryPlan(p *routing.Problem, plan *routing.Plan, within time.Duration) (out store.CanaryPlan) {
	out.Cost, out.Split = plan.Why.Terms.Carrier+plan.Why.Terms.Handling, len(plan.Legs) > 1
	for _, k := range plan.Picks {
		out.Filled += k.Quantity
		at := p.Nodes[k.Node].Dispatch
		out.Late = out.Late || at == nil || at.Sub(p.Now) > within
	}
	return out
}

// compared keeps a comparison; the first of an order counts.
func (p *planning) compared(c *comparison) {
	if c != nil {
		p.beside = append(p.beside, c.CanaryOrder)
	}
}

// canaryOf says of a decision that the canary made it; nil when the live version
// did.
func (c *catalog) canaryOf(by *decider, beside *comparison) *DecidedByCanary {
	if c.canary == nil || by != c.canary.decider {
		return nil
	}
	out := &DecidedByCanary{ID: c.canary.id, Share: c.canary.share}
	if beside != nil {
		out.Otherwise = &beside.otherwise
	}
	return out
}
