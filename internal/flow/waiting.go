package flow

import (
	"context"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// waitingBatch is how many waiting orders are planned in one transaction.
const waitingBatch = 100

// newPlanning gathers what place needs to know of SKUs and locations.
func newPlanning(ctx context.Context, tx *store.Tx, cat *catalog, skuIDs []string, orders []*oms.Order) (*planning, error) {
	if err := cat.needSKUIDs(ctx, tx, skuIDs); err != nil {
		return nil, err
	}
	addresses := make([]oms.Address, len(orders))
	for i, o := range orders {
		addresses[i] = o.ShippingAddress
	}
	if err := cat.needPlaces(ctx, tx, addresses); err != nil {
		return nil, err
	}
	if err := cat.needSold(ctx, tx, skuIDs); err != nil {
		return nil, err
	}
	nodes, err := cat.loaded(ctx, tx)
	if err != nil {
		return nil, err
	}
	p := &planning{cat: cat, nodes: nodes, locate: cat.destination, now: tx.Now, sku: func(id string) *oms.SKU { return cat.skusByID[id] }}
	var limited []string
	for _, id := range skuIDs {
		if s := cat.skusByID[id]; s != nil && s.Unfillable == oms.Backorder && s.BackorderLimit > 0 {
			limited = append(limited, id)
		}
	}
	if len(limited) == 0 {
		return p, nil
	}
	waiting, err := tx.Backordered(ctx, limited)
	if err != nil {
		return nil, err
	}
	p.room = func(skuID string) int64 {
		s := cat.skusByID[skuID]
		if s == nil || s.BackorderLimit == 0 {
			return oms.MaxQuantity
		}
		return s.BackorderLimit - waiting[skuID]
	}
	p.waiting = waiting
	return p, nil
}

// allocateWaiting plans the waiting units of orders that this transaction has
// locked, oldest first, on stock that it has locked too. It saves neither.
func (f *Flow) allocateWaiting(ctx context.Context, tx *store.Tx, orders []*oms.Order, st *store.Stock) (units int64, err error) {
	cat := &catalog{}
	if err := cat.fresh(ctx, tx); err != nil {
		return 0, err
	}
	p, err := newPlanning(ctx, tx, cat, waitingSKUs(orders), orders)
	if err != nil {
		return 0, err
	}
	for _, o := range orders {
		if o.Lifecycle != oms.Open {
			continue
		}
		placed := p.place(o, st)
		if len(placed.moves) == 0 && len(placed.waits) == 0 && !needsException(o, placed) {
			continue // nothing new to tell
		}
		placed.record(ctx, tx, o)
		for _, m := range placed.moves {
			units += m.Quantity
		}
	}
	return units, p.keep(ctx, tx)
}

// needsException tells whether the order has units without stock that nobody
// was told of.
func needsException(o *oms.Order, p placement) bool {
	return len(p.short) > 0 && !slices.ContainsFunc(o.Exceptions, func(e oms.Exception) bool {
		return e.Kind == oms.ExceptionUnfillable && !e.Status.Done()
	})
}

// waitingSKUs lists the SKUs of which orders have waiting units.
func waitingSKUs(orders []*oms.Order) (ids []string) {
	for _, o := range orders {
		for _, l := range o.Units() {
			if l.SKUID != "" && l.Waiting() > 0 {
				ids = append(ids, l.SKUID)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// AllocateWaiting gives stock of SKUs to the orders that wait for it, oldest
// promise first, then oldest order first, and returns how many units found a
// place. It works in transactions of a hundred orders.
func (f *Flow) AllocateWaiting(ctx context.Context, skuIDs []string) (units int64, err error) {
	var after store.WaitingOrder
	for {
		n, last, err := f.allocateSome(ctx, skuIDs, after)
		units += n
		if err != nil || last.ID == "" {
			return units, err
		}
		after = last
	}
}

// allocateSome does one transaction of it; last names nobody at the end.
func (f *Flow) allocateSome(ctx context.Context, skuIDs []string, after store.WaitingOrder) (units int64, last store.WaitingOrder, err error) {
	err = f.store.Write(ctx, func(tx *store.Tx) error {
		units, last = 0, store.WaitingOrder{}
		waiting, err := tx.WaitingOrders(ctx, skuIDs, after, waitingBatch)
		if err != nil || len(waiting) == 0 {
			return err
		}
		ids := make([]string, len(waiting))
		for i, w := range waiting {
			ids[i], last = w.ID, w
		}
		orders, err := tx.LockOrders(ctx, ids)
		if err != nil {
			return err
		}
		st, err := tx.LockStock(ctx, waitingSKUs(orders))
		if err != nil {
			return err
		}
		if !anyAvailable(st, skuIDs) {
			last = store.WaitingOrder{}
			return nil
		}
		if units, err = f.allocateWaiting(ctx, tx, orders, st); err != nil {
			return err
		}
		if err := tx.SaveOrders(ctx, orders); err != nil {
			return err
		}
		return tx.SaveStock(ctx, st)
	})
	return units, last, err
}

func anyAvailable(st *store.Stock, skuIDs []string) bool {
	for _, id := range skuIDs {
		for _, l := range st.Of(id) {
			if l.Available() > 0 {
				return true
			}
		}
	}
	return false
}

// MatchUnknown looks again for the SKUs of lines that were not known when
// their orders landed, and allocates them, the oldest order first. It works in
// transactions of a hundred orders.
func (f *Flow) MatchUnknown(ctx context.Context, codes []string) error {
	for after := int64(0); ; {
		last, err := f.matchSome(ctx, codes, after)
		if err != nil || last == 0 {
			return err
		}
		after = last
	}
}

// matchSome does one transaction of it; last is 0 at the end.
func (f *Flow) matchSome(ctx context.Context, codes []string, after int64) (last int64, err error) {
	err = f.store.Write(ctx, func(tx *store.Tx) error {
		last = 0
		waiting, err := tx.UnknownLines(ctx, codes, after, waitingBatch)
		if err != nil || len(waiting) == 0 {
			return err
		}
		ids := make([]string, len(waiting))
		for i, w := range waiting {
			ids[i], last = w.ID, w.Number
		}
		orders, err := tx.LockOrders(ctx, ids)
		if err != nil {
			return err
		}
		cat := &catalog{}
		if err := cat.fresh(ctx, tx); err != nil {
			return err
		}
		for _, o := range orders {
			if err := match(ctx, tx, cat, o); err != nil {
				return err
			}
		}
		st, err := tx.LockStock(ctx, waitingSKUs(orders))
		if err != nil {
			return err
		}
		if _, err := f.allocateWaiting(ctx, tx, orders, st); err != nil {
			return err
		}
		if err := tx.SaveOrders(ctx, orders); err != nil {
			return err
		}
		return tx.SaveStock(ctx, st)
	})
	return last, err
}

// match gives the lines of an order the SKUs that their codes now stand for.
// A code that stands for a bundle is left for a person: its components would
// be lines that the buyer never ordered so.
func match(ctx context.Context, tx *store.Tx, cat *catalog, o *oms.Order) error {
	var codes []string
	for _, l := range o.Units() {
		if l.SKUID == "" {
			codes = append(codes, l.SKU)
		}
	}
	if err := cat.needSKUs(ctx, tx, o.ChannelID, codes); err != nil {
		return err
	}
	lookup, unknown := cat.lookup(o.ChannelID), 0
	for _, l := range o.Units() {
		if l.SKUID != "" {
			continue
		}
		s := lookup(l.SKU)
		if s == nil || s.Bundle() {
			unknown++
			continue
		}
		l.SKUID, l.WeightGrams = s.ID, s.WeightGrams
	}
	if unknown == 0 {
		settle(ctx, tx, o, oms.ExceptionUnknownSKU, oms.EndsKnown.Said())
	}
	return nil
}

// amountText writes minor units as a decimal string.
func amountText(minor int64, currency string) string { return money.New(minor, currency).Decimal() }

// paymentEvent names what a transaction tells.
func paymentEvent(t oms.Transaction) oms.EventType {
	switch {
	case t.Status == oms.TransactionFailed:
		return oms.PaymentFailed
	case t.Status != oms.TransactionSucceeded:
		return oms.PaymentPending
	}
	switch t.Kind {
	case oms.Authorization:
		return oms.PaymentAuthorized
	case oms.Void:
		return oms.PaymentVoided
	case oms.Refund, oms.Chargeback:
		return oms.PaymentRefunded
	}
	return oms.PaymentCaptured
}
