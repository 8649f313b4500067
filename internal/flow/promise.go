package flow

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/stock"
)

// LinePromise is units of a line promised from a receipt.
type LinePromise = store.PromiseRow

// lineKey names a line of an order.
type lineKey struct {
	orderID string
	line    int64
}

// PromiseWaiting gives the units that wait for SKUs the dates of the receipts
// that they will be served from, oldest promise first. A date that moves is
// told of; one that gets worse opens an exception. It works in transactions of
// a hundred orders, each of which looks at its lines again.
func (f *Flow) PromiseWaiting(ctx context.Context, skuIDs []string) error {
	cat := f.catalogs.take()
	defer f.catalogs.give(cat)
	for _, id := range skuIDs {
		changed, err := read(ctx, f, func(tx *store.Tx) (map[lineKey][]LinePromise, error) { return newPromises(ctx, tx, cat, id) })
		if err != nil {
			return err
		}
		var orders []string
		for k := range changed {
			orders = append(orders, k.orderID)
		}
		slices.Sort(orders)
		for some := range slices.Chunk(slices.Compact(orders), waitingBatch) {
			if err := f.store.Write(ctx, func(tx *store.Tx) error { return promiseSome(ctx, tx, cat, id, some, changed) }); err != nil {
				return err
			}
		}
	}
	return nil
}

// newPromises decides what each line that waits for a SKU is promised, and
// returns those that were promised something else.
func newPromises(ctx context.Context, tx *store.Tx, cat *catalog, skuID string) (map[lineKey][]LinePromise, error) {
	if err := cat.fresh(ctx, tx); err != nil {
		return nil, err
	}
	queues, err := waitingQueues(ctx, tx, cat, []string{skuID})
	if err != nil {
		return nil, err
	}
	q := queues[skuID]
	rows, err := tx.Promises(ctx, skuID)
	if err != nil {
		return nil, err
	}
	before, after := map[lineKey][]LinePromise{}, map[lineKey][]LinePromise{}
	for _, r := range rows {
		k := lineKey{r.OrderID, r.Line}
		before[k] = append(before[k], r)
	}
	for _, p := range q.assign() {
		w, r := q.waiters[p.Waiter], q.receipts[p.Expected]
		k := lineKey{w.OrderID, int64(w.Line)}
		after[k] = addPromise(after[k], LinePromise{OrderID: w.OrderID, Line: k.line, SKUID: skuID, Source: r.Source, Name: r.Name, LocationID: r.LocationID,
			Quantity: p.Quantity, PromisedAt: &p.At})
	}
	for _, w := range q.waiters {
		finish(w, skuID, lineKey{w.OrderID, int64(w.Line)}, after)
	}
	for k := range before {
		if _, waits := after[k]; !waits {
			after[k] = nil
		}
	}
	for k, now := range after {
		if slices.EqualFunc(before[k], now, samePromise) {
			delete(after, k)
		}
	}
	return after, nil
}

// addPromise joins units of one source: they come together.
func addPromise(all []LinePromise, p LinePromise) []LinePromise {
	for i := range all {
		if all[i].Source == p.Source {
			all[i].Quantity += p.Quantity
			all[i].PromisedAt = laterOf(all[i].PromisedAt, p.PromisedAt)
			return all
		}
	}
	return append(all, p)
}

// finish notes what the line was promised first. What was promised once and
// has no date now keeps its place in the queue by a row without a source.
func finish(w stock.Waiter, skuID string, k lineKey, after map[lineKey][]LinePromise) {
	var covered int64
	first := w.FirstAt
	for _, p := range after[k] {
		covered += p.Quantity
		if w.FirstAt == nil {
			first = laterOf(first, p.PromisedAt)
		}
	}
	if first == nil {
		return
	}
	if left := w.Quantity - covered; left > 0 && w.FirstAt != nil {
		after[k] = append(after[k], LinePromise{OrderID: w.OrderID, Line: k.line, SKUID: skuID, Quantity: left})
	}
	for i := range after[k] {
		after[k][i].FirstAt = *first
	}
	slices.SortFunc(after[k], func(a, b LinePromise) int { return cmp.Compare(a.Source, b.Source) })
}

func samePromise(a, b LinePromise) bool {
	return a.Source == b.Source && a.Quantity == b.Quantity && a.Name == b.Name && sameInstant(a.PromisedAt, b.PromisedAt)
}

func sameInstant(a, b *time.Time) bool {
	return a == b || a != nil && b != nil && a.Equal(*b)
}

// laterOf is the later of two instants, where nil is none.
func laterOf(a, b *time.Time) *time.Time {
	if a == nil || b != nil && b.After(*a) {
		return b
	}
	return a
}

