package store

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

const userColumns = `id, email, name, role, active, password <> '' AS has_password, version, created_at, updated_at, last_login_at`

// InsertUser saves a new user. The password is a hash, or "" for none yet. An
// e-mail that another user has is a Duplicate.
func (tx *Tx) InsertUser(ctx context.Context, u *oms.User, password string) error {
	_, err := tx.exec(ctx, `INSERT INTO users (id, email, name, role, active, password, version, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		u.ID, u.Email, u.Name, string(u.Role), u.Active, password, u.Version, u.CreatedAt, u.UpdatedAt)
	return err
}

// SaveUser writes what may be edited of a user.
func (tx *Tx) SaveUser(ctx context.Context, u *oms.User) error {
	_, err := tx.exec(ctx, `UPDATE users SET email = ?, name = ?, role = ?, active = ?, version = ?, updated_at = ? WHERE id = ?`,
		u.Email, u.Name, string(u.Role), u.Active, u.Version, u.UpdatedAt, u.ID)
	return err
}

// User returns a user, or nil.
func (tx *Tx) User(ctx context.Context, id string) (*oms.User, error) {
	return tx.user(ctx, `SELECT `+userColumns+` FROM users WHERE id = ?`, id)
}

// LockUser returns a user, or nil, and keeps others from changing it until the
// transaction ends.
func (tx *Tx) LockUser(ctx context.Context, id string) (*oms.User, error) {
	return tx.user(ctx, `SELECT `+userColumns+` FROM users WHERE id = ? FOR_UPDATE`, id)
}

// UserByEmail returns the user who signs in as email, or nil.
func (tx *Tx) UserByEmail(ctx context.Context, email string) (*oms.User, error) {
	return tx.user(ctx, `SELECT `+userColumns+` FROM users WHERE email = ?`, email)
}

func (tx *Tx) user(ctx context.Context, query string, key string) (*oms.User, error) {
	var u oms.User
	if ok, err := tx.one(ctx, &u, query, key); err != nil || !ok {
		return nil, err
	}
	return &u, nil
}

// Users lists users from the oldest, behind the id given.
func (tx *Tx) Users(ctx context.Context, after string, limit int) ([]oms.User, error) {
	var list []oms.User
	err := tx.query(ctx, &list, `SELECT `+userColumns+` FROM users WHERE id > ? ORDER BY id LIMIT ?`, after, limit)
	return list, err
}

// Owners returns how many active owners there are.
func (tx *Tx) Owners(ctx context.Context) (int64, error) {
	var n int64
	_, err := tx.one(ctx, &n, `SELECT count(*) FROM users WHERE role = 'owner' AND active`)
	return n, err
}

// LockOwners returns the ids of all active owners and keeps others from
// changing them until the transaction ends, so that the last one stays.
func (tx *Tx) LockOwners(ctx context.Context) ([]string, error) {
	var ids []string
	err := tx.query(ctx, &ids, `SELECT id FROM users WHERE role = 'owner' AND active ORDER BY id FOR_UPDATE`)
	return ids, err
}

// Password returns the hash of a user's password, or "".
func (tx *Tx) Password(ctx context.Context, userID string) (string, error) {
	var hash string
	_, err := tx.one(ctx, &hash, `SELECT password FROM users WHERE id = ?`, userID)
	return hash, err
}

// SetPassword replaces the hash of a user's password.
func (tx *Tx) SetPassword(ctx context.Context, userID, hash string) error {
	_, err := tx.exec(ctx, `UPDATE users SET password = ?, updated_at = ? WHERE id = ?`, hash, tx.Now, userID)
	return err
}

// SetLastLogin notes that a user signs in now.
func (tx *Tx) SetLastLogin(ctx context.Context, userID string) error {
	_, err := tx.exec(ctx, `UPDATE users SET last_login_at = ? WHERE id = ?`, tx.Now, userID)
	return err
}

// LinkKind is what a one-time link is for.
type LinkKind string

// The kinds of links.
const (
	SetupLink    LinkKind = "setup"    // makes the first owner
	PasswordLink LinkKind = "password" // lets one user choose a password
)

// Link is a one-time link, known by the hash of its secret.
type Link struct {
	Hash      []byte
	Kind      LinkKind
	UserID    string // of a PasswordLink
	ExpiresAt *time.Time
}

// InsertLink saves a link.
func (tx *Tx) InsertLink(ctx context.Context, l Link) error {
	_, err := tx.exec(ctx, `INSERT INTO access_links (hash, kind, user_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?)`,
		l.Hash, string(l.Kind), l.UserID, tx.Now, l.ExpiresAt)
	return err
}

// Link returns an unused link, or nil. An expired one is returned too.
func (tx *Tx) Link(ctx context.Context, kind LinkKind, hash []byte) (*Link, error) {
	var l Link
	ok, err := tx.one(ctx, &l, `SELECT hash, kind, user_id, expires_at FROM access_links WHERE hash = ? AND kind = ?`, hash, string(kind))
	if err != nil || !ok {
		return nil, err
	}
	return &l, nil
}

// LockSetup makes transactions that set up the installation follow each other:
// each locks all the links that are for it.
func (tx *Tx) LockSetup(ctx context.Context) error {
	var hashes [][]byte
	return tx.query(ctx, &hashes, `SELECT hash FROM access_links WHERE kind = 'setup' ORDER BY hash FOR_UPDATE`)
}

// DropLinks removes the links of a kind, those of one user for PasswordLink.
func (tx *Tx) DropLinks(ctx context.Context, kind LinkKind, userID string) error {
	_, err := tx.exec(ctx, `DELETE FROM access_links WHERE kind = ? AND user_id = ?`, string(kind), userID)
	return err
}

// TrimSetupLinks keeps the newest links for setting up and removes the rest,
// so that a server that restarts for days does not pile them up.
func (tx *Tx) TrimSetupLinks(ctx context.Context, keep int) error {
	_, err := tx.exec(ctx, `DELETE FROM access_links WHERE kind = 'setup' AND hash NOT IN
		(SELECT hash FROM access_links WHERE kind = 'setup' ORDER BY created_at DESC, hash LIMIT ?)`, keep)
	return err
}
