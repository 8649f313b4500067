package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const (
	returnColumns = `number, id, order_id, status, location_id, reference, note, carrier, tracking, tracking_key, late, reason, currency,
		shipping_credit, shipping_tax_credit, version, created_at, created_by, updated_at, due_at, received_at, status_since, closed_at,
		approved_at`
	returnLineColumns = `return_id, n, line, sku_id, sku, title, quantity, received, inspected, missing, kept, wrong, reason, note, found, resolution, credited, goods,
		discount, tax, deduction, why, order_id`
	returnSelect = `SELECT r.number, r.id, r.order_id, r.status, r.location_id, l.code AS location, r.reference, r.note, r.carrier, r.tracking, r.late,
		r.reason, r.currency, r.shipping_credit, r.shipping_tax_credit, r.version, r.created_at, r.created_by, r.updated_at, r.due_at, r.received_at,
		r.status_since, r.closed_at, r.approved_at
		FROM returns r JOIN locations l ON l.id = r.location_id`
	firstReturn   = 1001
	lastReturnKey = "returns.last_number"
)

type returnLineRow struct {
	ReturnID string
	OrderID  string
	oms.ReturnLine
	Found asJSON[[]oms.Finding]
}

// ReturnFilter chooses returns. Empty fields choose all.
type ReturnFilter struct {
	Statuses   []string
	LocationID string
	OrderID    string
	SKUID      string
	Oldest     bool  // the one that is longest in its status first, else the newest
	After      int64 // the number of the last one of the page before
	Since      time.Time
	Limit      int
}

// Returns returns a page of returns with their lines.
func (tx *Tx) Returns(ctx context.Context, f ReturnFilter) ([]*oms.Return, error) {
	var c conditions
	if f.Statuses != nil {
		c.and("r.status = ANY_OF(?)", f.Statuses)
	}
	if f.LocationID != "" {
		c.and("r.location_id = ?", f.LocationID)
	}
	if f.OrderID != "" {
		c.and("r.order_id = ?", f.OrderID)
	}
	if f.SKUID != "" {
		c.and("r.id IN (SELECT return_id FROM return_lines WHERE sku_id = ?)", f.SKUID)
	}
	order := "r.number DESC"
	switch {
	case f.Oldest && f.After != 0:
		c.and("(r.status_since, r.number) > (?, ?)", f.Since, f.After)
	case f.After != 0:
		c.and("r.number < ?", f.After)
	}
	if f.Oldest {
		order = "r.status_since, r.number"
	}
	return tx.returns(ctx, ` WHERE 1 = 1`+c.where.String()+` ORDER BY `+order+` LIMIT ?`, append(c.args, f.Limit)...)
}

func (tx *Tx) returns(ctx context.Context, rest string, args ...any) ([]*oms.Return, error) {
	var rows []oms.Return
	if err := tx.query(ctx, &rows, returnSelect+rest, args...); err != nil || len(rows) == 0 {
		return nil, err
	}
	out, ids, at := make([]*oms.Return, len(rows)), make([]string, len(rows)), map[string]*oms.Return{}
	for i := range rows {
		out[i], ids[i], at[rows[i].ID] = &rows[i], rows[i].ID, &rows[i]
	}
	var lines []returnLineRow
	err := tx.query(ctx, &lines, `SELECT `+returnLineColumns+` FROM return_lines WHERE return_id = ANY_OF(?) ORDER BY return_id, n`, ids)
	for _, l := range lines {
		l.ReturnLine.Found = l.Found.V
		at[l.ReturnID].Lines = append(at[l.ReturnID].Lines, l.ReturnLine)
	}
	return out, err
}

// Return returns one return, or a NotFound error.
func (tx *Tx) Return(ctx context.Context, id string) (*oms.Return, error) {
	found, err := tx.returns(ctx, ` WHERE r.id = ?`, id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, oms.Errorf(oms.NotFound, "there is no return %s", id)
	}
	return found[0], nil
}

// ReturnsOf returns all returns of an order, oldest first. Who has locked the
// order sees what does not change.
func (tx *Tx) ReturnsOf(ctx context.Context, orderID string) ([]*oms.Return, error) {
	return tx.returns(ctx, ` WHERE r.order_id = ? ORDER BY r.number`, orderID)
}

