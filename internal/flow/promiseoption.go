package flow

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/promise"
	"github.com/switchyard-oms/switchyard/routing"
	"github.com/switchyard-oms/switchyard/stock"
)

// asking is one promise while it is made.
type asking struct {
	in PromiseInput
	tx *store.Tx
	*trial
	cat    *catalog
	zone   string                   // the destination's
	days   []laterDay               // days after the next hand-over, loaded when one is full
	rooms  map[nodeDay]routing.Node // what days have taken, loaded when something comes to a location with a limit
	queues map[string]*waitingQueue // by SKU, loaded when one is short
}

// ask gathers the facts. A basket that is to be held has its stock locked.
func (in PromiseInput) ask(ctx context.Context, tx *store.Tx, cat *catalog) (*asking, error) {
	t, err := in.trial().gather(ctx, tx, cat, cat.live.policy.Policy().Currency, in.HoldSeconds > 0)
	if err != nil {
		return nil, err
	}
	a := &asking{in: in, tx: tx, trial: t, cat: cat, rooms: map[nodeDay]routing.Node{}, queues: map[string]*waitingQueue{}}
	a.zone = promise.ZoneAt(t.problem.To.Country, nil, nil)
	if p := t.problem.To.Place; p != nil {
		a.zone = promise.ZoneAt(t.problem.To.Country, &p.Latitude, &p.Longitude)
	}
	return a, nil
}

// answer makes the options, in steps:
//
//   - routing decides about what is on hand, for each service;
//   - what a full day keeps out is decided again for the days after it;
//   - what is still short is promised from receipts, behind all that wait.
func (a *asking) answer(ctx context.Context) (*BasketPromise, error) {
	out := &BasketPromise{At: a.tx.Now, Timezone: a.zone, Precision: a.problem.To.Precision, Options: []PromiseOption{}}
	services := a.cat.live.policy.Levels()
	if a.in.Method != "" {
		level, _ := a.cat.live.policy.Level(a.in.Method)
		services = []string{level}
	}
	options := make([]*optionPlan, len(services))
	for i, s := range services {
		options[i] = a.plan(s)
		if err := a.later(ctx, options[i]); err != nil {
			return nil, err
		}
	}
	if err := a.needQueues(ctx, options); err != nil {
		return nil, err
	}
	for _, o := range options {
		if err := a.wait(ctx, o); err != nil {
			return nil, err
		}
		out.Options = append(out.Options, o.done())
	}
	return out, nil
}

// optionPlan is an option while it is made.
type optionPlan struct {
	PromiseOption
	problem routing.Problem
	short   []routing.Short   // what has no date yet
	taken   map[nodeDay]int64 // units of this basket by hand-over
}

// nodeDay is a local day of a node's hand-overs.
type nodeDay struct {
	node int
	day  string
}

// plan asks routing who would send the basket now by a service.
func (a *asking) plan(service string) *optionPlan {
	o := &optionPlan{problem: a.problem, taken: map[nodeDay]int64{}}
	o.problem.Order.Service = service
	if a.in.Method != "" {
		o.problem.Order.Service = a.in.Method
	}
	plan := routing.Choose(&o.problem, a.cat.live.policy)
	p := a.cat.live.policy.Policy()
	o.Service, o.Name, o.Currency, o.Parts, o.Unpromised = service, serviceName(p.Cards, service), p.Currency, []PromisePart{}, []TrialShort{}
	if a.in.Explain {
		o.Why = &plan.Why
	}
	o.picks = plan.Picks
	o.short = slices.Concat(plan.Short, a.fenced)
	for _, leg := range plan.Legs {
		g := a.cat.goods(leg.Node, a.tx.Now)
		d, ok := promise.Deliver(g, a.cat.transit(a.cat.live, leg, a.problem.To.Country))
		a.part(o, leg, d, ok, picked(plan.Picks, leg.Node))
	}
	return o
}

// serviceName is what people call a service: the name of its first card.
func serviceName(cards []routing.RateCard, service string) string {
	for _, c := range cards {
		if slices.Contains(c.Services, service) || len(c.Services) == 0 && service == "" {
			return c.Name
		}
	}
	return service
}

// picked are the units that a node sends.
func picked(picks []routing.Pick, node int) (out []boundUnits) {
	for _, k := range picks {
		if k.Node == node {
			out = append(out, boundUnits{k.Line, k.SKUID, node, k.Quantity})
		}
	}
	return out
}

// part adds what leaves a node together, or tells that it has no date.
func (a *asking) part(o *optionPlan, leg routing.Leg, d promise.Delivery, ok bool, units []boundUnits) {
	if !ok {
		for _, u := range units {
			o.Unpromised = append(o.Unpromised, TrialShort{u.line, a.codes[u.skuID], u.quantity})
		}
		return
	}
	p := PromisePart{Location: a.cat.nodes[leg.Node].Code, Source: d.Source, ExpectedAt: d.Ready, Parcels: leg.Parcels, Cost: leg.Terms.Carrier + leg.Terms.Handling,
		Earliest: d.Earliest, Latest: d.Latest, OrderBy: d.Leaves.CutOff, Walk: d.Walk(a.zone)}
	for _, u := range units {
		p.Items = append(p.Items, PromiseItem{u.line, a.codes[u.skuID], u.quantity})
		o.taken[nodeDay{leg.Node, d.Leaves.Day}] += u.quantity
	}
	o.Parts = append(o.Parts, p)
}

