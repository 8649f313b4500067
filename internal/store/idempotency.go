package store

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// Keyed makes a write idempotent: the caller named it with a key. The answer
// is saved in the transaction of the effect, so that the effect and the memory
// of it are one.
type Keyed struct {
	Scope  string // who sent it: keys of different callers never meet
	Key    string
	Hash   []byte // SHA-256 of what was asked
	Render func(result any) (status int, body []byte, err error)
}

// Replay is the error by which a write says that it was done before: the
// caller answers as it did then.
type Replay struct {
	Status int
	Body   []byte
}

func (r *Replay) Error() string { return fmt.Sprintf("answered before with status %d", r.Status) }

// KeyLife is how long the answer to a key is kept.
const KeyLife = 24 * time.Hour

type keyedKey struct{}

// WithKeyed attaches an idempotency key to the context of a write.
func WithKeyed(ctx context.Context, k *Keyed) context.Context {
	return context.WithValue(ctx, keyedKey{}, k)
}

// KeyedOf returns the idempotency key of a write, or nil.
func KeyedOf(ctx context.Context) *Keyed {
	k, _ := ctx.Value(keyedKey{}).(*Keyed)
	return k
}

// Claim takes the key for this transaction. It returns a Replay when the key
// has its answer already, and KeyReused when it was for something else. A
// transaction that holds the key makes others wait until it ends.
func (tx *Tx) Claim(ctx context.Context, k *Keyed) error {
	n, err := tx.changed(ctx, `INSERT INTO idempotency_keys (scope, key, body_hash, status, answer, created_at) VALUES (?, ?, ?, 0, ?, ?)
		ON CONFLICT (scope, key) DO NOTHING`, k.Scope, k.Key, k.Hash, []byte{}, tx.Now)
	if err != nil || n == 1 {
		return err
	}
	var old struct {
		BodyHash []byte
		Status   int
		Answer   []byte
	}
	if _, err := tx.one(ctx, &old, `SELECT body_hash, status, answer FROM idempotency_keys WHERE scope = ? AND key = ?`, k.Scope, k.Key); err != nil {
		return err
	}
	if !bytes.Equal(old.BodyHash, k.Hash) {
		return oms.Errorf(oms.KeyReused, "the Idempotency-Key was used for another request: use a new one")
	}
	return &Replay{old.Status, old.Answer}
}

// Answer saves the answer under the key that this transaction has claimed.
func (tx *Tx) Answer(ctx context.Context, k *Keyed, result any) error {
	status, body, err := k.Render(result)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `UPDATE idempotency_keys SET status = ?, answer = ? WHERE scope = ? AND key = ?`, status, body, k.Scope, k.Key)
	return err
}

// ForgetKeys drops answers older than KeyLife and returns how many.
func (tx *Tx) ForgetKeys(ctx context.Context) (int64, error) {
	return tx.changed(ctx, `DELETE FROM idempotency_keys WHERE created_at < ?`, tx.Now.Add(-KeyLife))
}
