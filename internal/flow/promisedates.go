package flow

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/promise"
	"github.com/switchyard-oms/switchyard/routing"
)

// arrivalKey is what the days of an arrival depend on while the hand-overs stay
// as they are.
type arrivalKey struct {
	node, card, zone int
	country          string
}

// transit says how what a leg carries travels to a country.
func (c *catalog) transit(by *decider, leg routing.Leg, country string) promise.Transit {
	r := promise.Route{From: c.nodes[leg.Node].Country, To: country}
	if leg.Card >= 0 {
		card := by.policy.Policy().Cards[leg.Card]
		zone := card.Zones[leg.Zone]
		r.Services, r.Name, r.Zone, r.Days = append(card.Services[:len(card.Services):len(card.Services)], card.Name), card.Name, zone.Name, zone.Days
	}
	return c.transits.Find(r)
}

// goods are units at a node of an order that is placed now.
func (c *catalog) goods(node int, now time.Time) promise.Goods {
	l := &c.locations[node]
	return promise.Goods{Ordered: now, Location: l.Code, Calendar: l.Calendar}
}

// arrival is when what a leg of a decider's plan carries arrives that leaves
// with the next hand-over. The zero Range says that nobody knows.
func (c *catalog) arrival(by *decider, leg routing.Leg, country string, now time.Time) promise.Range {
	key := arrivalKey{leg.Node, leg.Card, leg.Zone, country}
	if r, ok := by.arrivals[key]; ok {
		return r
	}
	var r promise.Range
	if at := c.leaves[leg.Node].At; !at.IsZero() {
		if d, ok := promise.Handed(c.goods(leg.Node, now), at, c.transit(by, leg, country)); ok {
			r = promise.Range{Earliest: d.Earliest, Latest: d.Latest}
		}
	}
	by.arrivals[key] = r
	return r
}

// boundUnits are units of a line whose node is decided.
type boundUnits struct {
	line     int
	skuID    string
	node     int
	quantity int64
}

// legOf says how units travel that are bound to one node, and whether they may
// leave it at all: routing decides as if nothing else were anywhere.
func (c *catalog) legOf(by *decider, base routing.Problem, node int, units []boundUnits, dispatch *time.Time) (routing.Leg, bool) {
	n := c.nodes[node]
	n.Dispatch = dispatch
	p := base
	p.Nodes, p.Lines, p.Items = []routing.Node{n}, nil, nil
	at := map[string]int{}
	var asked, sent int64
	for _, u := range units {
		i, is := at[u.skuID]
		if !is {
			i = len(p.Items)
			at[u.skuID] = i
			it := c.item(u.skuID)
			it.Have = []int64{0}
			p.Items = append(p.Items, it)
		}
		p.Items[i].Have[0] += u.quantity
		p.Lines = append(p.Lines, routing.Demand{Line: u.line, SKUID: u.skuID, Quantity: u.quantity})
		asked += u.quantity
	}
	plan := routing.Choose(&p, by.policy)
	for _, k := range plan.Picks {
		sent += k.Quantity
	}
	if len(plan.Legs) == 0 || sent < asked {
		return routing.Leg{}, false
	}
	leg := plan.Legs[0]
	leg.Node = node
	return leg, true
}

// nodeOf is the node of a location, or −1.
func (c *catalog) nodeOf(locationID string) int {
	for j := range c.nodes {
		if c.nodes[j].ID == locationID {
			return j
		}
	}
	return -1
}

// promiseLines writes down when the lines arrive of which a plan sends units.
// What a line was promised before is not promised earlier; one with units that
// still wait is not known until a receipt is promised to them.
func (p *planning) promiseLines(o *oms.Order, by *decider, plan *routing.Plan, country string) {
	for i := range o.Lines {
		l := &o.Lines[i]
		r, picked, known := promise.Range{Earliest: l.DeliverFrom, Latest: l.DeliverBy}, false, l.Waiting() == 0
		for _, k := range plan.Picks {
			if k.Line != l.N {
				continue
			}
			leg := slices.IndexFunc(plan.Legs, func(g routing.Leg) bool { return g.Node == k.Node })
			at := p.cat.arrival(by, plan.Legs[leg], country, p.now)
			r, picked, known = r.And(at), true, known && at.Latest != ""
		}
		if !known {
			r = promise.Range{}
		}
		if picked {
			l.DeliverFrom, l.DeliverBy = r.Earliest, r.Latest
		}
	}
}