// ReturnsNamed returns the returns that a code names: by number (RET-1001, or
// 1001 alone), id or tracking number, or by the ids of orders that it names.
func (tx *Tx) ReturnsNamed(ctx context.Context, code string, orderIDs []string, limit int) ([]*oms.Return, error) {
	key := strings.ToLower(code)
	number, err := strconv.ParseInt(strings.TrimPrefix(key, "ret-"), 10, 64)
	if err != nil {
		number = 0
	}
	return tx.returns(ctx, ` WHERE r.number = ? OR r.id = ? OR (r.tracking_key <> '' AND r.tracking_key = ?) OR r.order_id = ANY_OF(?) ORDER BY r.number DESC LIMIT ?`,
		number, key, key, orderIDs, limit)
}

// ReturnQueue is how many returns are in a status, and since when the first.
type ReturnQueue struct {
	Status oms.RMAStatus
	Count  int64
	Oldest int64 // microseconds
}

// ReturnQueues counts the returns that something is still to be done about, at
// one location or, for "", at all of them.
func (tx *Tx) ReturnQueues(ctx context.Context, locationID string) ([]ReturnQueue, error) {
	var out []ReturnQueue
	var c conditions
	if locationID != "" {
		c.and("location_id = ?", locationID)
	}
	err := tx.query(ctx, &out, `SELECT status, COUNT(*) AS count, `+tx.micros("MIN(status_since)")+` AS oldest FROM returns
		WHERE status IN ('requested', 'approved', 'in_transit', 'received', 'inspected')`+c.where.String()+` GROUP BY status`, c.args...)
	return out, err
}

// DueReturns returns the orders of returns that were waited for long enough.
func (tx *Tx) DueReturns(ctx context.Context, now time.Time, limit int) ([]string, error) {
	var ids []string
	err := tx.query(ctx, &ids, `SELECT id FROM returns WHERE status IN ('approved', 'in_transit') AND due_at <= ? ORDER BY due_at, id LIMIT ?`, now, limit)
	return ids, err
}

// NextReturn is the number of the next return. The catalog is locked by whoever
// asks, so that no two get the same; and it is written down, because the last
// return may be in an archive.
func (tx *Tx) NextReturn(ctx context.Context) (n int64, err error) {
	if _, err := tx.one(ctx, &n, `SELECT COALESCE(MAX(number), ?) FROM returns`, firstReturn-1); err != nil {
		return 0, err
	}
	text, _, err := tx.Setting(ctx, lastReturnKey)
	if err != nil {
		return 0, err
	}
	if last, err := strconv.ParseInt(text, 10, 64); err == nil {
		n = max(n, last)
	}
	n++
	return n, tx.SaveSetting(ctx, lastReturnKey, strconv.FormatInt(n, 10))
}

// SaveReturn writes a return, new or changed, and its lines. Lines are never
// taken out.
func (tx *Tx) SaveReturn(ctx context.Context, r *oms.Return) error {
	w := upsert("returns", "id", returnColumns, "number shipping_credit shipping_tax_credit version", "created_at updated_at due_at received_at status_since closed_at approved_at", "late")
	w.add(r.Number, r.ID, r.OrderID, string(r.Status), r.LocationID, r.Reference, r.Note, r.Carrier, r.Tracking, strings.ToLower(r.Tracking), r.Late, r.Reason,
		r.Currency, r.ShippingCredit, r.ShippingTaxCredit, r.Version, r.CreatedAt, r.CreatedBy, r.UpdatedAt, r.DueAt, r.ReceivedAt, r.StatusSince, r.ClosedAt, r.ApprovedAt)
	if err := w.insert(ctx, tx); err != nil {
		return err
	}
	lines := upsert("return_lines", "return_id, n", returnLineColumns, "n line quantity received inspected missing kept wrong credited goods discount tax deduction", "", "")
	for _, l := range r.Lines {
		lines.add(r.ID, int64(l.N), int64(l.Line), l.SKUID, l.SKU, l.Title, l.Quantity, l.Received, l.Inspected, l.Missing, l.Kept, l.Wrong, string(l.Reason), l.Note,
			jsonText(l.Found), string(l.Resolution), l.Credited, l.Goods, l.Discount, l.Tax, l.Deduction, l.Why, r.OrderID)
	}
	return lines.insert(ctx, tx)
}
