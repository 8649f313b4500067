package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const bulkColumns = `id, action, parameters, filter, status, undoes, undone_by, total, changed, unchanged, refused, failed, problem, created_by, created_at, started_at, finished_at`

type bulkRow struct {
	oms.Bulk
	Parameters rawJSON
}

// OrderIDs lists the ids of the orders that a filter chooses, oldest number
// first, at most limit.
func (tx *Tx) OrderIDs(ctx context.Context, f OrderFilter, limit int) ([]string, error) {
	where, args, err := tx.orderWhere(f)
	if err != nil {
		return nil, err
	}
	var ids []string
	err = tx.query(ctx, &ids, `SELECT o.id FROM orders o WHERE 1 = 1`+where+` ORDER BY o.number LIMIT ?`, append(args, limit)...)
	return ids, err
}

// Bulk reads a bulk operation, locked until a writing transaction ends, or
// returns a NotFound error.
func (tx *Tx) Bulk(ctx context.Context, id string, lock bool) (*oms.Bulk, error) {
	tail := ` WHERE id = ?`
	if lock {
		tail += ` FOR_UPDATE`
	}
	all, err := tx.bulks(ctx, tail, id)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, oms.Errorf(oms.NotFound, "there is no bulk operation %.100q", id)
	}
	return &all[0], nil
}

// Bulks lists the bulk operations that were begun, newest first, behind the id
// before.
func (tx *Tx) Bulks(ctx context.Context, before string, limit int) ([]oms.Bulk, error) {
	if before == "" {
		return tx.bulks(ctx, ` WHERE status <> 'previewed' ORDER BY id DESC LIMIT ?`, limit)
	}
	return tx.bulks(ctx, ` WHERE status <> 'previewed' AND id < ? ORDER BY id DESC LIMIT ?`, before, limit)
}

func (tx *Tx) bulks(ctx context.Context, tail string, args ...any) ([]oms.Bulk, error) {
	var rows []bulkRow
	if err := tx.query(ctx, &rows, `SELECT `+bulkColumns+` FROM bulk_runs`+tail, args...); err != nil {
		return nil, err
	}
	out := make([]oms.Bulk, len(rows))
	for i, r := range rows {
		out[i] = r.Bulk
		out[i].Parameters = json.RawMessage(r.Parameters)
	}
	return out, nil
}

// SaveBulk writes a bulk operation, new or changed.
func (tx *Tx) SaveBulk(ctx context.Context, b *oms.Bulk) error {
	_, err := tx.exec(ctx, `INSERT INTO bulk_runs (`+bulkColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET status = excluded.status, undone_by = excluded.undone_by, changed = excluded.changed, unchanged = excluded.unchanged,
		refused = excluded.refused, failed = excluded.failed, problem = excluded.problem, started_at = excluded.started_at, finished_at = excluded.finished_at`,
		b.ID, b.Action, string(b.Parameters), b.Filter, string(b.Status), b.Undoes, b.UndoneBy, b.Total, b.Changed, b.Unchanged, b.Refused, b.Failed, b.Problem,
		b.CreatedBy, b.CreatedAt, b.StartedAt, b.FinishedAt)
	return err
}

var bulkRows = func() *rows {
	r := newRows("bulk_rows", "run_id text", "n bigint", "order_id text", "result text", "code text", "reason text", "says text", "undo text")
	r.conflict = "ON CONFLICT (run_id, n) DO UPDATE SET result = excluded.result, code = excluded.code, reason = excluded.reason, says = excluded.says, undo = excluded.undo"
	return r
}()

// SaveBulkRows writes orders of a bulk operation, new or settled.
func (tx *Tx) SaveBulkRows(ctx context.Context, id string, all []oms.BulkRow) error {
	r := bulkRows.like()
	for _, b := range all {
		r.add(id, b.N, b.OrderID, string(b.Result), string(b.Code), b.Reason, jsonText(b.Says), b.Undo)
	}
	return r.insert(ctx, tx)
}

type bulkAnswer struct {
	oms.BulkRow
	Says asJSON[*oms.Said]
}

// BulkRows lists the orders of a bulk operation behind the n-th, only those
// with a result unless it is "".
func (tx *Tx) BulkRows(ctx context.Context, id string, result oms.BulkOutcome, after int64, limit int) ([]oms.BulkRow, error) {
	var c conditions
	c.and("r.run_id = ? AND r.n > ?", id, after)
	switch result {
	case "":
	case oms.BulkWaiting:
		c.and("r.result = 'waiting'") // written out: the index has these words
	default:
		c.and("r.result = ?", string(result))
	}
	var rows []bulkAnswer
	err := tx.query(ctx, &rows, `SELECT r.n, r.order_id, COALESCE(o.number, 0) AS number, r.result, r.code, r.reason, r.says, r.undo
		FROM bulk_rows r LEFT JOIN orders o ON o.id = r.order_id WHERE 1 = 1`+c.where.String()+` ORDER BY r.n LIMIT ?`, append(c.args, limit)...)
	out := make([]oms.BulkRow, len(rows))
	for i, r := range rows {
		out[i] = r.BulkRow
		out[i].Says = r.Says.V
	}
	return out, err
}

// PruneBulks forgets what was previewed and not begun before one instant, and
// what ended before another.
func (tx *Tx) PruneBulks(ctx context.Context, previewed, ended time.Time) error {
	_, err := tx.exec(ctx, `DELETE FROM bulk_runs WHERE status = 'previewed' AND created_at < ? OR finished_at < ?`, previewed, ended)
	return err
}
