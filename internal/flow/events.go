package flow

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Events reads the log.
func (f *Flow) Events(ctx context.Context, filter EventFilter) ([]oms.Event, error) {
	return read(ctx, f, func(tx *store.Tx) ([]oms.Event, error) { return tx.Events(ctx, filter) })
}

// LastEvent returns the position of the newest event that readers may see.
func (f *Flow) LastEvent(ctx context.Context) (int64, error) {
	return read(ctx, f, func(tx *store.Tx) (int64, error) { return tx.LastEvent(ctx) })
}

// Bell returns a channel that is closed when this process commits events. Take
// it before reading the log, then Await it.
func (f *Flow) Bell() <-chan struct{} { return f.store.Bell() }

// Await waits for the bell, or for the time given: other processes don't ring.
func Await(ctx context.Context, bell <-chan struct{}, wait time.Duration) error {
	return store.Await(ctx, bell, wait)
}