// promiseSome writes the promises of some orders.
func promiseSome(ctx context.Context, tx *store.Tx, cat *catalog, skuID string, ids []string, changed map[lineKey][]LinePromise) error {
	orders, err := tx.LockOrders(ctx, ids)
	if err != nil {
		return err
	}
	if err := cat.fresh(ctx, tx); err != nil {
		return err
	}
	p, err := newDating(ctx, tx, cat, orders)
	if err != nil {
		return err
	}
	for _, o := range orders {
		var told []promiseChange
		for _, l := range o.Units() {
			now, is := changed[lineKey{o.ID, int64(l.N)}]
			if !is || l.SKUID != skuID {
				continue
			}
			now = upTo(now, l.Waiting())
			if l.Waiting() > 0 {
				days := p.promisedDays(o, l, now)
				l.DeliverFrom, l.DeliverBy = days.Earliest, days.Latest
			}
			if err := tx.ReplacePromises(ctx, o.ID, int64(l.N), now); err != nil {
				return err
			}
			c := promiseChange{Line: l.N, SKU: l.SKU, Before: l.PromisedAt, PromisedAt: wholeLine(now, l.Waiting()), Units: l.Waiting(), Sources: namesOf(now)}
			if l.PromisedAt = c.PromisedAt; !sameInstant(c.Before, c.PromisedAt) {
				told = append(told, c)
			}
		}
		if err := tellPromises(ctx, tx, o, told); err != nil {
			return err
		}
	}
	return tx.SaveOrders(ctx, orders)
}

// upTo cuts promises to the units that still wait.
func upTo(all []LinePromise, waiting int64) (out []LinePromise) {
	for _, p := range all {
		if p.Quantity = min(p.Quantity, waiting); p.Quantity > 0 {
			out = append(out, p)
			waiting -= p.Quantity
		}
	}
	return out
}

// wholeLine is when the last unit of a line is expected, nil when not all of
// them are.
func wholeLine(all []LinePromise, waiting int64) (last *time.Time) {
	for _, p := range all {
		if p.PromisedAt == nil {
			return nil
		}
		last = laterOf(last, p.PromisedAt)
		waiting -= p.Quantity
	}
	if waiting > 0 {
		return nil
	}
	return last
}

func namesOf(all []LinePromise) (names []string) {
	for _, p := range all {
		if p.Name != "" {
			names = append(names, p.Name)
		}
	}
	return names
}

// promiseChange is what became of a line's date.
type promiseChange struct {
	Line       int        `json:"line"`
	SKU        string     `json:"sku"`
	Units      int64      `json:"units"`
	Before     *time.Time `json:"before"`
	PromisedAt *time.Time `json:"promised_at"`
	Sources    []string   `json:"sources,omitempty"`
}

// worse tells whether units that still wait get later than they were promised.
func (c promiseChange) worse() bool {
	return c.Units > 0 && c.Before != nil && (c.PromisedAt == nil || c.PromisedAt.After(*c.Before))
}

// tellPromises emits what changed, and opens or settles the exception about
// promises that got worse.
func tellPromises(ctx context.Context, tx *store.Tx, o *oms.Order, all []promiseChange) error {
	if len(all) == 0 {
		return nil
	}
	tx.Emit(ctx, oms.Event{Type: oms.OrderPromised, Subject: o.ID, OrderID: o.ID}, map[string]any{"lines": all})
	var says []oms.Said
	for _, c := range all {
		if c.worse() {
			says = append(says, c.says())
		}
	}
	if len(says) > 0 {
		raise(ctx, tx, o, oms.Exception{Kind: oms.ExceptionPromiseLate, Severity: oms.SeverityHigh}.Saying(says...))
		return nil
	}
	late, err := stillLate(ctx, tx, o)
	if err == nil && !late {
		settle(ctx, tx, o, oms.ExceptionPromiseLate, oms.EndsPromise.Said())
	}
	return err
}

func (c promiseChange) says() oms.Said {
	facts := oms.Facts{"count": oms.FactNumber(c.Units), "sku": oms.FactText(c.SKU), "promised": oms.FactDay(*c.Before)}
	if c.PromisedAt == nil {
		return oms.SaysPromiseNone.With(facts)
	}
	facts["expected"], facts["sources"] = oms.FactDay(*c.PromisedAt), oms.FactList(c.Sources)
	return oms.SaysPromiseLater.With(facts)
}

// stillLate tells whether a line waits for later than it was promised first.
func stillLate(ctx context.Context, tx *store.Tx, o *oms.Order) (bool, error) {
	rows, err := tx.PromisesOf(ctx, o.ID)
	return slices.ContainsFunc(rows, func(p LinePromise) bool {
		return p.PromisedAt == nil || p.PromisedAt.After(p.FirstAt)
	}), err
}

// OrderPromises returns what the lines of an order that wait are promised.
func (f *Flow) OrderPromises(ctx context.Context, orderID string) ([]LinePromise, error) {
	return read(ctx, f, func(tx *store.Tx) ([]LinePromise, error) { return tx.PromisesOf(ctx, orderID) })
}
