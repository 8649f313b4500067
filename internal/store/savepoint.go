package store

import (
	"context"
	"maps"
)

// Savepoint runs f as a part of the transaction that can fail alone: when f
// returns an error, all that it wrote, emitted and asked for on commit is
// forgotten, and the transaction goes on. Savepoints don't nest.
func (tx *Tx) Savepoint(ctx context.Context, f func() error) error {
	events, after, loaded := tx.events.len(), len(tx.onCommit), maps.Clone(tx.loaded)
	if _, err := tx.exec(ctx, `SAVEPOINT part`); err != nil {
		return err
	}
	failed := f()
	if failed == nil {
		failed = tx.flush(ctx)
	}
	if failed == nil {
		_, err := tx.exec(ctx, `RELEASE SAVEPOINT part`)
		return err
	}
	tx.queued, tx.onCommit, tx.loaded = nil, tx.onCommit[:after], loaded // queued is what f had not sent yet
	tx.events.cut(events)
	if _, err := tx.exec(ctx, `ROLLBACK TO SAVEPOINT part`); err != nil {
		return err
	}
	if _, err := tx.exec(ctx, `RELEASE SAVEPOINT part`); err != nil {
		return err
	}
	return failed
}
