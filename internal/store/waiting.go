package store

import (
	"context"
	"math"
)

// WaitingOrders returns open orders that have units of one of the SKUs waiting
// for stock, behind a position: the oldest promise first, then those without
// one, the oldest order first.
func (tx *Tx) WaitingOrders(ctx context.Context, skuIDs []string, after WaitingOrder, limit int) ([]WaitingOrder, error) {
	var rows []struct {
		ID     string
		Number int64
		Micros int64
	}
	err := tx.query(ctx, &rows, `SELECT w.id, w.number, w.micros FROM (SELECT o.id, o.number, COALESCE((SELECT MIN(`+firstMicros(tx)+`) FROM promises p
		WHERE p.order_id = o.id AND p.sku_id = ANY_OF(?)), ?) AS micros FROM orders o WHERE o.lifecycle = 'open' AND o.id IN
		(SELECT order_id FROM order_lines WHERE unallocated + backordered > 0 AND kind <> 'bundle' AND sku_id = ANY_OF(?))) w
		WHERE (w.micros, w.number) > (?, ?) ORDER BY w.micros, w.number LIMIT ?`,
		skuIDs, int64(math.MaxInt64), skuIDs, after.rank, after.Number, limit)
	out := make([]WaitingOrder, len(rows))
	for i, r := range rows {
		out[i] = WaitingOrder{r.ID, r.Number, r.Micros}
	}
	return out, err
}

// firstMicros is what a line was promised first as a number, so that those
// without a promise can be told to come last.
func firstMicros(tx *Tx) string {
	if tx.Postgres() {
		return `CAST(EXTRACT(EPOCH FROM p.first_at) * 1000000 AS BIGINT)`
	}
	return `p.first_at`
}

// WaitingOrder names an order that waits for stock.
type WaitingOrder struct {
	ID     string
	Number int64
	rank   int64 // what it was promised first, in microseconds; the greatest number for never
}

// Backordered returns how many units of SKUs wait for stock by their policy.
func (tx *Tx) Backordered(ctx context.Context, skuIDs []string) (map[string]int64, error) {
	var rows []struct {
		SKUID string
		Units int64
	}
	err := tx.query(ctx, &rows, `SELECT sku_id, CAST(SUM(backordered) AS BIGINT) AS units FROM order_lines
		WHERE unallocated + backordered > 0 AND kind <> 'bundle' AND sku_id = ANY_OF(?) GROUP BY sku_id`, skuIDs)
	out := make(map[string]int64, len(rows))
	for _, r := range rows {
		out[r.SKUID] = r.Units
	}
	return out, err
}

// WaitingSKUs returns the SKUs that have units waiting for stock, sorted; nil
// asks about all of them.
func (tx *Tx) WaitingSKUs(ctx context.Context, among []string) ([]string, error) {
	var c conditions
	if among != nil {
		c.and("sku_id = ANY_OF(?)", among)
	}
	var out []string
	err := tx.query(ctx, &out, `SELECT DISTINCT sku_id FROM order_lines WHERE unallocated + backordered > 0 AND kind <> 'bundle' AND sku_id <> ''
		`+c.where.String()+` ORDER BY sku_id`, c.args...)
	return out, err
}

// UnknownLines returns open orders with lines whose code was not known when
// they landed, among the codes given, the oldest first, behind a position.
func (tx *Tx) UnknownLines(ctx context.Context, codes []string, afterNumber int64, limit int) ([]WaitingOrder, error) {
	var out []WaitingOrder
	err := tx.query(ctx, &out, `SELECT o.id, o.number FROM orders o WHERE o.lifecycle = 'open' AND o.number > ? AND o.id IN
		(SELECT order_id FROM order_lines WHERE unallocated + backordered > 0 AND kind <> 'bundle' AND sku_id = '' AND sku = ANY_OF(?))
		ORDER BY o.number LIMIT ?`, afterNumber, codes, limit)
	return out, err
}

// UnknownCodes returns those of the codes that lines bear whose SKU is not
// known, sorted.
func (tx *Tx) UnknownCodes(ctx context.Context, codes []string) ([]string, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	var out []string
	err := tx.query(ctx, &out, `SELECT DISTINCT sku FROM order_lines WHERE unallocated + backordered > 0 AND kind <> 'bundle' AND sku_id = ''
		AND sku = ANY_OF(?) ORDER BY sku`, codes)
	return out, err
}
