package flow

import (
	"context"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// skuEdit is a change of one or many SKUs in one transaction.
type skuEdit struct {
	tx     *store.Tx
	known  map[string]*oms.SKU // by code, as they are to become
	staged []stagedSKU
}

type stagedSKU struct {
	was *oms.SKU // nil for a new one
	now *oms.SKU
}

// editSKUs locks the catalog and loads the SKUs that are named.
func editSKUs(ctx context.Context, tx *store.Tx, codes ...string) (*skuEdit, error) {
	if err := tx.LockCatalog(ctx); err != nil {
		return nil, err
	}
	known, err := tx.SKUsByCode(ctx, slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return checkCode("", c, maxSKUCode) != nil }))
	if known == nil {
		known = map[string]*oms.SKU{}
	}
	return &skuEdit{tx: tx, known: known}, err
}

func (e *skuEdit) find(code string) *oms.SKU { return e.known[code] }

// keep notes a SKU that is new (was is nil) or changed, perhaps again.
func (e *skuEdit) keep(was, now *oms.SKU) {
	e.known[now.Code] = now
	if i := slices.IndexFunc(e.staged, func(s stagedSKU) bool { return s.now == was }); i >= 0 && was != nil {
		e.staged[i].now = now
		return
	}
	if was == nil {
		now.ID, now.CreatedAt = store.NewID(oms.PrefixSKU), e.tx.Now
	}
	now.Version++
	now.UpdatedAt = e.tx.Now
	e.staged = append(e.staged, stagedSKU{was, now})
}

// mayBundle refuses to make a bundle of a SKU that is counted, or that is a
// part of another bundle.
func (e *skuEdit) mayBundle(ctx context.Context, was, now *oms.SKU) error {
	if was.Bundle() || !now.Bundle() {
		return nil
	}
	counted, err := e.tx.HasStock(ctx, []string{now.ID})
	if err != nil {
		return err
	}
	if len(counted) > 0 {
		return oms.Errorf(oms.Conflict, "SKU %s has stock of its own: a bundle has none", now.Code)
	}
	holders, err := e.tx.BundlesOf(ctx, []string{now.ID})
	for _, s := range e.staged {
		if slices.ContainsFunc(s.now.Components, func(c oms.Component) bool { return c.SKUID == now.ID }) {
			holders = append(holders, s.now.ID)
		}
	}
	if err == nil && len(holders) > 0 {
		err = oms.Errorf(oms.Conflict, "SKU %s is a component of other bundles: a bundle holds plain SKUs only", now.Code)
	}
	return err
}

// mayTrack refuses to change how units are told apart while there are any.
func (e *skuEdit) mayTrack(ctx context.Context, was, now *oms.SKU) error {
	if was.Tracking == now.Tracking {
		return nil
	}
	if err := e.tx.LockTracking(ctx, now.ID); err != nil {
		return err
	}
	st, err := e.tx.LockStock(ctx, []string{now.ID})
	if err != nil {
		return err
	}
	busy := slices.ContainsFunc(st.Of(now.ID), func(l *oms.StockLevel) bool { return l.OnHand+l.Allocated+l.Reserved > 0 })
	if !busy {
		sent, err := e.tx.Transfers(ctx, store.TransferFilter{Status: string(oms.TransferInTransit), SKUID: now.ID, Limit: 1})
		if err != nil {
			return err
		}
		busy = len(sent) > 0
	}
	if busy {
		return oms.Errorf(oms.Conflict, "SKU %s is in stock, on its way or promised, and its units can't be told apart afterwards: take its stock down to zero, change it, and receive the units again by lot or serial number", now.Code)
	}
	return nil
}

// saveLots has the lots of SKUs follow how many days must be left.
func (e *skuEdit) saveLots(ctx context.Context) error {
	days := map[string]int64{}
	var ids []string
	for _, s := range e.staged {
		if s.was != nil && s.was.MinDaysLeft != s.now.MinDaysLeft {
			ids, days[s.now.ID] = append(ids, s.now.ID), s.now.MinDaysLeft
		}
	}
	if len(ids) == 0 {
		return nil
	}
	lots, err := e.tx.LotsOf(ctx, ids)
	if err != nil {
		return err
	}
	for _, l := range lots {
		l.Expire(l.ExpiresOn, days[l.SKUID])
	}
	return e.tx.SaveLots(ctx, lots)
}

// save writes what was kept, with an event for each.
func (e *skuEdit) save(ctx context.Context) error {
	all := make([]*oms.SKU, len(e.staged))
	for i, s := range e.staged {
		all[i] = s.now
		var before any
		if s.was != nil {
			before = skuFields(s.was)
		}
		emitChange(ctx, e.tx, "sku", s.now.ID, s.now.Code, before, skuFields(s.now))
	}
	if err := e.saveLots(ctx); err != nil {
		return err
	}
	return e.tx.SaveSKUs(ctx, all)
}
