package flow

import (
	"context"
	"errors"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// errLook ends a transaction that only looked.
var errLook = errors.New("flow: only looked")

// Repeated returns a *Replay when the write that ctx names with a key has its
// answer already, and nil otherwise. It is for writes of many transactions,
// each of which does no harm when it is done again: they ask Repeated first and
// Remember last.
func (f *Flow) Repeated(ctx context.Context) error {
	k := store.KeyedOf(ctx)
	if k == nil {
		return nil
	}
	err := f.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.Claim(ctx, k); err != nil {
			return err
		}
		return errLook
	})
	if errors.Is(err, errLook) {
		return nil
	}
	return err
}

// Remember keeps the answer to such a write under its key.
func Remember[T any](ctx context.Context, f *Flow, result T) (T, error) {
	if store.KeyedOf(ctx) == nil {
		return result, nil
	}
	return do(ctx, f, func(*store.Tx) (T, error) { return result, nil })
}
