package flow

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
)

// placement is what came of planning an order's waiting units.
type placement struct {
	p         *planning
	by        *decider // whose plan it is
	why       *routing.Why
	seen      []byte    // the decision as it is kept
	moves     oms.Moves // waiting → allocated
	waits     oms.Moves // unallocated → backordered
	picks     []placed
	short     []shortUnits
	fenced    int64       // of the short units: held for other channels
	beside    *comparison // with the other version's plan; nil when none is to be made
	newOrders []int       // indices of the fulfillment orders that were added
}

type placed struct {
	Line               int    `json:"line"`
	SKU                string `json:"sku"`
	Location           string `json:"location"`
	Quantity           int64  `json:"quantity"`
	FulfillmentOrderID string `json:"fulfillment_order_id"`
}

type shortUnits struct {
	Line     int                  `json:"line"`
	SKU      string               `json:"sku"`
	Quantity int64                `json:"quantity"`
	Policy   oms.UnfillablePolicy `json:"policy"`
}

// planning is what place needs beside the order: all facts, no database.
type planning struct {
	cat    *catalog
	nodes  []routing.Node
	locate func(oms.Address) routing.Destination
	sku    func(id string) *oms.SKU
	room   func(skuID string) int64 // how many more units may be backordered; nil for no limit
	now    time.Time

	waiting map[string]int64 // backordered units of the SKUs with a limit, these orders' included
	kept    []keptDecisions
	beside  []store.CanaryOrder // comparisons to be kept
}

// place commits stock to the units of an order that wait for it. It changes
// the order and the stock in memory:
//
//   - units of lines whose SKU is known and that nothing blocks are the demand,
//     as far as they are not held for other channels;
//   - routing decides who sends them; each pick raises allocated at its
//     location and joins, or begins, a fulfillment order there that nobody
//     works yet;
//   - what no location has is backordered or stays unallocated, as the SKU's
//     policy says.
func (p *planning) place(o *oms.Order, st *store.Stock) placement {
	var out placement
	var demand []routing.Demand
	for _, l := range o.Units() {
		if l.Waiting() > 0 && l.SKUID != "" && l.Physical && o.Blocking(oms.BlockAllocate, l.N, "") == nil {
			demand = append(demand, routing.Demand{Line: l.N, SKUID: l.SKUID, Quantity: l.Waiting()})
		}
	}
	if len(demand) == 0 {
		return out
	}
	demand, fenced := p.cat.unfenced(o.ChannelID, demand, st)
	problem, by := p.problemOf(o, demand, st), p.cat.deciderOf(o)
	plan := routing.Choose(&problem, by.policy)
	out.p, out.by, out.why, out.seen = p, by, &plan.Why, seen(o.ID, &problem, &plan)
	out.beside = p.cat.compare(o, by, &problem, &plan, fenced)
	for _, s := range fenced {
		out.fenced += s.Quantity
	}
	plan.Short = append(plan.Short, fenced...)
	for _, pick := range plan.Picks {
		p.take(o, st, pick, &out)
	}
	for _, s := range plan.Short {
		p.wait(o, s, &out)
	}
	p.promiseLines(o, by, &plan, problem.To.Country)
	o.SettleBundles()
	return out
}

// take allocates one pick.
func (p *planning) take(o *oms.Order, st *store.Stock, pick routing.Pick, out *placement) {
	l, node := o.Line(pick.Line), &p.nodes[pick.Node]
	if node.Units != nil {
		node.Units.Held += pick.Quantity
	}
	st.Level(pick.SKUID, node.ID).Allocated += pick.Quantity
	left := pick.Quantity
	for _, from := range []oms.Bucket{oms.BucketBackordered, oms.BucketUnallocated} {
		if n := min(left, l.Count(from)); n > 0 {
			out.moves = append(out.moves, mustMove(l, from, oms.BucketAllocated, n))
			left -= n
		}
	}
	ful := p.fulfillmentOrder(o, node, out)
	ful.Items = append(ful.Items, oms.Allocation{ID: store.NewID(oms.PrefixAllocation), OrderID: o.ID, Line: l.N, SKUID: l.SKUID, SKU: l.SKU, LocationID: node.ID,
		FulfillmentOrderID: ful.ID, Status: oms.AllocationActive, Quantity: pick.Quantity, CreatedAt: p.now, UpdatedAt: p.now})
	out.picks = append(out.picks, placed{l.N, l.SKU, node.Code, pick.Quantity, ful.ID})
}

// mustMove moves units that were just counted.
func mustMove(l *oms.Line, from, to oms.Bucket, n int64) oms.Move {
	if err := l.Move(from, to, n); err != nil {
		panic(fmt.Sprintf("line %d: %v", l.N, err)) // the caller counted them: not an input's fault
	}
	return oms.Move{Line: l.N, From: from, To: to, Quantity: n}
}

