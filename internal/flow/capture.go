package flow

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// CaptureResult is what became of one order that was sent in.
type CaptureResult struct {
	Order   *oms.Order
	Created bool  // it is new
	Changed bool  // it was known, and what the channel now states differs
	Err     error // why it was refused; then Order is nil
}

// Capture takes one order in: checks it, keeps it with every field, commits
// stock to it and plans who sends it, in one transaction that it shares with
// whatever else arrives at the moment. The same (channel, external id) is the
// same order, however often it comes.
func (f *Flow) Capture(ctx context.Context, in oms.OrderInput) CaptureResult {
	return f.CaptureMany(ctx, []oms.OrderInput{in})[0]
}

type afterwardsKey struct{}

// Afterwards says that what is done under the context is told after it
// happened: a new order counts as captured when it was placed, and what a
// drop-ship's consumer does bears the time of the event that it follows.
func Afterwards(ctx context.Context) context.Context {
	return context.WithValue(ctx, afterwardsKey{}, true)
}

func afterwards(ctx context.Context) bool { return ctx.Value(afterwardsKey{}) != nil }

// CaptureMany takes many orders in, with a result for each: one that is
// refused never fails its neighbors.
func (f *Flow) CaptureMany(ctx context.Context, ins []oms.OrderInput) []CaptureResult {
	results := make([]CaptureResult, len(ins))
	waiting := make([]*capturing, len(ins))
	var ready []*capturing
	for i := range ins {
		if err := ins[i].Prepare(); err != nil {
			results[i].Err = err
			continue
		}
		waiting[i] = &capturing{ctx: ctx, in: &ins[i], done: make(chan struct{})}
		if len(ins) == 1 {
			waiting[i].keyed = store.KeyedOf(ctx)
		}
		ready = append(ready, waiting[i])
	}
	f.captures.submit(ready...)
	for i, c := range waiting {
		if c != nil {
			<-c.done
			results[i] = c.result
		}
	}
	return results
}

// captureTimeout bounds one batch. The batch outlives a caller who hangs up:
// its neighbors must not fail with it.
const captureTimeout = time.Minute

// captureBatch runs one batch; where the database refuses it as a whole, its
// halves are tried alone, so that the order at fault is the only one to fail.
func (f *Flow) captureBatch(cat *catalog, all []*capturing) {
	ctx, cancel := context.WithTimeout(context.Background(), captureTimeout)
	defer cancel()
	live := all[:0:0]
	for _, c := range all {
		if err := c.ctx.Err(); err != nil {
			c.result = CaptureResult{Err: err}
			continue
		}
		live = append(live, c)
	}
	f.captureHalves(ctx, cat, live)
	for _, c := range live {
		if c.result.Err == nil && c.result.Changed {
			f.amendCaptured(ctx, c)
		}
	}
}

func (f *Flow) captureHalves(ctx context.Context, cat *catalog, all []*capturing) {
	if len(all) == 0 {
		return
	}
	err := f.store.Write(ctx, func(tx *store.Tx) error { return f.captureIn(ctx, tx, cat, all) })
	if store.Duplicate(err) { // another server answered a key, or made a customer, meanwhile
		err = f.store.Write(ctx, func(tx *store.Tx) error { return f.captureIn(ctx, tx, cat, all) })
	}
	switch {
	case err == nil:
	case len(all) > 1 && ctx.Err() == nil && !unavailable(err):
		f.captureHalves(ctx, cat, all[:len(all)/2])
		f.captureHalves(ctx, cat, all[len(all)/2:])
	default:
		for _, c := range all {
			c.result = CaptureResult{Err: err}
		}
	}
}

// unavailable tells whether no order could be captured now, whatever is in it.
func unavailable(err error) bool {
	var closed interface{ Timeout() bool }
	return errors.As(err, &closed)
}

// amendCaptured applies what a channel changed in an order that is known.
func (f *Flow) amendCaptured(ctx context.Context, c *capturing) {
	ctx = store.WithCaller(ctx, store.CallerOf(c.ctx))
	if c.keyed != nil {
		ctx = store.WithKeyed(ctx, c.keyed)
	}
	id := c.result.Order.ID
	result, err := do(ctx, f, func(tx *store.Tx) (CaptureResult, error) {
		o, err := f.amendIn(ctx, tx, id, c.in)
		return CaptureResult{Order: o, Changed: true}, err
	})
	if err != nil {
		result = CaptureResult{Err: err}
	}
	c.result = result
}

// sameContent tells whether a channel states again what it stated before, or
// something older than is known.
func sameContent(k store.KnownOrder, in *oms.OrderInput) bool {
	if in.UpdatedAt != nil && k.ExternalUpdatedAt != nil && in.UpdatedAt.Before(*k.ExternalUpdatedAt) {
		return true
	}
	return bytes.Equal(k.Fingerprint, in.Fingerprint)
}
