package flow

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/stock"
)

// StockFilter chooses stock levels.
type StockFilter struct {
	SKU      string `query:"sku" doc:"Code of a SKU; a bundle has no stock of its own, see the walk" maxLength:"100"`
	Location string `query:"location" doc:"Code of a location" maxLength:"64"`
	Paging
}

// Stock returns a page of stock levels, a row for each SKU and location that
// has, or had, stock, by their codes.
func (f *Flow) Stock(ctx context.Context, filter StockFilter) (Page[oms.StockLevel], error) {
	none := Page[oms.StockLevel]{Items: []oms.StockLevel{}}
	page, limit, err := filter.limit()
	if err != nil {
		return none, err
	}
	q := store.LevelFilter{Limit: limit}
	if filter.Cursor != "" {
		q.After = &store.LevelPosition{}
		if err := filter.at(q.After); err != nil {
			return none, err
		}
	}
	return read(ctx, f, func(tx *store.Tx) (Page[oms.StockLevel], error) {
		refs := refs{sku: filter.SKU, location: filter.Location}
		if ok, err := refs.resolve(ctx, tx); !ok {
			return none, err
		}
		if refs.skuID != "" {
			q.SKUIDs = []string{refs.skuID}
		}
		q.LocationID = refs.locationID
		all, err := tx.Levels(ctx, q)
		return pageOf(all, page, func(l oms.StockLevel) any { return store.LevelPosition{SKU: l.SKU, Location: l.Location} }), err
	})
}

// MovementFilter chooses stock movements.
type MovementFilter struct {
	SKU       string    `query:"sku" doc:"Code of a SKU" maxLength:"100"`
	Location  string    `query:"location" doc:"Code of a location" maxLength:"64"`
	Reason    string    `query:"reason" maxLength:"40"`
	State     string    `query:"state" enum:"on_hand,safety,damaged,quality_control,incoming"`
	Reference string    `query:"reference" doc:"The order, shipment, transfer, count or document" maxLength:"200"`
	Lot       string    `query:"lot" doc:"Id of a lot" example:"lot_01kd3ht2yre1asz3dgf0ma94w5" maxLength:"64"`
	Actor     string    `query:"actor" doc:"Who did it, as movements name them" example:"user:usr_01kd3ht2yre1asz3dgf0ma94w5" maxLength:"200"`
	From      time.Time `query:"from" doc:"Inclusive"`
	To        time.Time `query:"to" doc:"Exclusive"`
}

// MovementQuery chooses a page of stock movements.
type MovementQuery struct {
	MovementFilter
	Paging
}

// StockMovements returns a page of stock movements, newest first.
func (f *Flow) StockMovements(ctx context.Context, q MovementQuery) (Page[oms.StockMovement], error) {
	none := Page[oms.StockMovement]{Items: []oms.StockMovement{}}
	page, limit, err := q.limit()
	if err != nil {
		return none, err
	}
	var before string
	if err := q.at(&before); err != nil {
		return none, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[oms.StockMovement], error) {
		filter, ok, err := q.resolve(ctx, tx)
		if !ok || err != nil {
			return none, err
		}
		filter.Before, filter.Limit = before, limit
		all, err := tx.Movements(ctx, filter)
		return pageOf(all, page, func(m oms.StockMovement) any { return m.ID }), err
	})
}

// resolve makes the store's filter; false when it names what isn't there.
func (in MovementFilter) resolve(ctx context.Context, tx *store.Tx) (store.MovementFilter, bool, error) {
	out := store.MovementFilter{Reason: in.Reason, State: in.State, Reference: in.Reference, LotID: in.Lot, Actor: in.Actor}
	if !in.From.IsZero() {
		out.From = &in.From
	}
	if !in.To.IsZero() {
		out.To = &in.To
	}
	if err := checkFilters("reason", in.Reason, "state", in.State, "reference", in.Reference, "lot", in.Lot, "actor", in.Actor); err != nil {
		return out, false, err
	}
	refs := refs{sku: in.SKU, location: in.Location}
	ok, err := refs.resolve(ctx, tx)
	out.SKUID, out.LocationID = refs.skuID, refs.locationID
	return out, ok, err
}

// loadOffers loads what the figures of SKUs depend on, by their ids.
func loadOffers(ctx context.Context, tx *store.Tx, ids []string) (map[string]stock.Offer, error) {
	known, err := tx.SKUsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	levels, err := tx.Levels(ctx, store.LevelFilter{SKUIDs: slices.AppendSeq([]string{}, maps.Keys(known))})
	if err != nil {
		return nil, err
	}
	bySKU := map[string][]oms.StockLevel{}
	for _, l := range levels {
		bySKU[l.SKUID] = append(bySKU[l.SKUID], l)
	}
	locations, err := tx.Locations(ctx, false)
	inactive := map[string]bool{}
	for _, l := range locations {
		inactive[l.ID] = !l.Active
	}
	if err != nil {
		return nil, err
	}
	policy, err := stockPolicy(ctx, tx)
	if err != nil {
		return nil, err
	}
	demand, err := demandOf(ctx, tx, policy, known)
	out := make(map[string]stock.Offer, len(ids))
	for _, id := range ids {
		if s := known[id]; s != nil {
			out[id] = stock.Offer{SKU: s, Policy: policy, Demand: demand, Inactive: inactive, Levels: func(id string) []oms.StockLevel { return bySKU[id] },
				Component: func(id string) *oms.SKU { return known[id] }}
		}
	}
	return out, err
}

// demandWindow is how far back the demand of a SKU is looked for.
const demandWindow = 28 * 24 * time.Hour

// demandOf returns how fast SKUs sell, by what has left; nil when no rule asks.
func demandOf(ctx context.Context, tx *store.Tx, policy *stock.Policy, known map[string]*oms.SKU) (func(string) stock.Demand, error) {
	if !policy.Has(oms.StockRisk) {
		return nil, nil //nolint:nilnil // no rule asks
	}
	shipped, err := tx.Shipped(ctx, slices.Sorted(maps.Keys(known)), tx.Now.Add(-demandWindow))
	return func(id string) stock.Demand { return stock.Demand{Units: shipped[id], Within: demandWindow} }, err
}
