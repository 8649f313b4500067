package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
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
	// DeliverFrom and DeliverBy are the days between which they arrive at the
	// buyer; "" when that is not known.
	DeliverFrom, DeliverBy string
}

const promiseColumns = `order_id, line, sku_id, source, name, location_id, quantity, promised_at, first_at, deliver_from, deliver_by`

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
		"promised_at timestamptz", "first_at timestamptz", "deliver_from text", "deliver_by text")
	for _, p := range all {
		w.add(p.OrderID, p.Line, p.SKUID, p.Source, p.Name, p.LocationID, p.Quantity, p.PromisedAt, p.FirstAt, p.DeliverFrom, p.DeliverBy)
	}
	return w.insert(ctx, tx)
}

// WaitingLine is the units of one line that wait for a SKU, with what decides
// who may send them.
type WaitingLine struct {
	OrderID   string
	SKUID     string
	Line      int
	Number    int64 // the order's
	Quantity  int64
	FirstAt   *time.Time // what it was promised first; nil for never
	ChannelID string
	Channel   string // its code
	Method    string // the order's shipping method
	Total     int64
	Currency  string
	Address   oms.Address // where the order goes
	Tags      []string

	Attributes json.RawMessage
	Refused    []string // the locations that rejected the order or were short of it
}

type waitingRow struct {
	WaitingLine
	Address    asJSON[oms.Address]
	Tags       asJSON[[]string]
	Attributes rawJSON
}

// WaitingLines returns the lines of open orders that wait for SKUs.
func (tx *Tx) WaitingLines(ctx context.Context, skuIDs []string) ([]WaitingLine, error) {
	var lines []waitingRow
	err := tx.query(ctx, &lines, `SELECT l.order_id, l.sku_id, l.n AS line, o.number, l.unallocated + l.backordered AS quantity,
		(SELECT p.first_at FROM promises p WHERE p.order_id = l.order_id AND p.line = l.n LIMIT 1) AS first_at,
		o.channel_id, c.code AS channel, o.shipping_method AS method, o.total, o.currency, o.shipping_address AS address, o.tags, o.attributes
		FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN channels c ON c.id = o.channel_id
		WHERE l.unallocated + l.backordered > 0 AND l.kind <> 'bundle' AND l.physical AND o.lifecycle = 'open' AND l.sku_id = ANY_OF(?)`, skuIDs)
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	out, ids := make([]WaitingLine, len(lines)), make([]string, len(lines))
	for i, l := range lines {
		out[i], ids[i] = l.WaitingLine, l.OrderID
		out[i].Address, out[i].Tags, out[i].Attributes = l.Address.V, l.Tags.V, json.RawMessage(l.Attributes)
	}
	var rows []struct{ OrderID, LocationID string }
	err = tx.query(ctx, &rows, `SELECT order_id, location_id FROM fulfillment_orders WHERE order_id = ANY_OF(?) AND (partner_status = 'rejected' OR status = 'incomplete')`, ids)
	refused := map[string][]string{}
	for _, r := range rows {
		refused[r.OrderID] = append(refused[r.OrderID], r.LocationID)
	}
	for i := range out {
		out[i].Refused = refused[out[i].OrderID]
	}
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
