package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// EventFailure is an event that a consumer could not digest.
type EventFailure struct {
	Consumer string
	Seq      int64 // of the event
	Problem  string
	FailedAt time.Time
}

// SaveEventFailure notes that a consumer passes an event over.
func (tx *Tx) SaveEventFailure(ctx context.Context, f EventFailure) error {
	_, err := tx.exec(ctx, `INSERT INTO event_failures (consumer, seq, problem, failed_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (consumer, seq) DO UPDATE SET problem = excluded.problem, failed_at = excluded.failed_at`, f.Consumer, f.Seq, f.Problem, f.FailedAt)
	return err
}

// DropEventFailure forgets a failure and tells whether there was one.
func (tx *Tx) DropEventFailure(ctx context.Context, consumer string, seq int64) (bool, error) {
	n, err := tx.changed(ctx, `DELETE FROM event_failures WHERE consumer = ? AND seq = ?`, consumer, seq)
	return n == 1, err
}

// EventFailures lists what consumers passed over, newest first.
func (tx *Tx) EventFailures(ctx context.Context, limit int) ([]EventFailure, error) {
	var out []EventFailure
	err := tx.query(ctx, &out, `SELECT consumer, seq, problem, failed_at FROM event_failures ORDER BY failed_at DESC, seq DESC LIMIT ?`, limit)
	return out, err
}

// EventAt reads one event, or a NotFound error.
func (tx *Tx) EventAt(ctx context.Context, seq int64) (oms.Event, error) {
	var row eventRow
	ok, err := tx.one(ctx, &row, `SELECT seq, type, version, occurred_at, actor, origin, subject, order_id, correlation_id, causation_id, data
		FROM events WHERE seq = ?`, seq)
	if err == nil && !ok {
		err = oms.Errorf(oms.NotFound, "there is no event %d", seq)
	}
	e := row.Event
	e.Data = []byte(row.Data)
	return e, err
}

// OpenException reads the exception with a fingerprint that nobody has
// resolved yet, locked, or nil.
func (tx *Tx) OpenException(ctx context.Context, fingerprint string) (*oms.Exception, error) {
	var e exceptionRow
	ok, err := tx.one(ctx, &e, `SELECT `+exceptionColumns+` FROM exceptions WHERE fingerprint = ? AND status IN ('open', 'acknowledged', 'in_progress') FOR_UPDATE`, fingerprint)
	if err != nil || !ok {
		return nil, err
	}
	found := e.exception()
	return &found, nil
}
