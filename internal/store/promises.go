package store

import (
	"context"
	"time"
)

// PromiseRow is units of a line that waits, promised from a receipt; without a
// source they were promised once and are not any more.
type PromiseRow struct {
	OrderID    string
	Line       int64
	SKUID      string
	Source     string
	Name       string
	LocationID string
	Quantity   int64
	PromisedAt *time.Time
	FirstAt    time.Time
}

const promiseColumns = `order_id, line, sku_id, source, name, location_id, quantity, promised_at, first_at`

// Promises returns what was promised to lines that wait for a SKU.
func (tx *Tx) Promises(ctx context.Context, skuID string) ([]PromiseRow, error) {
	var out []PromiseRow
	err := tx.query(ctx, &out, `SELECT `+promiseColumns+` FROM promises WHERE sku_id = ? ORDER BY order_id, line, promised_at, source`, skuID)
	return out, err
}

// PromisesOf returns what was promised to the lines of an order.
func (tx *Tx) PromisesOf(ctx context.Context, orderID string) ([]PromiseRow, error) {
	var out []PromiseRow
	err := tx.query(ctx, &out, `SELECT `+promiseColumns+` FROM promises WHERE order_id = ? ORDER BY line, promised_at, source`, orderID)
	return out, err
}

// ReplacePromises writes what a line is promised, in the place of what was.
func (tx *Tx) ReplacePromises(ctx context.Context, orderID string, line int64, all []PromiseRow) error {
	if _, err := tx.exec(ctx, `DELETE FROM promises WHERE order_id = ? AND line = ?`, orderID, line); err != nil {
		return err
	}
	w := newRows("promises", "order_id text", "line bigint", "sku_id text", "source text", "name text", "location_id text", "quantity bigint",
		"promised_at timestamptz", "first_at timestamptz")
	for _, p := range all {
		w.add(p.OrderID, p.Line, p.SKUID, p.Source, p.Name, p.LocationID, p.Quantity, p.PromisedAt, p.FirstAt)
	}
	return w.insert(ctx, tx)
}

// WaitingLine is the units of one line that wait for a SKU.
type WaitingLine struct {
	OrderID  string
	Line     int
	Number   int64 // the order's
	Quantity int64
	FirstAt  *time.Time // what it was promised first; nil for never
}

// WaitingLines returns the lines of open orders that wait for a SKU.
func (tx *Tx) WaitingLines(ctx context.Context, skuID string) ([]WaitingLine, error) {
	var out []WaitingLine
	err := tx.query(ctx, &out, `SELECT l.order_id, l.n AS line, o.number, l.unallocated + l.backordered AS quantity,
		(SELECT p.first_at FROM promises p WHERE p.order_id = l.order_id AND p.line = l.n LIMIT 1) AS first_at
		FROM order_lines l JOIN orders o ON o.id = l.order_id
		WHERE l.unallocated + l.backordered > 0 AND l.kind <> 'bundle' AND l.physical AND o.lifecycle = 'open' AND l.sku_id = ?`, skuID)
	return out, err
}

// PromisableSKUs returns which SKUs have new promises to make or old ones to
// look at again: among the SKUs given and those that the orders wait for,
// where anything is incoming, or was promised.
func (tx *Tx) PromisableSKUs(ctx context.Context, skuIDs, waiting, touched []string) ([]string, error) {
	var out []string
	err := tx.query(ctx, &out, `SELECT DISTINCT l.sku_id FROM order_lines l WHERE l.unallocated + l.backordered > 0 AND l.kind <> 'bundle' AND l.sku_id = ANY_OF(?)
		UNION SELECT DISTINCT l.sku_id FROM order_lines l JOIN stock_levels v ON v.sku_id = l.sku_id AND v.incoming > 0
		WHERE l.unallocated + l.backordered > 0 AND l.kind <> 'bundle' AND l.order_id = ANY_OF(?)
		UNION SELECT sku_id FROM promises WHERE order_id = ANY_OF(?)
		UNION SELECT sku_id FROM promises WHERE sku_id = ANY_OF(?) ORDER BY 1`, skuIDs, waiting, touched, skuIDs)
	return out, err
}

// PromisedOf fills in how many units of receipts are promised.
func (tx *Tx) PromisedOf(ctx context.Context, receipts []Receipt) error {
	sources := make([]string, len(receipts))
	for i, r := range receipts {
		sources[i] = r.Source
	}
	var rows []struct {
		Source, SKUID string
		Units         int64
	}
	err := tx.query(ctx, &rows, `SELECT source, sku_id, CAST(SUM(quantity) AS BIGINT) AS units FROM promises WHERE source = ANY_OF(?) GROUP BY source, sku_id`, sources)
	units := map[[2]string]int64{}
	for _, r := range rows {
		units[[2]string{r.Source, r.SKUID}] = r.Units
	}
	for i, r := range receipts {
		receipts[i].Promised = units[[2]string{r.Source, r.SKUID}]
	}
	return err
}
