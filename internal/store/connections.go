package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// Connection is a connection with its secrets, sealed, by their settings'
// names.
type Connection struct {
	oms.Connection
	Secrets        map[string]string
	AccountKnownAt *time.Time // when the vendor said whose account the present settings are; nil until it has
}

// ConnectionSync is how fresh a connection is.
type ConnectionSync struct {
	Cursor      string     // where the next poll goes on
	NextPollAt  *time.Time // nil when it is not polled
	LastPollAt  *time.Time // when a poll last succeeded
	LastEventAt *time.Time // when news last came, by poll or webhook
	Lag         time.Duration
}

const connectionColumns = `id, driver, account, account_known_at, name, status, problem, settings, secrets, created_at, updated_at`

type connectionRow struct {
	Connection
	Settings asJSON[map[string]string]
	Secrets  asJSON[map[string]string]
}

// Connections lists all connections, oldest first.
func (tx *Tx) Connections(ctx context.Context) ([]Connection, error) {
	return tx.connections(ctx, ` ORDER BY id`)
}

// Connection reads a connection, locked where lock says so, or returns a
// NotFound error.
func (tx *Tx) Connection(ctx context.Context, id string, lock bool) (*Connection, error) {
	tail := ` WHERE id = ?`
	if lock {
		tail += ` FOR_UPDATE`
	}
	all, err := tx.connections(ctx, tail, id)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, oms.Errorf(oms.NotFound, "there is no connection %.100q", id)
	}
	return &all[0], nil
}

func (tx *Tx) connections(ctx context.Context, tail string, args ...any) ([]Connection, error) {
	var rows []connectionRow
	if err := tx.query(ctx, &rows, `SELECT `+connectionColumns+` FROM connections`+tail, args...); err != nil {
		return nil, err
	}
	out := make([]Connection, len(rows))
	for i, r := range rows {
		out[i] = r.Connection
		out[i].Settings, out[i].Secrets = r.Settings.V, r.Secrets.V
	}
	return out, nil
}

// ConnectionTo returns a driver's connection to an account, or nil. Two
// connections can't have the same: LockCatalog keeps another from taking it
// meanwhile.
func (tx *Tx) ConnectionTo(ctx context.Context, driver, account string) (*Connection, error) {
	all, err := tx.connections(ctx, ` WHERE driver = ? AND account = ? AND account <> ''`, driver, account)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// SaveConnection writes a connection, new or changed.
func (tx *Tx) SaveConnection(ctx context.Context, c *Connection) error {
	_, err := tx.exec(ctx, `INSERT INTO connections (`+connectionColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET account = excluded.account, account_known_at = excluded.account_known_at, name = excluded.name, status = excluded.status, problem = excluded.problem, settings = excluded.settings,
		secrets = excluded.secrets, updated_at = excluded.updated_at`,
		c.ID, c.Driver, c.Account, c.AccountKnownAt, c.Name, c.Status, c.Problem, jsonText(c.Settings), jsonText(c.Secrets), c.CreatedAt, c.UpdatedAt)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO connection_syncs (connection_id, cursor, lag_micros) VALUES (?, '', 0) ON CONFLICT (connection_id) DO NOTHING`, c.ID)
	return err
}

// DeleteConnection deletes a connection with what it learned.
func (tx *Tx) DeleteConnection(ctx context.Context, id string) error {
	_, err := tx.exec(ctx, `DELETE FROM connections WHERE id = ?`, id)
	return err
}

// MarkConnection notes a problem of a connection that works on, or "" that it
// has none, and tells whether that is news. One whose credentials are refused
// keeps that problem: a poll that began before must not hide it.
func (tx *Tx) MarkConnection(ctx context.Context, id, problem string) (bool, error) {
	n, err := tx.changed(ctx, `UPDATE connections SET problem = ?, updated_at = ? WHERE id = ? AND problem <> ? AND status <> 'reauth'`, problem, tx.Now, id, problem)
	return n == 1, err
}

// Sync reads how fresh a connection is.
func (tx *Tx) Sync(ctx context.Context, id string) (ConnectionSync, error) {
	var row struct {
		ConnectionSync
		LagMicros int64
	}
	_, err := tx.one(ctx, &row, `SELECT cursor, next_poll_at, last_poll_at, last_event_at, lag_micros FROM connection_syncs WHERE connection_id = ?`, id)
	row.Lag = time.Duration(row.LagMicros) * time.Microsecond
	return row.ConnectionSync, err
}

// SaveSync writes the part of it that polling decides.
func (tx *Tx) SaveSync(ctx context.Context, id string, s ConnectionSync) error {
	_, err := tx.exec(ctx, `UPDATE connection_syncs SET cursor = ?, next_poll_at = ?, last_poll_at = ? WHERE connection_id = ?`,
		s.Cursor, s.NextPollAt, s.LastPollAt, id)
	return err
}

// SaveCursor writes where a poll has come to, and leaves when the next is due.
func (tx *Tx) SaveCursor(ctx context.Context, id string, s ConnectionSync) error {
	_, err := tx.exec(ctx, `UPDATE connection_syncs SET cursor = ?, last_poll_at = ? WHERE connection_id = ?`, s.Cursor, s.LastPollAt, id)
	return err
}

// AskPoll makes the next poll of a connection that is polled due now.
func (tx *Tx) AskPoll(ctx context.Context, id string) error {
	_, err := tx.exec(ctx, `UPDATE connection_syncs SET next_poll_at = ? WHERE connection_id = ? AND next_poll_at IS NOT NULL`, tx.Now, id)
	return err
}

// NoteNews notes that news came from a connection just now.
func (tx *Tx) NoteNews(ctx context.Context, id string, lag time.Duration) error {
	_, err := tx.exec(ctx, `UPDATE connection_syncs SET last_event_at = ?, lag_micros = ? WHERE connection_id = ?`, tx.Now, lag.Microseconds(), id)
	return err
}

// DueConnections lists the active connections whose poll is due.
func (tx *Tx) DueConnections(ctx context.Context) ([]string, error) {
	var ids []string
	err := tx.query(ctx, &ids, `SELECT c.id FROM connections c JOIN connection_syncs s ON s.connection_id = c.id
		WHERE c.status = 'active' AND s.next_poll_at <= ? ORDER BY c.id`, tx.Now)
	return ids, err
}

// Kept reads the durable memory of a connection, locked where lock says so.
func (tx *Tx) Kept(ctx context.Context, id string, lock bool) (map[string]string, error) {
	query := `SELECT kept FROM connections WHERE id = ?`
	if lock {
		query += ` FOR_UPDATE`
	}
	var kept asJSON[map[string]string]
	if _, err := tx.one(ctx, &kept, query, id); err != nil {
		return nil, err
	}
	if kept.V == nil {
		kept.V = map[string]string{}
	}
	return kept.V, nil
}

// SaveKept writes the durable memory of a connection.
func (tx *Tx) SaveKept(ctx context.Context, id string, kept map[string]string) error {
	_, err := tx.exec(ctx, `UPDATE connections SET kept = ? WHERE id = ?`, jsonText(kept), id)
	return err
}