// fulfillmentOrder returns the order's work at a node that is not released
// yet, or adds new work there.
func (p *planning) fulfillmentOrder(o *oms.Order, node *routing.Node, out *placement) *oms.FulfillmentOrder {
	for i := range o.FulfillmentOrders {
		f := &o.FulfillmentOrders[i]
		if f.LocationID == node.ID && (f.Status == oms.FulfillmentOpen || f.Status == oms.FulfillmentOnHold || f.Status == oms.FulfillmentScheduled) {
			return f
		}
	}
	if node.Orders != nil {
		node.Orders.Held++
	}
	status := oms.FulfillmentOpen
	if o.Blocking(oms.BlockRelease, 0, "") != nil {
		status = oms.FulfillmentOnHold
	}
	o.FulfillmentOrders = append(o.FulfillmentOrders, oms.FulfillmentOrder{ID: store.NewID(oms.PrefixFulfillmentOrder),
		Number: fmt.Sprintf("%d-%d", o.Number, len(o.FulfillmentOrders)+1), OrderID: o.ID, LocationID: node.ID, Location: node.Code, Status: status,
		PartnerStatus: oms.PartnerUnsubmitted, ShipBy: node.Dispatch, Version: 1, CreatedAt: p.now, UpdatedAt: p.now})
	out.newOrders = append(out.newOrders, len(o.FulfillmentOrders)-1)
	return &o.FulfillmentOrders[len(o.FulfillmentOrders)-1]
}

// wait puts units that nobody has into the bucket that the SKU's policy names.
func (p *planning) wait(o *oms.Order, s routing.Short, out *placement) {
	l, policy := o.Line(s.Line), oms.Unallocate
	if sku := p.sku(s.SKUID); sku != nil {
		policy = sku.Unfillable
	}
	if policy == oms.Backorder {
		n := min(l.Unallocated, s.Quantity)
		if p.room != nil {
			n = min(n, max(0, p.room(s.SKUID)))
		}
		if n > 0 {
			out.waits = append(out.waits, mustMove(l, oms.BucketUnallocated, oms.BucketBackordered, n))
			if p.waiting != nil {
				p.waiting[s.SKUID] += n
			}
		}
	}
	out.short = append(out.short, shortUnits{l.N, l.SKU, s.Quantity, policy})
}

// record emits the events of a placement and opens, or settles, the exception
// about units without stock.
func (p placement) record(ctx context.Context, tx *store.Tx, o *oms.Order) {
	if p.why == nil {
		return
	}
	event := func(t oms.EventType, subject string, data any) {
		tx.Emit(ctx, oms.Event{Type: t, Subject: subject, OrderID: o.ID}, data)
	}
	p.p.note(p.by, p.seen)
	p.p.compared(p.beside)
	event(oms.RoutingDecided, o.ID, decided{p.by.version, p.p.cat.canaryOf(p.by, p.beside), p.why, p.picks, p.short})
	for _, i := range p.newOrders {
		f := &o.FulfillmentOrders[i]
		event(oms.FulfillmentCreated, f.ID, map[string]any{"number": f.Number, "location": f.Location, "status": f.Status, "ship_by": f.ShipBy})
	}
	if len(p.moves) > 0 {
		event(oms.StockAllocated, o.ID, map[string]any{"moves": p.moves, "allocations": p.picks})
	}
	if len(p.short) > 0 {
		event(oms.StockAllocationFailed, o.ID, map[string]any{"moves": p.waits, "short": p.short})
		var units int64
		var codes []string
		for _, s := range p.short {
			units += s.Quantity
			if !slices.Contains(codes, s.SKU) {
				codes = append(codes, s.SKU)
			}
		}
		says := []oms.Said{oms.SaysUnfillable.With(oms.Facts{"count": oms.FactNumber(units), "skus": oms.FactList(codes)})}
		if p.fenced > 0 {
			says = append(says, oms.SaysFenced.With(oms.Facts{"count": oms.FactNumber(p.fenced)}))
		}
		raise(ctx, tx, o, oms.Exception{Kind: oms.ExceptionUnfillable, Severity: oms.SeverityLow}.Saying(append(says, oms.SaysWaits.Said())...))
		return
	}
	settle(ctx, tx, o, oms.ExceptionUnfillable, oms.EndsAllocated.Said())
}

// raise opens an exception of an order, unless one of its kind is open, which
// gets the new summary.
func raise(ctx context.Context, tx *store.Tx, o *oms.Order, e oms.Exception) {
	for i := range o.Exceptions {
		if old := &o.Exceptions[i]; old.Kind == e.Kind && !old.Status.Done() {
			old.Summary, old.Says = e.Summary, e.Says
			return
		}
	}
	e = e.Open(store.NewID(oms.PrefixException), tx.Now)
	e.OrderID = o.ID
	e.Fingerprint = string(e.Kind) + ":" + o.ID
	o.Exceptions = append(o.Exceptions, e)
	tx.Emit(ctx, oms.Event{Type: oms.ExceptionOpened, Subject: e.ID, OrderID: o.ID}, map[string]any{"kind": e.Kind, "severity": e.Severity, "summary": e.Summary, "says": e.Says})
}

// settle resolves the open exceptions of one kind, whose cause is gone.
func settle(ctx context.Context, tx *store.Tx, o *oms.Order, kind oms.ExceptionKind, why oms.Said) {
	for i := range o.Exceptions {
		e := &o.Exceptions[i]
		if e.Kind != kind || e.Status.Done() {
			continue
		}
		e.Over(why, tx.Now)
		tx.Emit(ctx, oms.Event{Type: oms.ExceptionClosed, Subject: e.ID, OrderID: o.ID}, map[string]any{"kind": e.Kind, "resolution": e.Resolution, "ends": e.Ends})
	}
}
