package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// RoutingReplay is a replay of history under other policies.
type RoutingReplay struct {
	ID         string
	Status     ReplayStatus
	Request    json.RawMessage
	Done       int64 // decisions
	Total      int64
	Report     json.RawMessage // nil until it has ended
	Problem    string          // why it failed
	CreatedBy  string
	CreatedAt  time.Time
	StartedAt  *time.Time
	FinishedAt *time.Time
}

// ReplayStatus is how far a replay is.
type ReplayStatus string

// The statuses.
const (
	ReplayPending ReplayStatus = "pending"
	ReplayRunning ReplayStatus = "running"
	ReplayDone    ReplayStatus = "done"
	ReplayStopped ReplayStatus = "stopped" // by a person
	ReplayFailed  ReplayStatus = "failed"
)

const routingReplayColumns = `id, status, request, done, total, report, problem, created_by, created_at, started_at, finished_at`

type routingReplayRow struct {
	RoutingReplay
	Request rawJSON
	Report  rawJSON
}

// RoutingReplay reads a replay, or returns a NotFound error.
func (tx *Tx) RoutingReplay(ctx context.Context, id string) (*RoutingReplay, error) {
	all, err := tx.routingReplays(ctx, ` WHERE id = ?`, id)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, oms.Errorf(oms.NotFound, "there is no replay %.100q", id)
	}
	return &all[0], nil
}

// RoutingReplays lists replays, the newest first, behind the id before.
func (tx *Tx) RoutingReplays(ctx context.Context, before string, limit int) ([]RoutingReplay, error) {
	if before == "" {
		return tx.routingReplays(ctx, ` ORDER BY id DESC LIMIT ?`, limit)
	}
	return tx.routingReplays(ctx, ` WHERE id < ? ORDER BY id DESC LIMIT ?`, before, limit)
}

func (tx *Tx) routingReplays(ctx context.Context, tail string, args ...any) ([]RoutingReplay, error) {
	var rows []routingReplayRow
	if err := tx.query(ctx, &rows, `SELECT `+routingReplayColumns+` FROM routing_replays`+tail, args...); err != nil {
		return nil, err
	}
	out := make([]RoutingReplay, len(rows))
	for i, r := range rows {
		out[i] = r.RoutingReplay
		out[i].Request, out[i].Report = json.RawMessage(r.Request), json.RawMessage(r.Report)
	}
	return out, nil
}

// SaveRoutingReplay writes a replay, new or changed, and tells whether it did:
// one that has ended stays as it is.
func (tx *Tx) SaveRoutingReplay(ctx context.Context, r *RoutingReplay) (bool, error) {
	n, err := tx.changed(ctx, `INSERT INTO routing_replays (`+routingReplayColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET status = excluded.status, done = excluded.done, report = excluded.report, problem = excluded.problem,
		started_at = excluded.started_at, finished_at = excluded.finished_at WHERE routing_replays.finished_at IS NULL`,
		r.ID, string(r.Status), string(r.Request), r.Done, r.Total, string(r.Report), r.Problem, r.CreatedBy, r.CreatedAt, r.StartedAt, r.FinishedAt)
	return n > 0, err
}
