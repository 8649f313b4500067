package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const (
	purchaseColumns = `number, id, supplier_id, location_id, status, currency, reference, note, expected_at, version, created_at, updated_at, ordered_at, closed_at,
		order_id, fulfillment_order_id, work`
	purchaseSelect = `SELECT p.number, p.id, p.supplier_id, s.code AS supplier, p.location_id, l.code AS location, p.status, p.currency, p.reference, p.note,
		p.expected_at, p.version, p.created_at, p.updated_at, p.ordered_at, p.closed_at, p.order_id, p.fulfillment_order_id, p.work
		FROM purchase_orders p JOIN suppliers s ON s.id = p.supplier_id JOIN locations l ON l.id = p.location_id`
	firstPurchase = 1001
)

// PurchaseFilter chooses purchase orders. Empty fields choose all.
type PurchaseFilter struct {
	Statuses   []string
	SupplierID string
	LocationID string
	SKUID      string
	Before     int64 // the number of the last one of the page before
	Limit      int
}

// Purchases returns a page of purchase orders with their lines, newest first.
func (tx *Tx) Purchases(ctx context.Context, f PurchaseFilter) ([]*oms.PurchaseOrder, error) {
	var c conditions
	if f.Statuses != nil {
		c.and("p.status = ANY_OF(?)", f.Statuses)
	}
	if f.SupplierID != "" {
		c.and("p.supplier_id = ?", f.SupplierID)
	}
	if f.LocationID != "" {
		c.and("p.location_id = ?", f.LocationID)
	}
	if f.SKUID != "" {
		c.and("p.id IN (SELECT purchase_id FROM purchase_lines WHERE sku_id = ?)", f.SKUID)
	}
	if f.Before != 0 {
		c.and("p.number < ?", f.Before)
	}
	return tx.purchases(ctx, ` WHERE 1 = 1`+c.where.String()+` ORDER BY p.number DESC LIMIT ?`, append(c.args, f.Limit)...)
}

func (tx *Tx) purchases(ctx context.Context, rest string, args ...any) ([]*oms.PurchaseOrder, error) {
	var rows []oms.PurchaseOrder
	if err := tx.query(ctx, &rows, purchaseSelect+rest, args...); err != nil || len(rows) == 0 {
		return nil, err
	}
	out, ids, at := make([]*oms.PurchaseOrder, len(rows)), make([]string, len(rows)), map[string]*oms.PurchaseOrder{}
	for i := range rows {
		out[i], ids[i], at[rows[i].ID] = &rows[i], rows[i].ID, &rows[i]
	}
	var lines []struct {
		PurchaseID string
		oms.PurchaseLine
	}
	err := tx.query(ctx, &lines, `SELECT i.purchase_id, i.n, i.sku_id, s.code AS sku, i.ordered, i.received, i.canceled, i.cost, i.expected_at
		FROM purchase_lines i JOIN skus s ON s.id = i.sku_id WHERE i.purchase_id = ANY_OF(?) ORDER BY i.purchase_id, i.n`, ids)
	for _, l := range lines {
		at[l.PurchaseID].Lines = append(at[l.PurchaseID].Lines, l.PurchaseLine)
	}
	return out, err
}

// Purchase returns one purchase order, or a NotFound error.
func (tx *Tx) Purchase(ctx context.Context, id string) (*oms.PurchaseOrder, error) {
	found, err := tx.purchases(ctx, ` WHERE p.id = ?`, id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, oms.Errorf(oms.NotFound, "there is no purchase order %s", id)
	}
	return found[0], nil
}

// LockPurchase is Purchase, locked until the transaction ends. A purchase
// order is locked before its stock.
func (tx *Tx) LockPurchase(ctx context.Context, id string) (*oms.PurchaseOrder, error) {
	var locked string
	if _, err := tx.one(ctx, &locked, `SELECT id FROM purchase_orders WHERE id = ? FOR_UPDATE`, id); err != nil {
		return nil, err
	}
	return tx.Purchase(ctx, id)
}

