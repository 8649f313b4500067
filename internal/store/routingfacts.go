package store

import (
	"context"
	"strings"
	"time"
)

// LocationDay is a local day of one location.
type LocationDay struct {
	LocationID string
	From, To   time.Time // of the hand-over; exclusive
}

// DayLoad is the work that a location has for a day.
type DayLoad struct {
	LocationID      string
	HeldOrders      int64 // not released
	HeldUnits       int64
	ConfirmedOrders int64 // released
	ConfirmedUnits  int64
}

// OpenLoads counts the work that is not done, in one range of an index for
// each day.
func (tx *Tx) OpenLoads(ctx context.Context, days []LocationDay) (map[string]DayLoad, error) {
	return tx.loads(ctx, days, `SELECT location_id, COUNT(CASE WHEN status IN ('open', 'scheduled', 'on_hold') THEN 1 END) AS held_orders,
		CAST(COALESCE(SUM(CASE WHEN status IN ('open', 'scheduled', 'on_hold') THEN units ELSE 0 END), 0) AS BIGINT) AS held_units,
		COUNT(CASE WHEN status IN ('released', 'in_progress') THEN 1 END) AS confirmed_orders,
		CAST(COALESCE(SUM(CASE WHEN status IN ('released', 'in_progress') THEN units ELSE 0 END), 0) AS BIGINT) AS confirmed_units
		FROM fulfillment_orders WHERE status NOT IN ('closed', 'incomplete', 'canceled') AND location_id = ? AND ship_by >= ? AND ship_by < ? GROUP BY location_id`, 0)
}

// doneEarly is how long before the day of its hand-over work may be done.
const doneEarly = 4 * 24 * time.Hour

// DoneLoads counts the work that is done.
func (tx *Tx) DoneLoads(ctx context.Context, days []LocationDay) (map[string]DayLoad, error) {
	return tx.loads(ctx, days, `SELECT location_id, COUNT(*) AS confirmed_orders, CAST(COALESCE(SUM(units), 0) AS BIGINT) AS confirmed_units
		FROM fulfillment_orders WHERE status = 'closed' AND location_id = ? AND ship_by >= ? AND ship_by < ? AND closed_at >= ? GROUP BY location_id`, doneEarly)
}

// loads asks for all days in one statement.
func (tx *Tx) loads(ctx context.Context, days []LocationDay, query string, early time.Duration) (map[string]DayLoad, error) {
	if len(days) == 0 {
		return nil, nil
	}
	var args []any
	for _, d := range days {
		args = append(args, d.LocationID, d.From, d.To)
		if early > 0 {
			args = append(args, d.From.Add(-early))
		}
	}
	var rows []DayLoad
	err := tx.query(ctx, &rows, query+strings.Repeat(" UNION ALL "+query, len(days)-1), args...)
	out := make(map[string]DayLoad, len(rows))
	for _, l := range rows {
		out[l.LocationID] = l
	}
	return out, err
}

// Velocity is how many units of a SKU a location sent in the last 28 days.
type Velocity struct {
	SKUID      string
	LocationID string
	Units      int64
}

// HasVelocity tells whether any was counted.
func (tx *Tx) HasVelocity(ctx context.Context) (bool, error) {
	var one int64
	return tx.one(ctx, &one, `SELECT 1 FROM stock_velocity LIMIT 1`)
}

// Velocities reads what was counted of SKUs.
func (tx *Tx) Velocities(ctx context.Context, skuIDs []string) ([]Velocity, error) {
	var out []Velocity
	err := tx.query(ctx, &out, `SELECT sku_id, location_id, units FROM stock_velocity WHERE sku_id = ANY_OF(?)`, skuIDs)
	return out, err
}

// CountVelocity counts the units that were promised since an instant and not
// given back. It reads all allocations: not for a writing transaction.
func (tx *Tx) CountVelocity(ctx context.Context, since time.Time) ([]Velocity, error) {
	var out []Velocity
	err := tx.query(ctx, &out, `SELECT sku_id, location_id, CAST(SUM(quantity) AS BIGINT) AS units FROM allocations
		WHERE created_at >= ? AND status IN ('active', 'released', 'consumed') GROUP BY sku_id, location_id HAVING SUM(quantity) > 0`, since)
	return out, err
}

// SaveVelocity replaces what was counted before, and lets those who cache it
// read anew.
func (tx *Tx) SaveVelocity(ctx context.Context, all []Velocity) error {
	if _, err := tx.exec(ctx, `DELETE FROM stock_velocity`); err != nil {
		return err
	}
	r := newRows("stock_velocity", "sku_id text", "location_id text", "units bigint")
	for _, v := range all {
		r.add(v.SKUID, v.LocationID, v.Units)
	}
	if err := r.insert(ctx, tx); err != nil {
		return err
	}
	return tx.CatalogChanged(ctx)
}

// UnreleasedOrders lists open orders behind a number of which some work is not
// released, by number.
func (tx *Tx) UnreleasedOrders(ctx context.Context, after int64, limit int) ([]WaitingOrder, error) {
	var out []WaitingOrder
	err := tx.query(ctx, &out, `SELECT id, number FROM orders WHERE lifecycle = 'open' AND number > ? AND id IN
		(SELECT order_id FROM fulfillment_orders WHERE status NOT IN ('closed', 'incomplete', 'canceled') AND status IN ('open', 'scheduled', 'on_hold')) ORDER BY number LIMIT ?`, after, limit)
	return out, err
}
