package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const sessionColumns = `s.id, s.user_id, s.address, s.agent, s.created_at, s.last_seen_at, s.expires_at, s.revoked_at`

// InsertSession saves a new session under the hash of its secret, and the
// network that its address belongs to.
func (tx *Tx) InsertSession(ctx context.Context, s *oms.Session, hash []byte, network string) error {
	_, err := tx.exec(ctx, `INSERT INTO sessions (id, hash, user_id, address, network, agent, created_at, last_seen_at, expires_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, s.ID, hash, s.UserID, s.Address, network, s.Agent, s.CreatedAt, s.LastSeenAt, s.ExpiresAt)
	return err
}

// SessionByHash returns a session that was not revoked, with its user, or nil.
func (tx *Tx) SessionByHash(ctx context.Context, hash []byte) (*oms.Session, *oms.User, error) {
	s, err := tx.session(ctx, `SELECT `+sessionColumns+` FROM sessions s WHERE s.hash = ? AND s.revoked_at IS NULL`, hash)
	if err != nil || s == nil {
		return nil, nil, err
	}
	u, err := tx.User(ctx, s.UserID)
	return s, u, err
}

// Session returns a session, or nil.
func (tx *Tx) Session(ctx context.Context, id string) (*oms.Session, error) {
	return tx.session(ctx, `SELECT `+sessionColumns+` FROM sessions s WHERE s.id = ?`, id)
}

func (tx *Tx) session(ctx context.Context, query string, key any) (*oms.Session, error) {
	var s oms.Session
	if ok, err := tx.one(ctx, &s, query, key); err != nil || !ok {
		return nil, err
	}
	return &s, nil
}

// Sessions lists a user's sessions that can still be used, the newest first.
func (tx *Tx) Sessions(ctx context.Context, userID string, seenSince time.Time, limit int) ([]oms.Session, error) {
	var list []oms.Session
	err := tx.query(ctx, &list, `SELECT `+sessionColumns+` FROM sessions s
		WHERE s.user_id = ? AND s.revoked_at IS NULL AND s.expires_at > ? AND s.last_seen_at > ? ORDER BY s.id DESC LIMIT ?`,
		userID, tx.Now, seenSince, limit)
	return list, err
}

// RevokeSession ends a session and tells whether it had not ended before.
func (tx *Tx) RevokeSession(ctx context.Context, id string) (bool, error) {
	n, err := tx.changed(ctx, `UPDATE sessions SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL`, tx.Now, id)
	return n == 1, err
}

// RevokeSessions ends all sessions of a user but one, and returns how many.
func (tx *Tx) RevokeSessions(ctx context.Context, userID, except string) (int64, error) {
	return tx.changed(ctx, `UPDATE sessions SET revoked_at = ? WHERE user_id = ? AND id <> ? AND revoked_at IS NULL`, tx.Now, userID, except)
}

// KnownNetwork tells whether the user with this e-mail has signed in from a
// network before, as far back as sessions are kept.
func (tx *Tx) KnownNetwork(ctx context.Context, email, network string) (bool, error) {
	var one int64
	return tx.one(ctx, &one, `SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email = ? AND s.network = ? LIMIT 1`, email, network)
}

// Seen notes that sessions and tokens were used at the instants given. Their
// rows are locked sorted, so that two servers never wait for each other.
func (tx *Tx) Seen(ctx context.Context, at map[string]time.Time) error {
	for _, id := range slices.Sorted(maps.Keys(at)) {
		t := at[id]
		query := `UPDATE sessions SET last_seen_at = ? WHERE id = ? AND last_seen_at < ?`
		if oms.IsID(id, oms.PrefixToken) {
			query = `UPDATE tokens SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)`
		}
		if _, err := tx.exec(ctx, query, t, id, t); err != nil {
			return err
		}
	}
	return nil
}

// AccessLife is for how long the traces of access are kept.
type AccessLife struct {
	Sessions time.Duration // after they were made
	Attempts time.Duration // after the last failure
}

// ForgetAccess drops what is older, and links that have expired, and returns
// how many.
func (tx *Tx) ForgetAccess(ctx context.Context, keep AccessLife) (int64, error) {
	var total int64
	for _, q := range []struct {
		query  string
		before time.Time
	}{
		{`DELETE FROM sessions WHERE created_at < ?`, tx.Now.Add(-keep.Sessions)},
		{`DELETE FROM login_attempts WHERE last_at < ?`, tx.Now.Add(-keep.Attempts)},
		{`DELETE FROM access_links WHERE expires_at < ?`, tx.Now},
	} {
		n, err := tx.changed(ctx, q.query, q.before)
		if err != nil {
			return total, err
		}
		total += n
	}
	return total, nil
}
