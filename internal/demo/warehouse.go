package demo

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/flow"
	"github.com/switchyard-oms/switchyard/oms"
)

// pages bounds how much of a long list is looked through at once.
const pages = 10

// each shows the fulfillment orders in a state, the oldest first.
func (d *Demo) each(ctx context.Context, status oms.FulfillmentOrderStatus, do func(*oms.Order, *oms.FulfillmentOrder) error) error {
	q := flow.FulfillmentFilter{Status: []string{string(status)}, Paging: flow.Paging{Limit: 200}}
	for range pages {
		page, err := d.Flow.FulfillmentOrders(ctx, q)
		if err != nil {
			return err
		}
		for _, p := range page.Items {
			if err := do(p.Order, p.Part); err != nil {
				return err
			}
		}
		if q.Cursor = page.NextCursor; q.Cursor == "" {
			break
		}
	}
	return nil
}

// pick has the pickers walk. Now and then something is not on its shelf.
func (d *Demo) pick(ctx context.Context) error {
	return d.each(ctx, oms.FulfillmentReleased, func(_ *oms.Order, ful *oms.FulfillmentOrder) error {
		if ful.ReleasedAt == nil || !d.past(*ful.ReleasedAt, d.between(8*time.Minute, 45*time.Minute, "pick", ful.Number)) {
			return nil
		}
		_, err := d.Flow.Pick(ctx, ful.ID, flow.PickInput{Items: d.found(ful)})
		_, err = d.did("a pick", err)
		return err
	})
}

// found says what a picker finds: nil is everything; of one in fifty the first
// item lacks a unit.
func (d *Demo) found(ful *oms.FulfillmentOrder) (items []oms.PickItem) {
	if d.luck("short", ful.Number).IntN(50) > 0 {
		return nil
	}
	for _, a := range ful.Items {
		if a.Quantity == 0 || a.Picked > 0 {
			continue
		}
		it := oms.PickItem{Line: a.Line, Quantity: a.Quantity}
		if len(items) == 0 {
			it.Quantity, it.Short = a.Quantity-1, 1
		}
		items = append(items, it)
	}
	return items
}

// packAndShip packs what is picked and hands what is packed to the carrier.
func (d *Demo) packAndShip(ctx context.Context) error {
	return d.each(ctx, oms.FulfillmentInProgress, func(o *oms.Order, ful *oms.FulfillmentOrder) error {
		var err error
		switch {
		case ful.Stage == oms.StagePicking && d.past(ful.UpdatedAt, 10*time.Minute):
			_, err = d.Flow.Pick(ctx, ful.ID, flow.PickInput{})
		case (ful.Stage == oms.StagePicked || ful.Stage == oms.StagePacking) && d.past(ful.UpdatedAt, d.between(3*time.Minute, 20*time.Minute, "pack", ful.Number)):
			_, err = d.Flow.Pack(ctx, ful.ID, flow.PackInput{})
		case ful.Stage == oms.StagePacked && d.past(ful.UpdatedAt, d.between(10*time.Minute, time.Hour, "ship", ful.Number)):
			in := flow.ShipInput{}
			if o.ShippingMethod == "Express" {
				in.Service = "express"
			}
			_, err = d.Flow.Ship(ctx, ful.ID, in)
		}
		_, err = d.did("a parcel", err)
		return err
	})
}

// replenish receives goods where little is left. Sometimes the supplier is a
// day late, so that orders wait.
func (d *Demo) replenish(ctx context.Context) error {
	known := map[string]site{}
	for _, s := range sites() {
		known[s.code] = s
	}
	day := d.time().Format(time.DateOnly)
	ours := map[string]bool{}
	for _, w := range wares() {
		ours[w.sku] = true
	}
	for cursor := ""; ; {
		page, err := d.Flow.Stock(ctx, flow.StockFilter{Paging: flow.Paging{Limit: 200, Cursor: cursor}})
		if err != nil {
			return err
		}
		for _, l := range page.Items {
			s := known[l.Location]
			free := l.OnHand - l.Allocated - l.Reserved - l.Unavailable()
			if !ours[l.SKU] || free >= s.low || d.luck("late", l.Location, l.SKU, day).IntN(20) == 0 {
				continue
			}
			_, err := d.Flow.MoveStock(ctx, flow.MovementInput{SKU: l.SKU, Location: l.Location, Quantity: s.lot, Reason: oms.ReasonReceived, Reference: "PO " + l.Location + " " + day})
			if _, err := d.did("a delivery", err); err != nil {
				return err
			}
		}
		if cursor = page.NextCursor; cursor == "" {
			return nil
		}
	}
}
