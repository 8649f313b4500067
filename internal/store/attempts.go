package store

import (
	"context"
	"slices"
	"time"
)

// Attempts is how often a login has failed for one account or one address.
type Attempts struct {
	Key          string
	Failures     int64
	LastAt       time.Time
	BlockedUntil time.Time
}

// Attempts returns what is known of the keys; an unknown key is left out.
func (tx *Tx) Attempts(ctx context.Context, keys ...string) ([]Attempts, error) {
	var list []Attempts
	err := tx.query(ctx, &list, `SELECT key, failures, last_at, blocked_until FROM login_attempts WHERE key = ANY_OF(?)`, keys)
	return list, err
}

// LockAttempts returns what is known of the keys, sorted by key, and keeps
// others from changing it until the transaction ends. Rows are locked sorted,
// so that two logins never wait for each other.
func (tx *Tx) LockAttempts(ctx context.Context, keys ...string) ([]Attempts, error) {
	keys = slices.Sorted(slices.Values(keys))
	for _, k := range keys {
		if _, err := tx.exec(ctx, `INSERT INTO login_attempts (key, failures, last_at, blocked_until) VALUES (?, 0, ?, ?)
			ON CONFLICT (key) DO NOTHING`, k, tx.Now, tx.Now); err != nil {
			return nil, err
		}
	}
	var list []Attempts
	err := tx.query(ctx, &list, `SELECT key, failures, last_at, blocked_until FROM login_attempts WHERE key = ANY_OF(?) ORDER BY key FOR_UPDATE`, keys)
	return list, err
}

// SaveAttempts writes what LockAttempts has locked.
func (tx *Tx) SaveAttempts(ctx context.Context, list []Attempts) error {
	for _, a := range list {
		if _, err := tx.exec(ctx, `UPDATE login_attempts SET failures = ?, last_at = ?, blocked_until = ? WHERE key = ?`,
			a.Failures, a.LastAt, a.BlockedUntil, a.Key); err != nil {
			return err
		}
	}
	return nil
}
