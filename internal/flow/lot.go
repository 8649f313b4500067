package flow

import (
	"context"
	"io"
	"strconv"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/table"
	"github.com/switchyard-oms/switchyard/oms"
)

// LotFilter chooses what is on hand of lots.
type LotFilter struct {
	SKU      string `query:"sku" doc:"Code of a SKU" maxLength:"100"`
	Location string `query:"location" doc:"Code of a location" maxLength:"64"`
	Lot      string `query:"lot" doc:"Code of a lot, or a serial number" maxLength:"64"`
	Within   int64  `query:"within" doc:"Only lots that may be sold for so many days or fewer, those past their date too; all when absent or 0" minimum:"0" maximum:"3650"`
	All      bool   `query:"all" doc:"Also lots of which nothing is left"`
	Paging
}

// LotStock is what is on hand of a lot at a location.
type LotStock struct {
	oms.LotLevel
	Past     bool   // it may not be sold any more
	DaysLeft *int64 // it may be sold for so many days more, 0 for today only; negative when it is past; nil for always
}

func lotStockAt(l oms.LotLevel, today string) LotStock {
	out := LotStock{LotLevel: l, Past: l.Past(today)}
	until, err := time.Parse(time.DateOnly, l.SellsUntil)
	now, err2 := time.Parse(time.DateOnly, today)
	if err == nil && err2 == nil {
		days := int64(until.Sub(now) / (24 * time.Hour))
		out.DaysLeft = &days
	}
	return out
}

// Lots returns a page of what is on hand of lots, a row for each location, those
// first that may not be sold for the longest.
func (f *Flow) Lots(ctx context.Context, filter LotFilter) (Page[LotStock], error) {
	none := Page[LotStock]{Items: []LotStock{}}
	page, limit, err := filter.limit()
	if err != nil {
		return none, err
	}
	q := store.LotFilter{Code: filter.Lot, All: filter.All, Limit: limit}
	if filter.Cursor != "" {
		q.After = &store.LotPosition{}
		if err := filter.at(q.After); err != nil {
			return none, err
		}
	}
	if err := checkFilters("lot", filter.Lot); err != nil {
		return none, err
	}
	return read(ctx, f, func(tx *store.Tx) (Page[LotStock], error) {
		refs := refs{sku: filter.SKU, location: filter.Location}
		if ok, err := refs.resolve(ctx, tx); !ok {
			return none, err
		}
		q.SKUID, q.LocationID = refs.skuID, refs.locationID
		if filter.Within > 0 {
			q.SellsUntil = tx.Now.AddDate(0, 0, int(filter.Within)).Format(time.DateOnly)
		}
		rows, err := lotRows(ctx, tx, q)
		return pageOf(rows, page, func(l LotStock) any {
			date := l.SellsUntil
			if date == "" {
				date = "~"
			}
			return store.LotPosition{Date: date, Lot: l.LotID, At: l.LocationID}
		}), err
	})
}

func lotRows(ctx context.Context, tx *store.Tx, q store.LotFilter) ([]LotStock, error) {
	levels, err := tx.LotLevels(ctx, q)
	if err != nil {
		return nil, err
	}
	days, err := lotDays(ctx, tx)
	out := make([]LotStock, len(levels))
	for i, l := range levels {
		out[i] = lotStockAt(l, days[l.LocationID])
	}
	return out, err
}

// Lot is a lot with what is on hand of it, and who it is picked for.
type Lot struct {
	*oms.Lot
	Tracking oms.Tracking // of its SKU
	Levels   []LotStock   // also those of which nothing is left
	Picked   []store.LotUse
}

// Lot returns a lot by its id.
func (f *Flow) Lot(ctx context.Context, id string) (Lot, error) {
	if !oms.IsID(id, oms.PrefixLot) {
		return Lot{}, unknown("lot", id)
	}
	return read(ctx, f, func(tx *store.Tx) (Lot, error) { return lotOf(ctx, tx, id) })
}

func lotOf(ctx context.Context, tx *store.Tx, id string) (out Lot, err error) {
	if out.Lot, err = tx.Lot(ctx, id); err != nil {
		return out, err
	}
	tracking, err := tx.Tracked(ctx, []string{out.SKUID})
	if err != nil {
		return out, err
	}
	out.Tracking = tracking[out.SKUID]
	if out.Levels, err = lotRows(ctx, tx, store.LotFilter{LotID: id, All: true, Limit: maxMovements}); err != nil {
		return out, err
	}
	out.Picked, err = tx.LotPicked(ctx, out.Lot)
	return out, err
}

// LotUpdate corrects a lot.
type LotUpdate struct {
	ExpiresOn string `json:"expires_on" doc:"The last good day; empty for never" example:"2027-03-31" maxLength:"10"`
}

