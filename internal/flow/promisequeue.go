package flow

import (
	"context"
	"maps"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/routing"
	"github.com/switchyard-oms/switchyard/stock"
)

// waitingQueue is who waits for a SKU, and what is on its way for them.
type waitingQueue struct {
	waiters  []stock.Waiter
	receipts []stock.Expected
	free     map[string]int64 // what locations have that nobody took
}

// assign promises what is on its way to the queue, and to one more at its end.
func (q *waitingQueue) assign(more ...stock.Waiter) []stock.Promise {
	return stock.Assign(slices.Concat(q.waiters, more), q.receipts, q.free)
}

// waitingQueues reads the queues of SKUs, in as many statements for one as for
// many. Each order keeps to what its channel may sell and to the routing rules:
// a receipt at a location that may not send to it is none of its.
func waitingQueues(ctx context.Context, tx *store.Tx, cat *catalog, skuIDs []string) (map[string]*waitingQueue, error) {
	if err := cat.needSKUIDs(ctx, tx, skuIDs); err != nil {
		return nil, err
	}
	lines, err := tx.WaitingLines(ctx, skuIDs)
	if err != nil {
		return nil, err
	}
	addresses := make([]oms.Address, len(lines))
	for i, l := range lines {
		addresses[i] = l.Address
	}
	if err := cat.needPlaces(ctx, tx, addresses); err != nil {
		return nil, err
	}
	st, err := tx.ReadStock(ctx, skuIDs)
	if err != nil {
		return nil, err
	}
	out := make(map[string]*waitingQueue, len(skuIDs))
	for _, id := range skuIDs {
		out[id] = &waitingQueue{free: cat.freeAt(id, st)}
	}
	for _, l := range lines {
		q := out[l.SKUID]
		q.waiters = append(q.waiters, stock.Waiter{OrderID: l.OrderID, Line: l.Line, Number: l.Number, Quantity: l.Quantity, FirstAt: l.FirstAt,
			Rights: cat.rightsOf(cat.decides(l.OrderID, l.Channel), waitingProblem(tx, cat, &l), l.ChannelID)})
	}
	return out, cat.expect(ctx, tx, out)
}

// expect adds what is on its way to active locations with a date. A location
// that takes no part in allocation serves nobody, so nothing is promised from
// there.
func (c *catalog) expect(ctx context.Context, tx *store.Tx, queues map[string]*waitingQueue) error {
	all, err := tx.Receipts(ctx, slices.Sorted(maps.Keys(queues)))
	for _, r := range all {
		if q := queues[r.SKUID]; r.ExpectedAt != nil && c.nodeOf(r.LocationID) >= 0 {
			q.receipts = append(q.receipts, stock.Expected{Source: r.Source, Name: r.Name, LocationID: r.LocationID, Quantity: r.Quantity, At: *r.ExpectedAt})
		}
	}
	return err
}

// freeAt is what each node has of a SKU that an order may take.
func (c *catalog) freeAt(skuID string, st *store.Stock) map[string]int64 {
	free := make(map[string]int64, len(c.nodes))
	for j := range c.nodes {
		l := levelAt(st, skuID, &c.nodes[j])
		kept, _ := c.rules.Safety(c.known(skuID), l)
		free[c.nodes[j].ID] = max(0, l.Available()-kept)
	}
	return free
}

// waitingProblem is the decision about the units of a line that waits, with the
// locations that its order may ask.
func waitingProblem(tx *store.Tx, cat *catalog, l *store.WaitingLine) *routing.Problem {
	p := &routing.Problem{Now: tx.Now, To: cat.destination(l.Address), Nodes: cat.nodes, Order: routing.Facts{Channel: l.Channel, Service: l.Method, Value: l.Total,
		Currency: l.Currency, CustomerTags: l.Tags, Attributes: plainAttributes(l.Attributes)}}
	cat.wants(p, l.SKUID, l.Line, l.Quantity)
	cat.keepOut(p, l.ChannelID)
	for _, id := range l.Refused {
		if j := cat.nodeOf(id); j >= 0 {
			exclude(p, j, "rejected this order, or was short of it, before")
		}
	}
	return p
}

// wants makes units of one SKU all that a problem is about.
func (c *catalog) wants(p *routing.Problem, skuID string, line int, quantity int64) {
	it := c.item(skuID)
	it.Have = make([]int64, len(p.Nodes))
	p.Items, p.Lines = []routing.Item{it}, []routing.Demand{{Line: line, SKUID: skuID, Quantity: quantity}}
}

// rightsOf says which units of its one SKU may serve a problem, as a decider has
// it; nil for any.
func (c *catalog) rightsOf(by *decider, p *routing.Problem, channelID string) *stock.Rights {
	from, sold, restricted := map[string]bool{}, map[string]bool{}, false
	for j, may := range routing.Senders(p, by.policy)[0] {
		n := &p.Nodes[j]
		from[n.ID], sold[n.ID] = may, c.rules.Outside(channelID, n.Code) == nil
		restricted = restricted || !may
	}
	fenced := c.rules.Held(c.known(p.Items[0].SKUID), channelID)
	if !restricted && fenced == 0 {
		return nil
	}
	return &stock.Rights{From: func(id string) bool { return from[id] }, Sold: func(id string) bool { return sold[id] }, Fenced: fenced}
}
