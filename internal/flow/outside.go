package flow

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/switchyard-oms/switchyard/connector"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// effect is something to be done in the outside world, in the parts that
// outside runs.
type effect[I, A, T any] struct {
	// intend saves what is about to be asked. When there is nothing to ask it
	// returns what to answer instead.
	intend func(*store.Tx) (intent I, done *T, err error)
	// call asks, with a key that is the same for the same intent.
	call func(context.Context, I) (A, error)
	// refused saves that the answer was no.
	refused func(*store.Tx, I, error) error
	// settle saves the answer. Another process may have saved it already.
	settle func(*store.Tx, I, A) (T, error)
}

// outside has an effect in the outside world once: the intention is saved, the
// call is made outside of any transaction, and the answer is saved. After a
// crash, or an error that leaves the outcome open, the intention stands, and
// the same verb again asks again with the same key and gets the same answer.
func outside[I, A, T any](ctx context.Context, f *Flow, e effect[I, A, T]) (T, error) {
	var zero T
	var intent I
	var done *T
	err := f.store.Write(ctx, func(tx *store.Tx) (err error) {
		if err := answered(ctx, tx); err != nil {
			return err
		}
		intent, done, err = e.intend(tx)
		return err
	})
	if err != nil {
		return zero, err
	}
	if done != nil {
		return do(ctx, f, func(*store.Tx) (T, error) { return *done, nil })
	}
	answer, err := e.call(ctx, intent)
	switch {
	case err == nil:
		return do(ctx, f, func(tx *store.Tx) (T, error) { return e.settle(tx, intent, answer) })
	case certain(err):
		return zero, errors.Join(err, f.store.Write(ctx, func(tx *store.Tx) error { return e.refused(tx, intent, err) }))
	}
	return zero, fmt.Errorf("flow: what came of the call is not known; repeat it: %w", err)
}

// answered returns the answer that the write's key has already, as an error.
// The key is claimed when the effect is settled, not before: a crash between
// must not leave a key without an answer.
func answered(ctx context.Context, tx *store.Tx) error {
	k := store.KeyedOf(ctx)
	if k == nil {
		return nil
	}
	found, err := tx.Answered(ctx, []*store.Keyed{k})
	if err != nil {
		return err
	}
	a, ok := found[[2]string{k.Scope, k.Key}]
	switch {
	case !ok:
		return nil
	case !bytes.Equal(a.BodyHash, k.Hash):
		return oms.Errorf(oms.KeyReused, "the Idempotency-Key was used for another request: use a new one")
	}
	return &store.Replay{Status: a.Status, Body: a.Answer}
}

// certain tells whether an error of the outside world means that nothing was
// done there, and never will be.
func certain(err error) bool {
	var refused *connector.Error
	if errors.As(err, &refused) {
		return refused.Do == connector.Reject
	}
	return oms.CodeOf(err) != ""
}