// LockDropShips locks the drop-ships of orders that are not called off, by
// their ids, and returns them by the work that they stand for. They are locked
// before their orders.
func (tx *Tx) LockDropShips(ctx context.Context, orderIDs []string) (map[string]*oms.PurchaseOrder, error) {
	var locked []string
	err := tx.query(ctx, &locked, `SELECT id FROM purchase_orders WHERE order_id <> '' AND order_id = ANY_OF(?) AND status <> 'canceled' ORDER BY id FOR_UPDATE`, orderIDs)
	if err != nil || len(locked) == 0 {
		return nil, err
	}
	found, err := tx.purchases(ctx, ` WHERE p.id = ANY_OF(?)`, locked)
	out := make(map[string]*oms.PurchaseOrder, len(found))
	for _, p := range found {
		out[p.FulfillmentOrderID] = p
	}
	return out, err
}

// NextPurchase is the number of the next purchase order. The catalog is locked
// by whoever asks, so that no two get the same.
func (tx *Tx) NextPurchase(ctx context.Context) (n int64, err error) {
	_, err = tx.one(ctx, &n, `SELECT COALESCE(MAX(number) + 1, ?) FROM purchase_orders`, firstPurchase)
	return n, err
}

// SavePurchase writes a purchase order, new or changed, and all of its lines.
// Only a draft loses lines.
func (tx *Tx) SavePurchase(ctx context.Context, p *oms.PurchaseOrder) error {
	w := upsert("purchase_orders", "id", purchaseColumns, "number version", "expected_at created_at updated_at ordered_at closed_at", "")
	w.add(p.Number, p.ID, p.SupplierID, p.LocationID, string(p.Status), p.Currency, p.Reference, p.Note, p.ExpectedAt, p.Version, p.CreatedAt, p.UpdatedAt,
		p.OrderedAt, p.ClosedAt, p.OrderID, p.FulfillmentOrderID, p.Work)
	if err := w.insert(ctx, tx); err != nil {
		return err
	}
	if _, err := tx.exec(ctx, `DELETE FROM purchase_lines WHERE purchase_id = ?`, p.ID); err != nil {
		return err
	}
	lines := newRows("purchase_lines", "purchase_id text", "n bigint", "sku_id text", "ordered bigint", "received bigint", "canceled bigint", "cost bigint",
		"expected_at timestamptz")
	for _, l := range p.Lines {
		lines.add(p.ID, int64(l.N), l.SKUID, l.Ordered, l.Received, l.Canceled, l.Cost, l.ExpectedAt)
	}
	return lines.insert(ctx, tx)
}

// Receipt is a quantity of a SKU that is on its way to a location.
type Receipt struct {
	SKUID      string
	SKU        string
	LocationID string
	Location   string
	Source     string // the id of the purchase order or transfer
	Name       string // as people call it: PO-1001
	Quantity   int64
	ExpectedAt *time.Time // nil when nobody knows
	Promised   int64      // of Quantity, to orders that wait for it; filled in by PromisedOf
}

// Receipts returns what open purchase orders and transfers still bring of the
// SKUs, or of all of them for nil, in the order of expected dates; those
// without one come last.
func (tx *Tx) Receipts(ctx context.Context, skuIDs []string) ([]Receipt, error) {
	var c conditions
	if skuIDs != nil {
		c.and("i.sku_id = ANY_OF(?)", skuIDs)
	}
	var rows []struct {
		Receipt
		LineAt *time.Time
	}
	err := tx.query(ctx, &rows, `SELECT i.sku_id, s.code AS sku, p.location_id, l.code AS location, p.id AS source, 'PO-' || p.number AS name,
		i.ordered - i.received - i.canceled AS quantity, p.expected_at, i.expected_at AS line_at
		FROM purchase_lines i JOIN purchase_orders p ON p.id = i.purchase_id JOIN skus s ON s.id = i.sku_id JOIN locations l ON l.id = p.location_id
		WHERE i.ordered > i.received + i.canceled AND p.status IN ('ordered', 'partly_received') AND p.order_id = ''`+c.where.String(), c.args...)
	if err != nil {
		return nil, err
	}
	out := make([]Receipt, len(rows))
	for i, r := range rows {
		if out[i] = r.Receipt; r.LineAt != nil {
			out[i].ExpectedAt = r.LineAt
		}
	}
	return tx.withTransfers(ctx, out, skuIDs)
}