// promisedDays is when the units of a line arrive: those that are placed, and
// those that wait for receipts. The rows learn their own days. It is the zero
// Range while a unit has no date.
func (p *planning) promisedDays(o *oms.Order, l *oms.Line, rows []LinePromise) (all promise.Range) {
	by, base := p.cat.deciderOf(o), p.factsOf(o)
	covered := int64(0)
	for i := range rows {
		r := p.rowDays(by, base, l, &rows[i])
		if r.Latest == "" {
			return promise.Range{}
		}
		all, covered = all.And(r), covered+rows[i].Quantity
	}
	if covered < l.Waiting() {
		return promise.Range{}
	}
	for i := range o.FulfillmentOrders {
		f := &o.FulfillmentOrders[i]
		units := placedUnits(f, l.N)
		if units == 0 {
			continue
		}
		r := p.placedDays(by, base, f, l, units)
		if r.Latest == "" {
			return promise.Range{}
		}
		all = all.And(r)
	}
	return all
}

// placedUnits is what a fulfillment order holds of a line.
func placedUnits(f *oms.FulfillmentOrder, line int) (n int64) {
	for _, a := range f.Items {
		if a.Line == line && (a.Status == oms.AllocationActive || a.Status == oms.AllocationReleased) {
			n += a.Held()
		}
	}
	return n
}

// placedDays is when units arrive that are to be handed over with their
// fulfillment order.
func (p *planning) placedDays(by *decider, base routing.Problem, f *oms.FulfillmentOrder, l *oms.Line, units int64) (r promise.Range) {
	node := p.cat.nodeOf(f.LocationID)
	if node < 0 || f.ShipBy == nil {
		return r
	}
	if leg, ok := p.cat.legOf(by, base, node, []boundUnits{{l.N, l.SKUID, node, units}}, f.ShipBy); ok {
		if d, ok := promise.Handed(p.cat.goods(node, p.now), *f.ShipBy, p.cat.transit(by, leg, base.To.Country)); ok {
			r = promise.Range{Earliest: d.Earliest, Latest: d.Latest}
		}
	}
	return r
}

// rowDays is when units arrive that wait for a receipt.
func (p *planning) rowDays(by *decider, base routing.Problem, l *oms.Line, row *LinePromise) (r promise.Range) {
	row.DeliverFrom, row.DeliverBy = "", ""
	node := p.cat.nodeOf(row.LocationID)
	if node < 0 || row.PromisedAt == nil {
		return r
	}
	leg, ok := p.cat.legOf(by, base, node, []boundUnits{{l.N, l.SKUID, node, row.Quantity}}, row.PromisedAt)
	if !ok {
		return r
	}
	g := p.cat.goods(node, p.now)
	g.Ready, g.Source = row.PromisedAt, row.Name
	if d, ok := promise.Deliver(g, p.cat.transit(by, leg, base.To.Country)); ok {
		row.DeliverFrom, row.DeliverBy = d.Earliest, d.Latest
		r = promise.Range{Earliest: d.Earliest, Latest: d.Latest}
	}
	return r
}

// newDating is a planning that only says when what is decided arrives.
func newDating(ctx context.Context, tx *store.Tx, cat *catalog, orders []*oms.Order) (*planning, error) {
	var ids []string
	addresses := make([]oms.Address, len(orders))
	for i, o := range orders {
		addresses[i] = o.ShippingAddress
		for _, l := range o.Units() {
			ids = append(ids, l.SKUID)
		}
	}
	if err := cat.needPlaces(ctx, tx, addresses); err != nil {
		return nil, err
	}
	p := &planning{cat: cat, nodes: cat.nodes, locate: cat.destination, now: tx.Now}
	return p, cat.needSKUIDs(ctx, tx, ids)
}

// factsOf is what is known of an order without its goods.
func (p *planning) factsOf(o *oms.Order) routing.Problem {
	return routing.Problem{Now: p.now, To: p.locate(o.ShippingAddress), Order: routing.Facts{Channel: o.Channel, Service: o.ShippingMethod, Value: o.Total,
		Currency: o.Currency, CustomerTags: o.Tags, Attributes: plainAttributes(o.Attributes)}}
}
