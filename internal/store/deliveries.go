package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const deliveryColumns = `id, endpoint_id, seq, type, status, attempts, answer, problem, created_at, next_at, finished_at`

// InsertDeliveries writes new deliveries.
func (tx *Tx) InsertDeliveries(ctx context.Context, all []oms.WebhookDelivery) error {
	r := newRows("webhook_deliveries", "id text", "endpoint_id text", "seq bigint", "type text", "status text", "attempts bigint", "answer bigint",
		"problem text", "created_at timestamptz", "next_at timestamptz", "finished_at timestamptz")
	for _, d := range all {
		r.add(d.ID, d.EndpointID, d.Seq, d.Type, string(d.Status), int64(d.Attempts), int64(d.Answer), d.Problem, d.CreatedAt, d.NextAt, d.FinishedAt)
	}
	return r.insert(ctx, tx)
}

// SaveDelivery writes what changed in a delivery.
func (tx *Tx) SaveDelivery(ctx context.Context, d oms.WebhookDelivery) error {
	_, err := tx.exec(ctx, `UPDATE webhook_deliveries SET status = ?, attempts = ?, answer = ?, problem = ?, next_at = ?, finished_at = ? WHERE id = ?`,
		d.Status, d.Attempts, d.Answer, d.Problem, d.NextAt, d.FinishedAt, d.ID)
	return err
}

// Delivery reads one delivery, locked where lock says so, or returns a
// NotFound error.
func (tx *Tx) Delivery(ctx context.Context, id string, lock bool) (oms.WebhookDelivery, error) {
	query := `SELECT ` + deliveryColumns + ` FROM webhook_deliveries WHERE id = ?`
	if lock {
		query += ` FOR_UPDATE`
	}
	var d oms.WebhookDelivery
	ok, err := tx.one(ctx, &d, query, id)
	if err == nil && !ok {
		err = oms.Errorf(oms.NotFound, "there is no delivery %.100q", id)
	}
	return d, err
}

// DeliveryFilter chooses deliveries of a webhook. Zero fields choose all.
type DeliveryFilter struct {
	EndpointID string
	Status     oms.WebhookDeliveryStatus
	From, To   time.Time // created from (inclusive) to (exclusive)
	After      *DeliveryPosition
	Limit      int
}

// DeliveryPosition is where a page ended.
type DeliveryPosition struct {
	CreatedAt time.Time `json:"at"`
	ID        string    `json:"id"`
}

// Deliveries lists deliveries, newest first.
func (tx *Tx) Deliveries(ctx context.Context, f DeliveryFilter) ([]oms.WebhookDelivery, error) {
	var c conditions
	c.and("endpoint_id = ?", f.EndpointID)
	if f.Status != "" {
		c.and("status = ?", string(f.Status))
	}
	if !f.From.IsZero() {
		c.and("created_at >= ?", f.From.UTC())
	}
	if !f.To.IsZero() {
		c.and("created_at < ?", f.To.UTC())
	}
	if f.After != nil {
		c.and("(created_at, id) < (?, ?)", f.After.CreatedAt.UTC(), f.After.ID)
	}
	var out []oms.WebhookDelivery
	err := tx.query(ctx, &out, `SELECT `+deliveryColumns+` FROM webhook_deliveries WHERE 1 = 1`+c.where.String()+` ORDER BY created_at DESC, id DESC LIMIT ?`,
		append(c.args, max(f.Limit, 1))...)
	return out, err
}

// AddWebhookAttempt writes one call of a receiver.
func (tx *Tx) AddWebhookAttempt(ctx context.Context, a oms.WebhookAttempt) error {
	_, err := tx.exec(ctx, `INSERT INTO webhook_attempts (delivery_id, n, at, took_micros, status, problem, response) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (delivery_id, n) DO NOTHING`, a.DeliveryID, a.N, a.At, a.Took.Microseconds(), a.Status, a.Problem, a.Response)
	return err
}

// WebhookAttempts lists the calls of a delivery, first to last.
func (tx *Tx) WebhookAttempts(ctx context.Context, deliveryID string) ([]oms.WebhookAttempt, error) {
	var rows []struct {
		oms.WebhookAttempt
		TookMicros int64
	}
	err := tx.query(ctx, &rows, `SELECT delivery_id, n, at, took_micros, status, problem, response FROM webhook_attempts WHERE delivery_id = ? ORDER BY n`, deliveryID)
	out := make([]oms.WebhookAttempt, len(rows))
	for i, r := range rows {
		out[i] = r.WebhookAttempt
		out[i].Took = time.Duration(r.TookMicros) * time.Microsecond
	}
	return out, err
}

// PruneDeliveries deletes at most limit deliveries that ended and were made
// before then.
func (tx *Tx) PruneDeliveries(ctx context.Context, before time.Time, limit int) error {
	_, err := tx.exec(ctx, `DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries WHERE status <> 'pending' AND created_at < ? ORDER BY created_at LIMIT ?)`,
		before, limit)
	return err
}
