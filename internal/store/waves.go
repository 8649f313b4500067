package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const firstWave = 1001

// WaveFilter chooses waves. Empty fields choose all.
type WaveFilter struct {
	LocationID string
	Unfinished bool  // only those with work that is not done
	Before     int64 // the number of the last one of the page before
	Limit      int
}

// Waves returns a page of waves with their work, newest first.
func (tx *Tx) Waves(ctx context.Context, f WaveFilter) ([]*oms.Wave, error) {
	var c conditions
	if f.LocationID != "" {
		c.and("w.location_id = ?", f.LocationID)
	}
	if f.Unfinished {
		c.and(`w.id IN (SELECT i.wave_id FROM fulfillment_orders f JOIN wave_works i ON i.fulfillment_order_id = f.id AND i.left_at IS NULL WHERE f.` + openWork + `)`)
	}
	if f.Before != 0 {
		c.and("w.number < ?", f.Before)
	}
	return tx.waves(ctx, ` WHERE 1 = 1`+c.where.String()+` ORDER BY w.number DESC LIMIT ?`, append(c.args, f.Limit)...)
}

func (tx *Tx) waves(ctx context.Context, rest string, args ...any) ([]*oms.Wave, error) {
	var rows []oms.Wave
	err := tx.query(ctx, &rows, `SELECT w.id, w.number, w.location_id, l.code AS location, w.created_by, w.created_at, w.dissolved_at
		FROM waves w JOIN locations l ON l.id = w.location_id`+rest, args...)
	out, ids, at := make([]*oms.Wave, len(rows)), make([]string, len(rows)), map[string]*oms.Wave{}
	for i := range rows {
		out[i], ids[i], at[rows[i].ID] = &rows[i], rows[i].ID, &rows[i]
	}
	if err != nil || len(rows) == 0 {
		return out, err
	}
	var works []struct {
		WaveID string
		oms.WaveWork
	}
	err = tx.query(ctx, &works, `SELECT i.wave_id, i.position, i.fulfillment_order_id, i.order_id, f.number, f.status, f.stage, i.left_at, i.left_because,
		CAST(COALESCE(SUM(a.quantity), 0) AS BIGINT) AS quantity, CAST(COALESCE(SUM(a.picked), 0) AS BIGINT) AS picked
		FROM wave_works i JOIN fulfillment_orders f ON f.id = i.fulfillment_order_id
		LEFT JOIN allocations a ON a.order_id = i.order_id AND a.fulfillment_order_id = i.fulfillment_order_id
		WHERE i.wave_id = ANY_OF(?) GROUP BY i.wave_id, i.position, i.fulfillment_order_id, i.order_id, f.number, f.status, f.stage, i.left_at, i.left_because
		ORDER BY i.wave_id, i.position`, ids)
	for _, one := range works {
		at[one.WaveID].Works = append(at[one.WaveID].Works, one.WaveWork)
	}
	return out, err
}

// Wave returns one wave, by its id or number, with its work, or nil.
func (tx *Tx) Wave(ctx context.Context, id string, number int64) (*oms.Wave, error) {
	found, err := tx.waves(ctx, ` WHERE w.id = ? OR w.number = ?`, id, number)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// LockWave keeps others from changing a wave until the transaction ends. A wave
// is locked before orders.
func (tx *Tx) LockWave(ctx context.Context, id string) error {
	var locked string
	_, err := tx.one(ctx, &locked, `SELECT id FROM waves WHERE id = ? FOR_UPDATE`, id)
	return err
}

// NextWave is the number of the next wave. The catalog is locked by whoever
// asks, so that no two get the same.
func (tx *Tx) NextWave(ctx context.Context) (n int64, err error) {
	_, err = tx.one(ctx, &n, `SELECT COALESCE(MAX(number) + 1, ?) FROM waves`, firstWave)
	return n, err
}

// InsertWave writes a new wave with its work.
func (tx *Tx) InsertWave(ctx context.Context, w *oms.Wave) error {
	one := newRows("waves", "number bigint", "id text", "location_id text", "created_by text", "created_at timestamptz")
	one.add(w.Number, w.ID, w.LocationID, w.CreatedBy, w.CreatedAt)
	if err := one.insert(ctx, tx); err != nil {
		return err
	}
	works := newRows("wave_works", "wave_id text", "position bigint", "fulfillment_order_id text", "order_id text")
	for _, i := range w.Works {
		works.add(w.ID, i.Position, i.FulfillmentOrderID, i.OrderID)
	}
	return works.insert(ctx, tx)
}

// DissolveWave notes that a wave will not be walked.
func (tx *Tx) DissolveWave(ctx context.Context, id string, at time.Time) error {
	return tx.later(ctx, `UPDATE waves SET dissolved_at = ? WHERE id = ?`, at, id)
}

// WavePlaces tells in which waves fulfillment orders are, by their ids.
func (tx *Tx) WavePlaces(ctx context.Context, fulfillmentOrders []string) (map[string]oms.WavePlace, error) {
	if len(fulfillmentOrders) == 0 {
		return nil, nil
	}
	var rows []struct {
		FulfillmentOrderID string
		oms.WavePlace
	}
	err := tx.query(ctx, &rows, `SELECT i.fulfillment_order_id, i.wave_id, w.number, i.position FROM wave_works i JOIN waves w ON w.id = i.wave_id
		WHERE i.left_at IS NULL AND i.fulfillment_order_id = ANY_OF(?)`, fulfillmentOrders)
	out := make(map[string]oms.WavePlace, len(rows))
	for _, r := range rows {
		out[r.FulfillmentOrderID] = r.WavePlace
	}
	return out, err
}

// LeaveWave takes a fulfillment order out of the wave that it is in, and
// returns that wave's place, or nil when it is in none.
func (tx *Tx) LeaveWave(ctx context.Context, fulfillmentOrder string, why oms.WaveExit) (*oms.WavePlace, error) {
	var p oms.WavePlace
	found, err := tx.one(ctx, &p, `UPDATE wave_works SET left_at = ?, left_because = ? WHERE fulfillment_order_id = ? AND left_at IS NULL
		RETURNING wave_id, position, (SELECT w.number FROM waves w WHERE w.id = wave_works.wave_id) AS number`, tx.Now, string(why), fulfillmentOrder)
	if err != nil || !found {
		return nil, err
	}
	return &p, nil
}
