package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// RoutingVersion is one version of the routing policy. It never changes; what
// becomes of it does.
type RoutingVersion struct {
	Version     int64 // from 1; 0 is the policy that is built in
	Note        string
	Policy      json.RawMessage
	CopyOf      int64 // the version that a rollback went back to, or −1
	Live        bool
	CreatedBy   string
	CreatedAt   time.Time
	PublishedBy string
	PublishedAt *time.Time
	Untested    string // why it went live without a replay that found no defect
	ReplayID    string // the replay that tested it
	Defects     int64  // that the replay found
}

type routingVersionRow struct {
	RoutingVersion
	Policy rawJSON
}

func routingVersionsOf(rows []routingVersionRow) []RoutingVersion {
	out := make([]RoutingVersion, len(rows))
	for i, r := range rows {
		out[i] = r.RoutingVersion
		out[i].Policy = json.RawMessage(r.Policy)
	}
	return out
}

const routingVersionColumns = `version, note, policy, copy_of, live, created_by, created_at, published_by, published_at, untested, replay_id, defects`

// LiveRouting returns the version that is live; nil while the policy that is
// built in is.
func (tx *Tx) LiveRouting(ctx context.Context) (*RoutingVersion, error) {
	var rows []routingVersionRow
	if err := tx.query(ctx, &rows, `SELECT `+routingVersionColumns+` FROM routing_versions WHERE live`); err != nil || len(rows) == 0 {
		return nil, err
	}
	return &routingVersionsOf(rows)[0], nil
}

// RoutingVersion reads a version, or returns a NotFound error.
func (tx *Tx) RoutingVersion(ctx context.Context, version int64) (*RoutingVersion, error) {
	var rows []routingVersionRow
	if err := tx.query(ctx, &rows, `SELECT `+routingVersionColumns+` FROM routing_versions WHERE version = ?`, version); err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, oms.Errorf(oms.NotFound, "there is no version %d of the routing policy", version)
	}
	return &routingVersionsOf(rows)[0], nil
}

// RoutingVersions lists versions below one, the newest first.
func (tx *Tx) RoutingVersions(ctx context.Context, below int64, limit int) ([]RoutingVersion, error) {
	var rows []routingVersionRow
	err := tx.query(ctx, &rows, `SELECT `+routingVersionColumns+` FROM routing_versions WHERE version < ? ORDER BY version DESC LIMIT ?`, below, limit)
	return routingVersionsOf(rows), err
}

// AddRoutingVersion numbers and writes a version. The catalog is locked.
func (tx *Tx) AddRoutingVersion(ctx context.Context, v *RoutingVersion) error {
	if _, err := tx.one(ctx, &v.Version, `SELECT COALESCE(MAX(version), 0) + 1 FROM routing_versions`); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `INSERT INTO routing_versions (`+routingVersionColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		v.Version, v.Note, string(v.Policy), v.CopyOf, v.Live, v.CreatedBy, v.CreatedAt, v.PublishedBy, v.PublishedAt, v.Untested, v.ReplayID, v.Defects)
	return err
}

// RetireRouting takes the live version down; another one is about to go live.
func (tx *Tx) RetireRouting(ctx context.Context) error {
	_, err := tx.exec(ctx, `UPDATE routing_versions SET live = FALSE WHERE live`)
	return err
}

// SaveRoutingVersion writes what became of a version, and lets everybody who
// caches the live one read anew.
func (tx *Tx) SaveRoutingVersion(ctx context.Context, v *RoutingVersion) error {
	if _, err := tx.exec(ctx, `UPDATE routing_versions SET live = ?, published_by = ?, published_at = ?, untested = ?, replay_id = ?, defects = ? WHERE version = ?`,
		v.Live, v.PublishedBy, v.PublishedAt, v.Untested, v.ReplayID, v.Defects, v.Version); err != nil {
		return err
	}
	return tx.CatalogChanged(ctx)
}

// RoutingFrame is what many decisions share.
type RoutingFrame struct {
	ID      string // of its content
	Version int64  // of the policy
	Frame   json.RawMessage
}

