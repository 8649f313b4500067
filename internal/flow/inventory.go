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

// InventoryFilter chooses SKUs with their stock.
type InventoryFilter struct {
	Query    string `query:"q" doc:"Words: the beginnings of words in code, title or barcode" maxLength:"200"`
	Category string `query:"category" doc:"Exactly this category" maxLength:"200"`
	Location string `query:"location" doc:"Code of a location: SKUs that have, or had, stock there, and bundles; what is low, out or sorted by is then judged by this location alone" maxLength:"64"`
	Only     string `query:"only" enum:"low,out,negative,waiting" doc:"What is the matter: low (lasts no longer than cover_days), out (nothing is available), negative (more units wait than are available), waiting (orders wait for units)"`
	// CoverDays says what low means.
	CoverDays int64  `query:"cover_days" doc:"What is low lasts so many days or fewer at the demand of the last 28 days; 14 when absent" minimum:"0" maximum:"365"`
	Sort      string `query:"sort" enum:"sku,available,cover" doc:"By code, or the lowest first: available units, or how long they last; what nobody buys comes last. sku when absent"`
}

const lowDays = 14 // of cover, when nothing else is said

// InventoryQuery chooses a page of SKUs with their stock.
type InventoryQuery struct {
	InventoryFilter
	Paging
}

// InventoryRow is a SKU with its stock at every location.
type InventoryRow struct {
	SKU     *oms.SKU
	Levels  []oms.StockLevel // by the location's code; of a bundle, the sets that its components make
	Network stock.Walk       // from on hand to what can be sold, over all locations
	Waiting int64            // units that orders have and no location does
	Sold    int64            // units that have left within the window of the demand; of a bundle none, its components do
	// CoverHours is how long the available units last at the present demand; nil
	// when nobody buys any. Of a bundle it is that of its scarcest component.
	CoverHours *int64
}

// Inventory returns a page of SKUs, each with its stock at every location, in a
// fixed number of statements.
func (f *Flow) Inventory(ctx context.Context, q InventoryQuery) (Page[InventoryRow], error) {
	none := Page[InventoryRow]{Items: []InventoryRow{}}
	page, limit, err := q.limit()
	if err != nil {
		return none, err
	}
	var after *store.InventoryPosition
	if q.Cursor != "" {
		after = &store.InventoryPosition{}
		if err := q.at(after); err != nil {
			return none, err
		}
	}
	return read(ctx, f, func(tx *store.Tx) (Page[InventoryRow], error) {
		filter, ok, err := q.resolve(ctx, tx)
		if !ok || err != nil {
			return none, err
		}
		filter.After, filter.Limit = after, limit
		found, err := tx.InventorySKUs(ctx, filter)
		if err != nil {
			return none, err
		}
		all := pageOf(found, page, func(s store.InventorySKU) any { return s.Position() })
		rows, err := inventoryRows(ctx, tx, all.Items, filter)
		return Page[InventoryRow]{Items: rows, NextCursor: all.NextCursor}, err
	})
}

// resolve makes the store's filter; false when it names what isn't there.
func (in InventoryFilter) resolve(ctx context.Context, tx *store.Tx) (store.InventoryFilter, bool, error) {
	out := store.InventoryFilter{Query: in.Query, Category: in.Category, Only: store.InventoryOnly(in.Only), Sort: store.InventorySort(in.Sort),
		Since: tx.Now.Add(-demandWindow), Window: demandWindow, LowHours: 24 * lowDays}
	if out.Sort == "" {
		out.Sort = store.InventoryByCode
	}
	if in.CoverDays > 0 {
		out.LowHours = 24 * in.CoverDays
	}
	if err := checkFilters("q", in.Query, "category", in.Category, "location", in.Location); err != nil {
		return out, false, err
	}
	refs := refs{location: in.Location}
	ok, err := refs.resolve(ctx, tx)
	out.LocationID = refs.locationID
	return out, ok, err
}

// inventoryRows loads what the page shows of the SKUs found.
func inventoryRows(ctx context.Context, tx *store.Tx, found []store.InventorySKU, filter store.InventoryFilter) ([]InventoryRow, error) {
	ids := make([]string, len(found))
	for i, s := range found {
		ids[i] = s.ID
	}
	offers, err := loadOffers(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	counted := map[string]bool{}
	for _, o := range offers {
		counted[o.SKU.ID] = true
		for _, c := range o.SKU.Components {
			counted[c.SKUID] = true
		}
	}
	all := slices.Sorted(maps.Keys(counted))
	sold, err := tx.Shipped(ctx, all, filter.Since)
	if err != nil {
		return nil, err
	}
	waiting, err := tx.WaitingUnits(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]InventoryRow, 0, len(ids))
	for _, id := range ids {
		if o, known := offers[id]; known {
			rows = append(rows, inventoryRow(o, sold, waiting[id]))
		}
	}
	return rows, nil
}

func inventoryRow(o stock.Offer, sold map[string]int64, waiting int64) InventoryRow {
	row := InventoryRow{SKU: o.SKU, Levels: o.Levels(o.SKU.ID), Network: stock.Explain(o), Waiting: waiting, Sold: sold[o.SKU.ID]}
	if !o.SKU.Bundle() {
		row.CoverHours = coverHours(openUnits(o, o.SKU.ID), row.Sold)
		return row
	}
	row.Levels = stock.Sets(o)
	for _, c := range o.SKU.Components {
		hours := coverHours(openUnits(o, c.SKUID), sold[c.SKUID])
		if row.CoverHours == nil || hours != nil && *hours < *row.CoverHours {
			row.CoverHours = hours
		}
	}
	return row
}

// openUnits is what of a SKU is available at the locations that take part.
func openUnits(o stock.Offer, skuID string) (n int64) {
	for _, l := range o.Levels(skuID) {
		if !o.Inactive[l.LocationID] {
			n += l.Available()
		}
	}
	return n
}

// coverHours is how long units last when as many leave as in the window of the
// demand; nil for ever.
func coverHours(available, sold int64) *int64 {
	if sold <= 0 {
		return nil
	}
	hours := available * int64(demandWindow/time.Hour) / sold
	return &hours
}

// InventorySums is how many SKUs a filter chooses, and their stock by location.
type InventorySums struct {
	SKUs       int64
	Levels     []oms.StockLevel // sums, by the location's id; bundles have none
	Categories []string         // that any SKU has, sorted
}

// InventorySums adds up the stock of the SKUs that a filter chooses.
func (f *Flow) InventorySums(ctx context.Context, in InventoryFilter) (InventorySums, error) {
	return read(ctx, f, func(tx *store.Tx) (InventorySums, error) {
		filter, ok, err := in.resolve(ctx, tx)
		if err != nil {
			return InventorySums{}, err
		}
		out := InventorySums{}
		if out.Categories, err = tx.Categories(ctx); err != nil || !ok {
			return out, err
		}
		out.SKUs, out.Levels, err = tx.InventorySums(ctx, filter)
		return out, err
	})
}