// UpdateLot corrects the last good day of a lot. Units that were taken off sale
// because of it stay in quality control until a person moves them.
func (f *Flow) UpdateLot(ctx context.Context, id string, in LotUpdate) (Lot, error) {
	if in.ExpiresOn != "" {
		if err := oms.InvalidFields("the lot", oms.CheckDay("expires_on", in.ExpiresOn)); err != nil {
			return Lot{}, err
		}
	}
	if !oms.IsID(id, oms.PrefixLot) {
		return Lot{}, unknown("lot", id)
	}
	return do(ctx, f, func(tx *store.Tx) (Lot, error) {
		l, err := tx.Lot(ctx, id)
		if err != nil {
			return Lot{}, err
		}
		skus, err := tx.SKUsByID(ctx, []string{l.SKUID})
		if err != nil {
			return Lot{}, err
		}
		if s := skus[l.SKUID]; in.ExpiresOn == "" && s.MinDaysLeft > 0 {
			return Lot{}, oms.InvalidField("expires_on", "is required: %s is sold until %d days before its last good day", s.Code, s.MinDaysLeft)
		}
		if before := l.ExpiresOn; before != in.ExpiresOn {
			l.Expire(in.ExpiresOn, skus[l.SKUID].MinDaysLeft)
			tx.Emit(ctx, oms.Event{Type: oms.LotChanged, Subject: l.ID}, map[string]any{"sku": l.SKU, "sku_id": l.SKUID, "lot": l.Code, "before": before, "after": l.ExpiresOn})
			if err := tx.SaveLots(ctx, []*oms.Lot{l}); err != nil {
				return Lot{}, err
			}
		}
		return lotOf(ctx, tx, id)
	})
}

// LotUses returns a page of the shipments that units of a lot left with, the
// newest first: who is to be told of a recall.
func (f *Flow) LotUses(ctx context.Context, id string, p Paging) (Page[store.LotUse], error) {
	none := Page[store.LotUse]{Items: []store.LotUse{}}
	page, limit, err := p.limit()
	if err != nil {
		return none, err
	}
	var before string
	if err := p.at(&before); err != nil {
		return none, err
	}
	if !oms.IsID(id, oms.PrefixLot) {
		return none, unknown("lot", id)
	}
	return read(ctx, f, func(tx *store.Tx) (Page[store.LotUse], error) {
		if _, err := tx.Lot(ctx, id); err != nil {
			return none, err
		}
		all, err := tx.LotUses(ctx, id, before, limit)
		return pageOf(all, page, func(u store.LotUse) any { return u.ShipmentID }), err
	})
}

// ExportLotUses writes who got units of a lot as CSV, those first who have them
// picked and not shipped. flushed is called behind each page and may be nil.
func (f *Flow) ExportLotUses(ctx context.Context, id string, to io.Writer, flushed func() error) error {
	l, err := f.Lot(ctx, id)
	if err != nil {
		return err
	}
	w, err := table.NewWriter(to, "sku", "lot", "expires_on", "order", "customer", "email", "quantity", "location", "shipped_at", "shipment", "note")
	if err != nil {
		return err
	}
	write := func(all []store.LotUse) error {
		for _, u := range all {
			order, at := "", ""
			if u.OrderNumber > 0 {
				order = strconv.FormatInt(u.OrderNumber, 10)
			}
			if u.At != nil {
				at = u.At.Format(time.RFC3339)
			}
			if err := w.Write(l.SKU, l.Code, l.ExpiresOn, order, u.Customer, u.Email, strconv.FormatInt(u.Quantity, 10), u.Location, at, u.ShipmentID, u.Note); err != nil {
				return err
			}
		}
		return nil
	}
	if err := write(l.Picked); err != nil {
		return err
	}
	return eachPage(flushed, w, func(cursor string) (string, error) {
		page, err := f.LotUses(ctx, id, Paging{Cursor: cursor, Limit: exportPage})
		if err != nil {
			return "", err
		}
		return page.NextCursor, write(page.Items)
	})
}

// lotDays is which date it is at each location, by their ids.
func lotDays(ctx context.Context, tx *store.Tx) (map[string]string, error) {
	locations, err := tx.Locations(ctx, false)
	days := map[string]string{"": tx.Now.Format(time.DateOnly)}
	for _, l := range locations {
		days[l.ID] = localDay(tx.Now, l.Calendar).Format(time.DateOnly)
	}
	return days, err
}

// latestZone is how far the clocks of a location can be ahead.
const latestZone = 14 * time.Hour

// ExpireLots takes up to limit lots whose day is over off sale, where they lie:
// their units are in quality control then. Orders that they were promised to
// lose them, with an exception, and look elsewhere. It returns how many it did;
// several servers may run it at once.
func (f *Flow) ExpireLots(ctx context.Context, limit int) (int, error) {
	changes, err := read(ctx, f, func(tx *store.Tx) ([]stockChange, error) {
		due, err := tx.LotsPast(ctx, tx.Now.Add(latestZone).Format(time.DateOnly), limit)
		if err != nil || len(due) == 0 {
			return nil, err
		}
		days, err := lotDays(ctx, tx)
		var out []stockChange
		for _, l := range due {
			if l.Past(days[l.LocationID]) {
				out = append(out, stockChange{MovementInput: MovementInput{SKU: l.SKU, Location: l.Location, Quantity: l.Free(), Reason: oms.ReasonExpired,
					LotNames: oms.LotNames{Lot: l.Lot}, Note: "good until " + l.ExpiresOn}})
			}
		}
		return out, err
	})
	if err != nil || len(changes) == 0 {
		return 0, err
	}
	results, err := f.changeStock(ctx, changes, false)
	n := 0
	for _, r := range results {
		if r.Err == nil && len(r.Movements) > 0 {
			n++
		}
	}
	return n, err
}
