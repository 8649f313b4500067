// Package flow is the road: one file per stage, each a verb that loads facts,
// asks a pure function what to do, and saves the result with its events in one
// transaction. Every verb is idempotent, and going back is a new fact.
package flow

import (
	"context"
	"log/slog"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// Flow does the verbs on one database.
type Flow struct {
	// Observe is told of every batch of captures, for metrics. Set it before
	// the first one; it must be quick, and may be nil.
	Observe func(CaptureBatch)
	// ObservePush is told of every listing of which a channel was told, for
	// metrics, on the same terms.
	ObservePush func(ListingPush)

	store    *store.Store
	log      *slog.Logger
	captures coalescer
	catalogs catalogs
	rhythm   rhythm
	carriers map[string]Carrier
}

// New makes the verbs for a database.
func New(s *store.Store, log *slog.Logger) *Flow {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	f := &Flow{store: s, log: log}
	f.captures.run = f.captureObserved
	lanes := 1
	if s.Postgres() {
		lanes = 2
	}
	f.captures.open(lanes)
	f.AddCarrier(tableRate{f})
	return f
}

// Store gives readers access to the facts.
func (f *Flow) Store() *store.Store { return f.store }

// do runs one verb in one transaction. When the caller named the write with an
// idempotency key, the key is claimed first and the answer saved with the
// effect; a key that has its answer already gives a *store.Replay error.
func do[T any](ctx context.Context, f *Flow, verb func(*store.Tx) (T, error)) (T, error) {
	var out T
	k := store.KeyedOf(ctx)
	err := f.store.Write(ctx, func(tx *store.Tx) (err error) {
		if k == nil {
			known(ctx, false)
			out, err = verb(tx)
			return err
		}
		if err := tx.Claim(ctx, k); err != nil {
			return err
		}
		known(ctx, false)
		if out, err = verb(tx); err != nil {
			return err
		}
		return tx.Answer(ctx, k, out)
	})
	if err != nil {
		var zero T
		return zero, err
	}
	return out, nil
}

// Outcome is what a verb says of a write beside its result.
type Outcome struct {
	// Known says that what was to be made was there, with the same content.
	Known bool
}

type outcomeKey struct{}

// WithOutcome has verbs under the context say more in o.
func WithOutcome(ctx context.Context, o *Outcome) context.Context {
	return context.WithValue(ctx, outcomeKey{}, o)
}

// known says whether what was to be made was there. Each attempt at a
// transaction begins with no.
func known(ctx context.Context, was bool) {
	if o, ok := ctx.Value(outcomeKey{}).(*Outcome); ok {
		o.Known = was
	}
}

// read runs a reading function that sees one moment.
func read[T any](ctx context.Context, f *Flow, get func(*store.Tx) (T, error)) (T, error) {
	var out T
	err := f.store.Read(ctx, func(tx *store.Tx) (err error) {
		out, err = get(tx)
		return err
	})
	return out, err
}