// SaveRoutingFrame writes a frame unless it is there.
func (tx *Tx) SaveRoutingFrame(ctx context.Context, f RoutingFrame) error {
	_, err := tx.exec(ctx, `INSERT INTO routing_frames (id, version, frame, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, f.ID, f.Version, string(f.Frame), tx.Now)
	return err
}

// RoutingFrames reads frames by their ids.
func (tx *Tx) RoutingFrames(ctx context.Context, ids []string) ([]RoutingFrame, error) {
	var rows []struct {
		ID      string
		Version int64
		Frame   rawJSON
	}
	err := tx.query(ctx, &rows, `SELECT id, version, frame FROM routing_frames WHERE id = ANY_OF(?)`, ids)
	out := make([]RoutingFrame, len(rows))
	for i, r := range rows {
		out[i] = RoutingFrame{r.ID, r.Version, json.RawMessage(r.Frame)}
	}
	return out, err
}

// RoutingDecisions are the decisions of one transaction under one frame.
type RoutingDecisions struct {
	Seq       int64
	FrameID   string
	Decisions int64
	DecidedAt time.Time
	Records   []byte // one behind the other
}

var routingDecisions = newRows("routing_decisions", "frame_id text", "decisions bigint", "decided_at timestamptz", "records bytea")

// AddRoutingDecisions keeps what decisions saw and chose.
func (tx *Tx) AddRoutingDecisions(ctx context.Context, d RoutingDecisions) error {
	r := routingDecisions.like()
	r.add(d.FrameID, d.Decisions, d.DecidedAt, d.Records)
	return r.insert(ctx, tx)
}

// RoutingDecisions reads decisions behind a sequence and up to another, in
// their order.
func (tx *Tx) RoutingDecisions(ctx context.Context, after, upTo int64, limit int) ([]RoutingDecisions, error) {
	var out []RoutingDecisions
	err := tx.query(ctx, &out, `SELECT seq, frame_id, decisions, decided_at, records FROM routing_decisions WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`, after, upTo, limit)
	return out, err
}

// RoutingSpan is a stretch of the decisions that are kept.
type RoutingSpan struct {
	After     int64 // the sequence before the first
	UpTo      int64
	Decisions int64
}

// RoutingBetween finds the decisions of a period, from inclusive, to exclusive.
func (tx *Tx) RoutingBetween(ctx context.Context, from, to time.Time) (RoutingSpan, error) {
	var s RoutingSpan
	_, err := tx.one(ctx, &s, `SELECT COALESCE(MIN(seq) - 1, 0) AS after, COALESCE(MAX(seq), 0) AS up_to, CAST(COALESCE(SUM(decisions), 0) AS BIGINT) AS decisions
		FROM routing_decisions WHERE decided_at >= ? AND decided_at < ?`, from, to)
	return s, err
}

// RoutingLast finds the last decisions, at least n where so many are kept.
func (tx *Tx) RoutingLast(ctx context.Context, n int64) (RoutingSpan, error) {
	var s RoutingSpan
	_, err := tx.one(ctx, &s, `SELECT COALESCE(MIN(seq) - 1, 0) AS after, COALESCE(MAX(seq), 0) AS up_to, CAST(COALESCE(SUM(decisions), 0) AS BIGINT) AS decisions
		FROM (SELECT seq, decisions, SUM(decisions) OVER (ORDER BY seq DESC) - decisions AS newer FROM routing_decisions) d WHERE newer < ?`, n)
	return s, err
}

// PruneRouting forgets decisions before an instant, replays and the
// orders of canaries before another, and the frames that nothing refers to.
func (tx *Tx) PruneRouting(ctx context.Context, decisions, replays time.Time) error {
	for _, s := range []struct {
		query  string
		before time.Time
	}{
		{`DELETE FROM routing_decisions WHERE decided_at < ?`, decisions},
		{`DELETE FROM routing_replays WHERE created_at < ?`, replays},
		{`DELETE FROM routing_canary_orders WHERE canary_id IN (SELECT id FROM routing_canaries WHERE ended_at < ?)`, replays},
		{`DELETE FROM routing_frames WHERE created_at < ? AND id NOT IN (SELECT frame_id FROM routing_decisions)`, decisions},
	} {
		if _, err := tx.exec(ctx, s.query, s.before); err != nil {
			return err
		}
	}
	return nil
}

// OrderNumbers returns the numbers of orders by their ids.
func (tx *Tx) OrderNumbers(ctx context.Context, ids []string) (map[string]int64, error) {
	var rows []struct {
		ID     string
		Number int64
	}
	err := tx.query(ctx, &rows, `SELECT id, number FROM orders WHERE id = ANY_OF(?)`, ids)
	out := make(map[string]int64, len(rows))
	for _, r := range rows {
		out[r.ID] = r.Number
	}
	return out, err
}
