package flow

import (
	"context"
	"fmt"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// ReoptimizeInput asks for cheaper plans for orders whose work is not released.
type ReoptimizeInput struct {
	DryRun    bool  `json:"dry_run,omitempty" doc:"Only say what it would save"`
	After     int64 `json:"after,omitempty" doc:"Go on behind the order of this number: the next of the answer before" minimum:"0" maximum:"1000000000000"`
	MinSaving int64 `json:"min_saving,omitempty" doc:"What a move has to save at least, in minor units of the policy's currency; 1 when absent" minimum:"0" maximum:"1000000000" example:"50"`
}

// Reoptimized is what became of it.
type Reoptimized struct {
	DryRun   bool         `json:"dry_run" example:"true"`
	Looked   int          `json:"looked" doc:"Orders that were looked at" example:"1000"`
	Moved    int          `json:"moved" doc:"Orders with a cheaper plan" example:"14"`
	Saved    int64        `json:"saved" doc:"Minor units" example:"4200"`
	Currency string       `json:"currency" example:"EUR"`
	Orders   []MovedOrder `json:"orders" doc:"Those with a cheaper plan" maxItems:"1000"`
	Next     int64        `json:"next" doc:"Give it as after to go on; 0 at the end" example:"0"`
}

// MovedOrder is an order with a cheaper plan.
type MovedOrder struct {
	OrderID string        `json:"order_id" example:"ord_01kd3ht2yre1asz3dgf0ma94w5"`
	Order   int64         `json:"order" doc:"Its number" example:"100001"`
	From    []RoutingSend `json:"from" doc:"Who was to send it"`
	To      []RoutingSend `json:"to"`
	Saved   int64         `json:"saved" doc:"Minor units" example:"300"`
}

// Sizes of a re-optimization.
const (
	reoptimizeLooked = 1_000 // orders of one call
	reoptimizeBatch  = 100   // orders of one transaction
)

// Reoptimize looks for cheaper plans, moves the orders, and says so once.
func (f *Flow) Reoptimize(ctx context.Context, in ReoptimizeInput) (Reoptimized, error) {
	out, err := f.reoptimize(ctx, in)
	if err != nil || in.DryRun {
		return out, err
	}
	return out, f.tellReoptimized(ctx, out)
}

// reoptimize looks for cheaper plans, under the policy and with the stock of
// now, for orders whose work is all unreleased. The allocations of a batch of
// orders move in one transaction. A promise is never broken: nothing is handed
// over later than it was to be, and lateness never rises. An order with units
// that wait for stock is left to the search that serves those.
func (f *Flow) reoptimize(ctx context.Context, in ReoptimizeInput) (Reoptimized, error) {
	out := Reoptimized{DryRun: in.DryRun, Orders: []MovedOrder{}}
	found, err := read(ctx, f, func(tx *store.Tx) ([]store.WaitingOrder, error) {
		return tx.UnreleasedOrders(ctx, in.After, reoptimizeLooked)
	})
	if err != nil {
		return out, err
	}
	if len(found) == reoptimizeLooked {
		out.Next = found[len(found)-1].Number
	}
	for part := range slices.Chunk(found, reoptimizeBatch) {
		var moved []MovedOrder
		err := f.writeDry(ctx, in.DryRun, func(tx *store.Tx) (err error) {
			moved, out.Currency, err = f.reoptimizeBatch(ctx, tx, part, max(1, in.MinSaving))
			return err
		})
		if err != nil {
			return out, err
		}
		out.Looked += len(part)
		out.Moved += len(moved)
		for _, m := range moved {
			out.Saved += m.Saved
		}
		out.Orders = append(out.Orders, moved...)
	}
	return out, nil
}

// reoptimizeBatch does one transaction of it.
func (f *Flow) reoptimizeBatch(ctx context.Context, tx *store.Tx, part []store.WaitingOrder, least int64) (moved []MovedOrder, currency string, err error) {
	ids := make([]string, len(part))
	for i, w := range part {
		ids[i] = w.ID
	}
	orders, err := tx.LockOrders(ctx, ids)
	if err != nil {
		return nil, "", err
	}
	var skus []string
	for _, o := range orders {
		for _, l := range o.Units() {
			if l.SKUID != "" {
				skus = append(skus, l.SKUID)
			}
		}
	}
	st, err := tx.LockStock(ctx, skus)
	if err != nil {
		return nil, "", err
	}
	cat := &catalog{}
	if err := cat.fresh(ctx, tx); err != nil {
		return nil, "", err
	}
	p, err := newPlanning(ctx, tx, cat, skus, orders)
	if err != nil {
		return nil, "", err
	}
	currency = cat.live.policy.Policy().Currency // a canary has the same
	var changed []*oms.Order
	for _, o := range orders {
		better := p.better(o, st, least)
		if better == nil {
			continue
		}
		w := f.change(tx, o)
		w.st = st
		if err := better.move(ctx, w); err != nil {
			return nil, "", err
		}
		moved, changed = append(moved, better.moved), append(changed, o)
	}
	if err := p.keep(ctx, tx); err != nil {
		return nil, "", err
	}
	if err := tx.SaveOrders(ctx, changed); err != nil {
		return nil, "", err
	}
	return moved, currency, tx.SaveStock(ctx, st)
}

// betterPlan is a cheaper plan for an order.
type betterPlan struct {
	p       *planning
	by      *decider
	problem routing.Problem
	plan    routing.Plan
	moved   MovedOrder
}

// better looks for a cheaper plan that is no later; nil when there is none.
//
// Both plans are priced on the same facts: the order's own units are given
// back, and what a unit is worth to others is that of the stock with them. The
// present plan is what routing makes of no other stock than its own units.
func (p *planning) better(o *oms.Order, st *store.Stock, least int64) *betterPlan {
	if o.Lifecycle != oms.Open || !o.Unreleased() || waitingUnits(o) > 0 || o.Blocking(oms.BlockAllocate, 0, "") != nil {
		return nil
	}
	held, by := holdings(o), p.cat.deciderOf(o)
	problem := p.problemOf(o, held.demand(), st)
	problem.Nodes = slices.Clone(problem.Nodes)
	for j := range problem.Nodes {
		held.freeDay(&problem.Nodes[j], o)
	}
	was := problem
	was.Items = slices.Clone(problem.Items)
	for i := range problem.Items {
		it := &problem.Items[i]
		own := make([]int64, len(problem.Nodes))
		for j := range problem.Nodes {
			own[j] = held.units(it.SKUID, problem.Nodes[j].ID)
			it.Have[j] += own[j]
		}
		it.Opportunity = by.policy.Opportunities(it)
		was.Items[i] = *it
		was.Items[i].Have = own
	}
	before, after := routing.Choose(&was, by.policy), routing.Choose(&problem, by.policy)
	saved := before.Cost - after.Cost
	if len(before.Short)+len(after.Short) > 0 || saved < least || after.Why.Terms.Late > before.Why.Terms.Late || later(o, &problem, &after) {
		return nil
	}
	sends := func(p *routing.Problem, plan *routing.Plan) []RoutingSend { return outcomeOf(p, plan).Sends }
	return &betterPlan{p: p, by: by, problem: problem, plan: after,
		moved: MovedOrder{OrderID: o.ID, Order: o.Number, From: sends(&was, &before), To: sends(&problem, &after), Saved: saved}}
}

// later tells whether a plan hands something over later than the order's work
// was to be.
func later(o *oms.Order, p *routing.Problem, plan *routing.Plan) bool {
	for _, k := range plan.Picks {
		n := &p.Nodes[k.Node]
		latest := n.Dispatch
		for i := range o.FulfillmentOrders {
			f := &o.FulfillmentOrders[i]
			switch {
			case f.Status.Done():
			case f.LocationID == n.ID:
				latest = nil
			case f.ShipBy == nil:
				latest = nil // nobody knew when: no promise to break
			case latest != nil && !latest.After(*f.ShipBy):
				latest = nil
			}
		}
		if latest != nil || n.Dispatch == nil {
			return true
		}
	}
	return false
}

// holding is a quantity of a line that unreleased work holds.
type holding struct {
	fulID, locationID, skuID string
	line                     int
	units                    int64
}

type holdingsOf []holding

func holdings(o *oms.Order) (all holdingsOf) {
	for i := range o.FulfillmentOrders {
		f := &o.FulfillmentOrders[i]
		for _, a := range f.Items {
			if a.Status == oms.AllocationActive && a.Quantity > 0 {
				all = append(all, holding{f.ID, f.LocationID, a.SKUID, a.Line, a.Quantity})
			}
		}
	}
	return all
}

// demand is what the holdings are for, line by line.
func (h holdingsOf) demand() (out []routing.Demand) {
	for _, k := range h {
		i := slices.IndexFunc(out, func(d routing.Demand) bool { return d.Line == k.line })
		if i < 0 {
			out, i = append(out, routing.Demand{Line: k.line, SKUID: k.skuID}), len(out)
		}
		out[i].Quantity += k.units
	}
	return out
}

func (h holdingsOf) units(skuID, locationID string) (sum int64) {
	for _, k := range h {
		if k.skuID == skuID && k.locationID == locationID {
			sum += k.units
		}
	}
	return sum
}

// freeDay takes the order's own work off the day of a node.
func (h holdingsOf) freeDay(n *routing.Node, o *oms.Order) {
	for i := range o.FulfillmentOrders {
		f := &o.FulfillmentOrders[i]
		if f.LocationID != n.ID || f.Status.Done() || f.ShipBy == nil || n.Dispatch == nil || !f.ShipBy.Equal(*n.Dispatch) {
			continue
		}
		if n.Orders != nil {
			load := *n.Orders
			load.Held = max(0, load.Held-1)
			n.Orders = &load
		}
		if n.Units != nil {
			load := *n.Units
			load.Held = max(0, load.Held-f.Units())
			n.Units = &load
		}
	}
}

// move gives back what the plan doesn't take from where it is, and takes the
// rest from where it says.
func (b *betterPlan) move(ctx context.Context, w *work) error {
	wanted := map[string]int64{} // by line and location
	key := func(line int, locationID string) string { return fmt.Sprint(line, " ", locationID) }
	for _, k := range b.plan.Picks {
		wanted[key(k.Line, b.problem.Nodes[k.Node].ID)] += k.Quantity
	}
	var back oms.Moves
	for _, h := range holdings(w.o) {
		at := key(h.line, h.locationID)
		stays := min(h.units, wanted[at])
		if wanted[at] -= stays; stays == h.units {
			continue
		}
		s, err := w.o.Unallocate(w.o.FulfillmentOrder(h.fulID), h.line, h.units-stays, w.tx.Now)
		if err != nil {
			return err
		}
		if err := w.apply(ctx, s); err != nil {
			return err
		}
		back = append(back, s.Moves...)
	}
	why := b.plan.Why
	out := placement{p: b.p, by: b.by, why: &why, seen: seen(w.o.ID, &b.problem, &b.plan)}
	for _, k := range b.plan.Picks {
		at := key(k.Line, b.problem.Nodes[k.Node].ID)
		if k.Quantity = min(k.Quantity, wanted[at]); k.Quantity > 0 {
			wanted[at] -= k.Quantity
			b.p.take(w.o, w.st, k, &out)
		}
	}
	w.event(ctx, oms.FulfillmentMoved, w.o.ID, map[string]any{"reason": "a cheaper plan was found while nothing was released", "from": b.moved.From, "to": b.moved.To,
		"saved": b.moved.Saved, "currency": why.Currency, "moves": back})
	out.record(ctx, w.tx, w.o)
	w.follow(ctx)
	return nil
}
