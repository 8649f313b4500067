package store

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// ListOrderRows returns one page of orders as a list shows them, and the
// position to go on from, nil at the end. It reads three tables where
// ListOrders reads ten.
func (tx *Tx) ListOrderRows(ctx context.Context, f OrderFilter) ([]*oms.OrderRow, *OrderPosition, error) {
	ids, next, err := tx.orderPage(ctx, f)
	if err != nil || len(ids) == 0 {
		return nil, nil, err
	}
	var rows []struct {
		oms.OrderRow
		ShippingAddress asJSON[oms.Address]
		Tags            asJSON[[]string]
	}
	err = tx.query(ctx, &rows, `SELECT o.number, o.id, c.code AS channel, o.external_id, o.lifecycle, o.placed_at, o.captured_at, o.updated_at, o.currency, o.total,
		o.customer_id, o.email, o.customer_name, o.shipping_address, o.tags, o.payment_status, o.fulfillment_status, o.delivery_status, o.return_status, o.attention,
		o.stage, o.held, o.units_left, o.stage_since FROM orders o JOIN channels c ON c.id = o.channel_id WHERE o.id = ANY_OF(?)`, ids)
	if err != nil {
		return nil, nil, err
	}
	byID := make(map[string]*oms.OrderRow, len(rows))
	for i := range rows {
		r := &rows[i]
		r.OrderRow.Tags, r.City, r.CountryCode = r.Tags.V, r.ShippingAddress.V.City, r.ShippingAddress.V.CountryCode
		byID[r.ID] = &r.OrderRow
	}
	for _, part := range []func(context.Context, map[string]*oms.OrderRow, []string) error{tx.rowUnits, tx.rowWork, tx.rowHolds} {
		if err := part(ctx, byID, ids); err != nil {
			return nil, nil, err
		}
	}
	out := make([]*oms.OrderRow, 0, len(ids))
	for _, id := range ids {
		if r := byID[id]; r != nil {
			out = append(out, r)
		}
	}
	return out, next, nil
}

func (tx *Tx) rowUnits(ctx context.Context, byID map[string]*oms.OrderRow, ids []string) error {
	var sums []struct {
		OrderID string
		Units   int64
	}
	err := tx.query(ctx, &sums, `SELECT order_id, CAST(SUM(ordered - canceled) AS BIGINT) AS units FROM order_lines
		WHERE order_id = ANY_OF(?) AND kind <> 'component' GROUP BY order_id`, ids)
	for _, s := range sums {
		byID[s.OrderID].Units = s.Units
	}
	return err
}

func (tx *Tx) rowWork(ctx context.Context, byID map[string]*oms.OrderRow, ids []string) error {
	var work []struct {
		OrderID, LocationID string
		Status              oms.FulfillmentOrderStatus
		ShipBy              *time.Time
	}
	err := tx.query(ctx, &work, `SELECT order_id, location_id, status, ship_by FROM fulfillment_orders
		WHERE order_id = ANY_OF(?) AND status <> 'canceled' ORDER BY order_id, id`, ids)
	for _, w := range work {
		r := byID[w.OrderID]
		if !slices.Contains(r.Locations, w.LocationID) {
			r.Locations = append(r.Locations, w.LocationID)
		}
		if !w.Status.Done() && w.ShipBy != nil && (r.ShipBy == nil || w.ShipBy.Before(*r.ShipBy)) {
			r.ShipBy = w.ShipBy
		}
	}
	return err
}

// rowHolds asks for the holds of those that are held, which are few.
func (tx *Tx) rowHolds(ctx context.Context, byID map[string]*oms.OrderRow, ids []string) error {
	held := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return byID[id] == nil || !byID[id].Held })
	if len(held) == 0 {
		return nil
	}
	var holds []struct {
		OrderID string
		Type    oms.HoldType
	}
	err := tx.query(ctx, &holds, `SELECT order_id, type FROM holds WHERE order_id = ANY_OF(?) AND status = 'active' ORDER BY order_id, id DESC`, held)
	for _, h := range holds {
		byID[h.OrderID].Hold = h.Type
	}
	return err
}
