package store

import (
	"context"

	"github.com/switchyard-oms/switchyard/oms"
)

const tokenColumns = `id, name, hint, role, scopes, created_by, created_at, expires_at, last_used_at, revoked_at` //nolint:gosec // names of columns, no credentials

type tokenRow struct {
	oms.Token
	Scopes asJSON[[]oms.Permission]
}

func (r *tokenRow) token() oms.Token {
	t := r.Token
	t.Scopes = r.Scopes.V
	return t
}

// InsertToken saves a new token under the hash of its secret.
func (tx *Tx) InsertToken(ctx context.Context, t *oms.Token, hash []byte) error {
	_, err := tx.exec(ctx, `INSERT INTO tokens (id, hash, name, hint, role, scopes, created_by, created_at, expires_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, t.ID, hash, t.Name, t.Hint, string(t.Role), jsonText(t.Scopes), t.CreatedBy, t.CreatedAt, t.ExpiresAt)
	return err
}

// TokenByHash returns a token that was not revoked, or nil.
func (tx *Tx) TokenByHash(ctx context.Context, hash []byte) (*oms.Token, error) {
	return tx.token(ctx, `SELECT `+tokenColumns+` FROM tokens WHERE hash = ? AND revoked_at IS NULL`, hash)
}

// Token returns a token, or nil.
func (tx *Tx) Token(ctx context.Context, id string) (*oms.Token, error) {
	return tx.token(ctx, `SELECT `+tokenColumns+` FROM tokens WHERE id = ?`, id)
}

func (tx *Tx) token(ctx context.Context, query string, key any) (*oms.Token, error) {
	var r tokenRow
	if ok, err := tx.one(ctx, &r, query, key); err != nil || !ok {
		return nil, err
	}
	t := r.token()
	return &t, nil
}

// Tokens lists tokens from the oldest, behind the id given.
func (tx *Tx) Tokens(ctx context.Context, after string, limit int) ([]oms.Token, error) {
	var rows []tokenRow
	err := tx.query(ctx, &rows, `SELECT `+tokenColumns+` FROM tokens WHERE id > ? ORDER BY id LIMIT ?`, after, limit)
	list := make([]oms.Token, len(rows))
	for i := range rows {
		list[i] = rows[i].token()
	}
	return list, err
}

// RevokeToken ends a token and tells whether it had not ended before.
func (tx *Tx) RevokeToken(ctx context.Context, id string) (bool, error) {
	n, err := tx.changed(ctx, `UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL`, tx.Now, id)
	return n == 1, err
}
