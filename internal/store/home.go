package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// StageCount is what stands at one stage of the road.
type StageCount struct {
	Stage  oms.OrderStage
	Orders int64
	Units  int64
	Held   int64 // of Orders, those with an active hold
}

// OrderMark is enough of an order to name it.
type OrderMark struct {
	ID         string
	Number     int64
	PlacedAt   time.Time
	StageSince time.Time
}

const stageSums = `COUNT(*) AS orders, CAST(COALESCE(SUM(units_left), 0) AS BIGINT) AS units, COUNT(CASE WHEN held THEN 1 END) AS held`

// StageCounts counts the orders at each stage: of those shipped the ones placed
// at or after shippedFrom, of those delivered the ones that arrived at or after
// deliveredFrom. Stages where nothing stands are left out.
func (tx *Tx) StageCounts(ctx context.Context, shippedFrom, deliveredFrom time.Time) ([]StageCount, error) {
	var out, shipped, delivered []StageCount
	err := tx.query(ctx, &out, `SELECT stage, `+stageSums+` FROM orders WHERE `+openStages+` AND stage <> 'shipped' GROUP BY stage`)
	if err != nil {
		return nil, err
	}
	if err := tx.query(ctx, &shipped, `SELECT 'shipped' AS stage, `+stageSums+` FROM orders WHERE `+openStages+` AND stage = 'shipped' AND placed_at >= ?`, shippedFrom); err != nil {
		return nil, err
	}
	err = tx.query(ctx, &delivered, `SELECT 'delivered' AS stage, `+stageSums+` FROM orders WHERE stage = 'delivered' AND stage_since >= ?`, deliveredFrom)
	return append(append(out, shipped...), delivered...), err
}

// OldestAt returns the order at an open stage that was placed first, at or
// after from, or nil.
func (tx *Tx) OldestAt(ctx context.Context, stage oms.OrderStage, from time.Time) (*OrderMark, error) {
	var o OrderMark
	found, err := tx.one(ctx, &o, `SELECT id, number, placed_at, stage_since FROM orders WHERE `+openStages+` AND stage = ? AND placed_at >= ?
		ORDER BY placed_at, number LIMIT 1`, string(stage), from)
	if err != nil || !found {
		return nil, err
	}
	return &o, nil
}

// micros is an expression that gives an instant in microseconds. What SQLite
// computes has no column that would say that it is one.
func (tx *Tx) micros(expr string) string {
	if tx.Postgres() {
		return "CAST(EXTRACT(EPOCH FROM " + expr + ") * 1000000 AS BIGINT)"
	}
	return expr
}

// HoldCount is how many orders an active hold of one type stops.
type HoldCount struct {
	Type   oms.HoldType
	Orders int64
	Oldest int64 // when the first of the holds was placed, in microseconds
}

// HoldCounts counts the orders with active holds by the type of hold.
func (tx *Tx) HoldCounts(ctx context.Context) ([]HoldCount, error) {
	var out []HoldCount
	err := tx.query(ctx, &out, `SELECT type, COUNT(DISTINCT order_id) AS orders, `+tx.micros("MIN(placed_at)")+` AS oldest FROM holds WHERE status = 'active' GROUP BY type ORDER BY type`)
	return out, err
}

// WorkCount is the work of one location in one state.
type WorkCount struct {
	LocationID string
	Status     oms.FulfillmentOrderStatus
	Stage      oms.Stage
	Orders     int64 // fulfillment orders
	Units      int64
	Late       int64  // of Orders, those to be shipped before now
	Soon       int64  // of Orders, those to be shipped from now until soon
	Next       *int64 // the first ship-by instant from now on, in microseconds
	Overdue    *int64 // the first one before now
}

// WorkCounts counts the open work of one location, or of all for "".
func (tx *Tx) WorkCounts(ctx context.Context, locationID string, soon time.Time) ([]WorkCount, error) {
	where, args := "", []any{tx.Now, tx.Now, soon, tx.Now, tx.Now}
	if locationID != "" {
		where, args = ` AND location_id = ?`, append(args, locationID)
	}
	var out []WorkCount
	err := tx.query(ctx, &out, `SELECT location_id, status, stage, COUNT(*) AS orders, CAST(SUM(units) AS BIGINT) AS units,
			COUNT(CASE WHEN ship_by < ? THEN 1 END) AS late, COUNT(CASE WHEN ship_by >= ? AND ship_by < ? THEN 1 END) AS soon,
			`+tx.micros("MIN(CASE WHEN ship_by >= ? THEN ship_by END)")+` AS next,
			`+tx.micros("MIN(CASE WHEN ship_by < ? THEN ship_by END)")+` AS overdue
		FROM fulfillment_orders WHERE `+openWork+where+` GROUP BY location_id, status, stage ORDER BY location_id, status, stage`, args...)
	return out, err
}

// DoneCount is what a location has handed over.
type DoneCount struct {
	Orders int64
	Units  int64
}

// DoneSince counts the fulfillment orders that a location closed at or after
// an instant.
func (tx *Tx) DoneSince(ctx context.Context, locationID string, from time.Time) (DoneCount, error) {
	var d DoneCount
	_, err := tx.one(ctx, &d, `SELECT COUNT(*) AS orders, CAST(COALESCE(SUM(units), 0) AS BIGINT) AS units
		FROM fulfillment_orders WHERE status = 'closed' AND location_id = ? AND closed_at >= ?`, locationID, from)
	return d, err
}

// LastPlaced returns when the newest order of a channel was placed, or nil.
func (tx *Tx) LastPlaced(ctx context.Context, channelID string) (*time.Time, error) {
	var at time.Time
	found, err := tx.one(ctx, &at, `SELECT placed_at FROM orders WHERE channel_id = ? ORDER BY placed_at DESC, number DESC LIMIT 1`, channelID)
	if err != nil || !found {
		return nil, err
	}
	return &at, nil
}

// PlacedBetween counts the orders placed from each of the instants until the
// next one.
func (tx *Tx) PlacedBetween(ctx context.Context, edges []time.Time) ([]int64, error) {
	var parts []string
	var args []any
	for i := range len(edges) - 1 {
		parts = append(parts, `SELECT `+strconv.Itoa(i)+` AS i, COUNT(*) AS orders FROM orders WHERE placed_at >= ? AND placed_at < ?`)
		args = append(args, edges[i], edges[i+1])
	}
	var rows []struct{ I, Orders int64 }
	err := tx.query(ctx, &rows, strings.Join(parts, " UNION ALL "), args...)
	out := make([]int64, len(parts))
	for _, r := range rows {
		out[r.I] = r.Orders
	}
	return out, err
}

// DeadCount is how many dead letters there are, and when the first one died.
type DeadCount struct {
	Count  int64
	Oldest *int64 // in microseconds
}

// DeadJobs counts the dead letters.
func (tx *Tx) DeadJobs(ctx context.Context) (DeadCount, error) {
	var d DeadCount
	_, err := tx.one(ctx, &d, `SELECT COUNT(*) AS count, `+tx.micros("MIN(finished_at)")+` AS oldest FROM jobs WHERE state = 'dead'`)
	return d, err
}
