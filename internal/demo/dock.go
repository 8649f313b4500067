package demo

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// dock receives goods where little is left; sometimes a supplier is a day late,
// so that orders wait. Once a day it finds what broke, and counts some shelves.
// It returns the SKUs, by their ids, of which there is more now.
func (d *Demo) dock(ctx context.Context, now time.Time) (arrived []string, err error) {
	levels, err := d.levels(ctx)
	if err != nil {
		return nil, err
	}
	day := now.UTC().Format(time.DateOnly)
	first := d.today != day
	d.today = day
	var all []flow.MovementInput
	for _, l := range levels {
		s, w := siteOf(l.Location), d.catalog.bySKU[l.SKU]
		if s == nil || w == nil || w.parts != nil {
			continue
		}
		switch {
		case l.Available() < s.low && d.luck("late", l.Location, l.SKU, day).IntN(14) > 0:
			all = append(all, flow.MovementInput{SKU: l.SKU, Location: l.Location, Quantity: s.lot, Reason: oms.ReasonReceived, Reference: "PO " + l.Location + " " + day})
			arrived = append(arrived, l.SKUID)
		case first && l.Available() > 2 && d.luck("broken", l.Location, l.SKU, day).IntN(500) == 0:
			all = append(all, flow.MovementInput{SKU: l.SKU, Location: l.Location, Quantity: 1, Reason: oms.ReasonDamaged, Note: "Fell off the shelf"})
		}
	}
	for part := range slices.Chunk(all, 1000) {
		if _, err := d.flow.MoveStocks(ctx, part); err != nil && !d.refused("a delivery", err) {
			return nil, err
		}
	}
	if !first {
		return arrived, nil
	}
	return arrived, d.count(ctx, levels, day)
}

// count counts some shelves, about once a week at each location. The books are
// off by a unit now and then.
func (d *Demo) count(ctx context.Context, levels []oms.StockLevel, day string) error {
	for _, s := range sites {
		if d.luck("count", s.code, day).IntN(7) > 0 {
			continue
		}
		in := flow.CountInput{Location: s.code, Reference: "Count " + s.code + " " + day}
		for _, l := range levels {
			luck := d.luck("counted", s.code, l.SKU, day)
			if l.Location != s.code || d.catalog.bySKU[l.SKU] == nil || luck.IntN(12) > 0 || len(in.Items) == 25 {
				continue
			}
			found := l.OnHand
			if luck.IntN(6) == 0 {
				found += luck.Int64N(4) - 2
			}
			in.Items = append(in.Items, flow.CountItem{SKU: l.SKU, Counted: max(found, l.OnHand-l.Available(), 0)})
		}
		if len(in.Items) == 0 {
			continue
		}
		if _, err := d.flow.CountStock(ctx, in); err != nil && !d.refused("a count", err) {
			return err
		}
	}
	return nil
}

// levels reads the whole stock.
func (d *Demo) levels(ctx context.Context) (all []oms.StockLevel, err error) {
	f := flow.StockFilter{Paging: flow.Paging{Limit: 200}}
	for {
		page, err := d.flow.Stock(ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if f.Cursor = page.NextCursor; f.Cursor == "" {
			return all, nil
		}
	}
}
