// Package auth says who calls and what they may do: people with a password
// and a session, programs with a token, each with a role. What a role may do
// is one table (Permissions); the middleware finds out who calls, Require
// asks the table, and the verbs manage users, sessions and tokens.
package auth

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// Options adjust New.
type Options struct {
	// Log is told what goes wrong in the background; nothing when nil.
	Log *slog.Logger
}

// Auth does the verbs of access on one database. One serves the whole process,
// because what it remembers of credentials is dropped when it revokes them.
type Auth struct {
	store  *store.Store
	log    *slog.Logger
	hasher *hasher
	seen   *cache
	used   *usage
	owned  atomic.Bool // there is an owner
}

// New makes the verbs for a database. It starts nothing: a command may make
// one beside a running server.
func New(s *store.Store, o Options) *Auth {
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Auth{store: s, log: log, hasher: newHasher(), seen: newCache(), used: newUsage(s, log)}
}

// Close waits until the last use of credentials is written. Call it before
// the store is closed, when no more requests come.
func (a *Auth) Close() { a.used.wait() }

// Page chooses a part of a list that is sorted by id, which is by age.
type Page struct {
	After string // the id of the last item of the page before; "" for the first page
	Limit int    // 1 to 500; 50 when zero
}

func (p Page) limit() int {
	if p.Limit <= 0 {
		return 50
	}
	return min(p.Limit, 500)
}

// Prune forgets sessions, links and failed attempts that count no longer, and
// returns how many. A schedule calls it; nothing depends on when.
func (a *Auth) Prune(ctx context.Context) (int64, error) {
	var n int64
	err := a.store.Write(ctx, func(tx *store.Tx) (err error) {
		n, err = tx.ForgetAccess(ctx, store.AccessLife{Sessions: sessionLife, Attempts: attemptLife})
		return err
	})
	return n, err
}

// do runs one verb in one transaction. A key that the caller gave the write is
// claimed first; what is kept as its answer is public(out), which has no secret
// in it: whoever repeats such a write learns that it was done, not the secret.
func do[T any](ctx context.Context, a *Auth, public func(T) T, verb func(*store.Tx) (T, error)) (T, error) {
	var out T
	k := store.KeyedOf(ctx)
	err := a.store.Write(ctx, func(tx *store.Tx) (err error) {
		if k != nil {
			if err := tx.Claim(ctx, k); err != nil {
				return err
			}
		}
		if out, err = verb(tx); err != nil || k == nil {
			return err
		}
		return tx.Answer(ctx, k, public(out))
	})
	if err != nil {
		var zero T
		return zero, err
	}
	return out, nil
}

func asIs[T any](v T) T { return v }

// read runs a reading function that sees one moment.
func read[T any](ctx context.Context, a *Auth, get func(*store.Tx) (T, error)) (T, error) {
	var out T
	err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		out, err = get(tx)
		return err
	})
	return out, err
}

// How long things hold.
const (
	sessionLife = 30 * 24 * time.Hour // of a session, however busy
	sessionIdle = 14 * 24 * time.Hour // of a session that nobody uses
	linkLife    = 72 * time.Hour      // of a link to choose a password
	attemptLife = 24 * time.Hour      // after the last failure, until failures are forgotten
)