// done sums the parts up.
func (o *optionPlan) done() PromiseOption {
	var days promise.Range
	for _, p := range o.Parts {
		days = days.And(promise.Range{Earliest: p.Earliest, Latest: p.Latest})
		o.Cost, o.Parcels = o.Cost+p.Cost, o.Parcels+p.Parcels
		if o.OrderBy == nil || p.OrderBy.Before(*o.OrderBy) {
			o.OrderBy = &p.OrderBy
		}
	}
	if o.Whole = len(o.Unpromised) == 0; o.Whole {
		o.Earliest, o.Latest = days.Earliest, days.Latest
	}
	return o.PromiseOption
}

// needQueues loads who waits for the SKUs that are short of any option.
func (a *asking) needQueues(ctx context.Context, options []*optionPlan) (err error) {
	var ids []string
	for _, o := range options {
		for _, s := range o.short {
			ids = append(ids, s.SKUID)
		}
	}
	if slices.Sort(ids); len(ids) > 0 {
		a.queues, err = waitingQueues(ctx, a.tx, a.cat, slices.Compact(ids))
	}
	return err
}

// arriving is what of a receipt, or of several, comes to a node at one time.
type arriving struct {
	node   int
	source string
	at     time.Time
	units  []boundUnits
}

// wait promises what is short from receipts: as the last of all that wait.
func (a *asking) wait(ctx context.Context, o *optionPlan) error {
	var coming []arriving
	for _, s := range o.short {
		q := a.queues[s.SKUID]
		p := o.problem
		a.cat.wants(&p, s.SKUID, s.Line, s.Quantity)
		me := stock.Waiter{OrderID: lastOrder, Line: s.Line, Number: lastNumber, Quantity: s.Quantity, Rights: a.cat.rightsOf(a.cat.live, &p, a.channelID)}
		left := s.Quantity
		for _, g := range q.assign(me) {
			if g.Waiter < len(q.waiters) {
				continue
			}
			r := q.receipts[g.Expected]
			coming = joinArriving(coming, arriving{a.cat.nodeOf(r.LocationID), r.Name, g.At, []boundUnits{{s.Line, s.SKUID, a.cat.nodeOf(r.LocationID), g.Quantity}}})
			left -= g.Quantity
		}
		q.waiters = append(q.waiters, me) // another item of the basket may want the same SKU
		if left > 0 {
			o.Unpromised = append(o.Unpromised, TrialShort{s.Line, a.codes[s.SKUID], left})
		}
	}
	for _, s := range o.short {
		q := a.queues[s.SKUID]
		q.waiters = slices.DeleteFunc(q.waiters, func(w stock.Waiter) bool { return w.OrderID == lastOrder })
	}
	slices.SortStableFunc(coming, func(x, y arriving) int { return x.at.Compare(y.at) })
	for _, c := range coming {
		if err := a.arrive(ctx, o, c); err != nil {
			return err
		}
	}
	return nil
}

// A basket waits behind every order.
const (
	lastOrder  = "~"
	lastNumber = 1 << 62
)

// joinArriving joins what comes to one node from one source at one time.
func joinArriving(all []arriving, one arriving) []arriving {
	for i := range all {
		if c := &all[i]; c.node == one.node && c.source == one.source && c.at.Equal(one.at) {
			c.units = append(c.units, one.units...)
			return all
		}
	}
	return append(all, one)
}

// hold reserves what is on hand of one option.
func (a *asking) hold(ctx context.Context, options []PromiseOption) (*PromiseHold, error) {
	i := 0
	if a.in.HoldFor != "" {
		level, _ := a.cat.live.policy.Level(a.in.HoldFor)
		if i = slices.IndexFunc(options, func(o PromiseOption) bool { return o.Service == level }); i < 0 {
			return nil, oms.InvalidField("hold_for", "%.40q is none of the options", a.in.HoldFor)
		}
	}
	if len(options[i].picks) == 0 {
		return nil, oms.Errorf(oms.Conflict, "nothing of it is on hand, so nothing can be reserved")
	}
	r := &oms.Reservation{ID: store.NewID(oms.PrefixReservation), Reference: a.in.Reference, ChannelID: a.channelID, Status: oms.ReservationActive,
		CreatedAt: a.tx.Now, ExpiresAt: a.tx.Now.Add(time.Duration(a.in.HoldSeconds) * time.Second)}
	out := &PromiseHold{ID: r.ID, Service: options[i].Service, ExpiresAt: r.ExpiresAt}
	for _, k := range options[i].picks {
		at := a.cat.nodes[k.Node].ID
		a.st.Level(k.SKUID, at).Reserved += k.Quantity
		r.Items = append(r.Items, oms.ReservationItem{SKUID: k.SKUID, SKU: a.codes[k.SKUID], LocationID: at, Quantity: k.Quantity})
		out.Units += k.Quantity
	}
	return out, keepReservation(ctx, a.tx, a.st, r, a.in.Channel)
}
