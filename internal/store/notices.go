package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const noticeColumns = `id, kind, connection_id, order_id, state, attempts, problem, reference, retry_at, created_at, told_at`

// AddNotices writes new notices; one that is there already stays as it is.
func (tx *Tx) AddNotices(ctx context.Context, all []oms.Notice) error {
	r := newRows("channel_notices", "id text", "kind text", "connection_id text", "order_id text", "state text", "attempts bigint", "problem text",
		"reference text", "retry_at timestamptz", "created_at timestamptz", "told_at timestamptz")
	r.conflict = "ON CONFLICT (id) DO NOTHING"
	for _, n := range all {
		r.add(n.ID, string(n.Kind), n.ConnectionID, n.OrderID, string(n.State), int64(n.Attempts), n.Problem, n.Reference, n.RetryAt, n.CreatedAt, n.ToldAt)
	}
	return r.insert(ctx, tx)
}

// Notice reads one notice, locked where lock says so, or returns a NotFound
// error.
func (tx *Tx) Notice(ctx context.Context, id string, lock bool) (oms.Notice, error) {
	query := `SELECT ` + noticeColumns + ` FROM channel_notices WHERE id = ?`
	if lock {
		query += ` FOR_UPDATE`
	}
	var n oms.Notice
	ok, err := tx.one(ctx, &n, query, id)
	if err == nil && !ok {
		err = oms.Errorf(oms.NotFound, "there is no notice %.100q", id)
	}
	return n, err
}

// NotedOf returns those of the ids under which there is a notice.
func (tx *Tx) NotedOf(ctx context.Context, ids []string) (noted []string, err error) {
	err = tx.query(ctx, &noted, `SELECT id FROM channel_notices WHERE id = ANY_OF(?)`, ids)
	return noted, err
}

// SaveNotice writes what changed in a notice.
func (tx *Tx) SaveNotice(ctx context.Context, n oms.Notice) error {
	_, err := tx.exec(ctx, `UPDATE channel_notices SET state = ?, attempts = ?, problem = ?, reference = ?, retry_at = ?, told_at = ? WHERE id = ?`,
		n.State, n.Attempts, n.Problem, n.Reference, n.RetryAt, n.ToldAt, n.ID)
	return err
}

// OpenNotices returns the ids of the notices that a connection has yet to
// give, oldest first.
func (tx *Tx) OpenNotices(ctx context.Context, connectionID string) ([]string, error) {
	var ids []string
	err := tx.query(ctx, &ids, `SELECT id FROM channel_notices WHERE connection_id = ? AND state IN ('pending', 'sending') ORDER BY created_at, id LIMIT 1000`, connectionID)
	return ids, err
}

// NoticeFilter chooses notices of a connection. Zero fields choose all.
type NoticeFilter struct {
	ConnectionID string
	State        oms.NoticeState
	After        *NoticePosition
	Limit        int
}

// NoticePosition is where a page ended.
type NoticePosition struct {
	CreatedAt time.Time `json:"at"`
	ID        string    `json:"id"`
}

// Notices lists notices, newest first.
func (tx *Tx) Notices(ctx context.Context, f NoticeFilter) ([]oms.Notice, error) {
	var c conditions
	c.and("connection_id = ?", f.ConnectionID)
	if f.State != "" {
		c.and("state = ?", string(f.State))
	}
	if f.After != nil {
		c.and("(created_at, id) < (?, ?)", f.After.CreatedAt.UTC(), f.After.ID)
	}
	var out []oms.Notice
	err := tx.query(ctx, &out, `SELECT `+noticeColumns+` FROM channel_notices WHERE 1 = 1`+c.where.String()+` ORDER BY created_at DESC, id DESC LIMIT ?`, append(c.args, f.Limit)...)
	return out, err
}

// OrderChannel is where an order came from.
type OrderChannel struct {
	OrderID, ExternalID, ChannelID, ConnectionID string
}

// ChannelsOfOrders returns where orders came from, of those whose channel has
// a connection.
func (tx *Tx) ChannelsOfOrders(ctx context.Context, orderIDs []string) (map[string]OrderChannel, error) {
	var rows []OrderChannel
	err := tx.query(ctx, &rows, `SELECT o.id AS order_id, o.external_id, o.channel_id, c.connection_id FROM orders o JOIN channels c ON c.id = o.channel_id
		WHERE c.connection_id <> '' AND o.id = ANY_OF(?)`, orderIDs)
	out := make(map[string]OrderChannel, len(rows))
	for _, r := range rows {
		out[r.OrderID] = r
	}
	return out, err
}
