package demo

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// dock receives goods where little is left; sometimes a supplier is a day late,
// so that orders wait. Once a day it finds what broke, unloads and loads vans,
// and counts some shelves.
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
		case l.Available() < w.units(s.low) && d.luck("late", l.Location, l.SKU, day).IntN(14) > 0:
			m := flow.MovementInput{SKU: l.SKU, Location: l.Location, Quantity: w.units(s.lot), Reason: oms.ReasonReceived, Reference: "PO " + l.Location + " " + day}
			all = append(all, d.marked(m, d.made(w, now, l.Location, l.SKU, day)))
			arrived = append(arrived, l.SKUID)
		case first && l.Available() > 2 && d.luck("broken", l.Location, l.SKU, day).IntN(500) == 0:
			m := flow.MovementInput{SKU: l.SKU, Location: l.Location, Quantity: 1, Reason: oms.ReasonDamaged, Note: "Fell off the shelf"}
			if m.LotNames, err = d.named(ctx, w, l.Location, 1); err != nil {
				return nil, err
			}
			all = append(all, m)
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
	hauled, err := d.haul(ctx, levels, now)
	if err != nil {
		return nil, err
	}
	return append(arrived, hauled...), d.count(ctx, levels, day)
}

// count decides what was counted the day before and counts some shelves, about
// once a week at each location. The books are off by a unit now and then.
func (d *Demo) count(ctx context.Context, levels []oms.StockLevel, day string) error {
	if err := d.decideCounts(ctx); err != nil {
		return err
	}
	for _, s := range sites {
		if d.luck("count", s.code, day).IntN(7) > 0 {
			continue
		}
		plan := flow.CountPlan{Location: s.code, Note: "Some of each aisle", Tolerance: flow.CountToleranceSpec{Units: 1}}
		for _, l := range levels {
			if l.Location == s.code && d.catalog.bySKU[l.SKU] != nil && d.luck("counted", s.code, l.SKU, day).IntN(12) == 0 && len(plan.SKUs) < 25 {
				plan.SKUs = append(plan.SKUs, l.SKU)
			}
		}
		if len(plan.SKUs) == 0 {
			continue
		}
		if err := d.countShelves(by(ctx, "dock"), plan, day); err != nil && !d.refused("a count", err) {
			return err
		}
	}
	return nil
}

// countShelves plans a count and has somebody walk it.
func (d *Demo) countShelves(ctx context.Context, plan flow.CountPlan, day string) error {
	c, err := d.flow.PlanCount(ctx, plan)
	if err != nil {
		return err
	}
	looked := make([]flow.TallyItem, len(plan.SKUs))
	for i, sku := range plan.SKUs {
		looked[i].SKU = sku
	}
	// The first look says what should be there: this world has no shelves of its own.
	if c, err = d.flow.TallyCount(ctx, c.ID, flow.TallyInput{Items: looked}); err != nil {
		return err
	}
	found, err := d.tallies(ctx, c, day)
	if err != nil {
		return err
	}
	if _, err = d.flow.TallyCount(ctx, c.ID, flow.TallyInput{Items: found}); err != nil {
		return err
	}
	_, err = d.flow.FinishCount(ctx, c.ID, flow.CountFinish{})
	return err
}

// tallies are what a counter finds of a sheet: what should be there, or of one
// line in six some units less, or one more. Of what has numbers it is one less.
func (d *Demo) tallies(ctx context.Context, c *oms.Count, day string) (found []flow.TallyItem, err error) {
	for i := range c.Lines {
		l := &c.Lines[i]
		luck := d.luck("found", c.Location, l.SKU, l.Lot, day)
		off := luck.IntN(6) == 0
		switch {
		case l.Tracking == oms.TrackSerials:
			numbers, err := d.shelfNumbers(ctx, l.SKU, c.Location)
			if err != nil {
				return nil, err
			}
			if off && len(numbers) > 0 {
				numbers = numbers[1:]
			}
			found = append(found, numbers...)
		case l.Nameless(): // there is no lot of it
		case off:
			found = append(found, flow.TallyItem{SKU: l.SKU, Lot: l.Lot, Quantity: max(0, l.Expected()+luck.Int64N(5)-3)})
		default:
			found = append(found, flow.TallyItem{SKU: l.SKU, Lot: l.Lot, Quantity: l.Expected()})
		}
	}
	return found, nil
}

// decideCounts approves what waits of the demo's own counts; somebody has counted
// it twice. Who looks at the demo decides theirs.
func (d *Demo) decideCounts(ctx context.Context) error {
	page, err := d.flow.Counts(ctx, flow.CountFilter{Status: string(oms.CountReview)})
	if err != nil {
		return err
	}
	for _, c := range page.Items {
		if !strings.HasPrefix(c.CreatedBy, Actor) {
			continue
		}
		if _, err := d.flow.ApproveCount(by(ctx, "supervisor"), c.ID, flow.CountChoice{}); err != nil && !d.refused("a count", err) {
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
