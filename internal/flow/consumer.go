package flow

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Consumer follows the event log. Its effect and its cursor are saved in one
// transaction, so each event has its effect once; two servers never work at
// the same time for one consumer.
type Consumer struct {
	Name  string   // unique; its cursor is kept under it
	Types []string // exact, or "order.*" for all that begin so; none for all
	Batch int      // events in one transaction; 200 when zero
	// Idle tells that nothing is wanted at present, whatever comes: then events
	// are passed by without being read. Never when nil.
	Idle func(ctx context.Context, tx *store.Tx) (bool, error)
	// Handle has its effect in tx. An error undoes it, and the events come
	// again; after some attempts the one at fault is noted, shown to a person
	// as an exception, and passed over.
	Handle func(ctx context.Context, tx *store.Tx, events []oms.Event) error
}

// Consumers runs consumers in this process.
type Consumers struct {
	flow   *Flow
	all    []Consumer
	cancel context.CancelFunc
	done   sync.WaitGroup

	poll   time.Duration   // to see the events of other processes
	gather time.Duration   // to let a burst become one batch
	delays []time.Duration // between attempts at a batch that fails
}

// NewConsumers makes the runner; Start starts it.
func (f *Flow) NewConsumers(all ...Consumer) *Consumers {
	return &Consumers{flow: f, all: all, poll: 250 * time.Millisecond, gather: 50 * time.Millisecond,
		delays: []time.Duration{100 * time.Millisecond, 500 * time.Millisecond, 2 * time.Second, 5 * time.Second}}
}

// Start runs every consumer in the background until Stop.
func (c *Consumers) Start(ctx context.Context) {
	ctx, c.cancel = context.WithCancel(context.WithoutCancel(ctx))
	for _, one := range c.all {
		c.done.Go(func() {
			c.follow(store.WithCaller(ctx, store.Caller{Actor: "system", Origin: "consumer:" + one.Name}), one)
		})
	}
}

// Stop ends them; a transaction under way is rolled back and done again later.
func (c *Consumers) Stop() {
	if c.cancel != nil {
		c.cancel()
		c.done.Wait()
	}
}

// PassBy leaves behind what a teller of the past has done so far, whose actors'
// names begin so: that is nobody's news. From the first thing on that anybody
// else did meanwhile, everything is read. Call it before Start.
func (c *Consumers) PassBy(ctx context.Context, teller string) error {
	return c.flow.store.Write(ctx, func(tx *store.Tx) error {
		last, err := tx.LastEventBefore(ctx, teller)
		if err != nil {
			return err
		}
		for _, one := range c.all {
			at, err := tx.Cursor(ctx, one.Name)
			if err != nil {
				return err
			}
			if at > last {
				continue // it has read on by itself
			}
			if err := tx.Advance(ctx, one.Name, last); err != nil {
				return err
			}
		}
		return nil
	})
}

// CatchUp has the consumers work, one after the other, until no event that they
// want is left. Their effects are those of ctx's caller; under Afterwards they
// bear the times of the events. Not while they are started.
func (c *Consumers) CatchUp(ctx context.Context) error {
	for _, one := range c.all {
		work, err := c.look(ctx, one, c.flow.store.Now())
		if err == nil && work {
			err = c.catchUp(ctx, one)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// follow is the life of one consumer. While the log is as it was, looking
// costs one read and no transaction that writes.
func (c *Consumers) follow(ctx context.Context, one Consumer) {
	var moved time.Time
	for ctx.Err() == nil {
		bell := c.flow.store.Bell()
		work, err := c.look(ctx, one, moved)
		if err == nil && work {
			moved = c.flow.store.Now()
			err = c.catchUp(ctx, one)
		}
		if err != nil && ctx.Err() == nil {
			c.flow.log.Error("a consumer can't go on and tries again", "consumer", one.Name, "error", err.Error())
			_ = sleep(ctx, time.Second)
			continue
		}
		if Await(ctx, bell, c.poll) == nil {
			_ = sleep(ctx, c.gather)
		}
	}
}

// A cursor that has nothing but unwanted events behind it is moved now and
// then, not at every commit: passing by them must not cost a flush to disk.
const (
	lazyTime   = time.Second
	lazyEvents = 20_000
)

// look tells whether there is something to do: a wanted event, or unwanted
// ones to leave behind. It reads only.
func (c *Consumers) look(ctx context.Context, one Consumer, moved time.Time) (work bool, err error) {
	err = c.flow.store.Read(ctx, func(tx *store.Tx) error {
		work = false
		at, err := tx.CursorAt(ctx, one.Name)
		if err != nil {
			return err
		}
		last, err := tx.LastEvent(ctx)
		if err != nil || last == at {
			return err
		}
		if last-at > lazyEvents || tx.Now.Sub(moved) >= lazyTime {
			work = true
			return nil
		}
		wanted, err := one.next(ctx, tx, at, 1)
		work = len(wanted) > 0
		return err
	})
	return work, err
}

// catchUp works until no event is left.
func (c *Consumers) catchUp(ctx context.Context, one Consumer) error {
	size := one.Batch
	if size == 0 {
		size = 200
	}
	for {
		n, err := c.step(ctx, one, size)
		for _, wait := range c.delays {
			if err == nil || ctx.Err() != nil {
				break
			}
			if err := sleep(ctx, wait); err != nil {
				return err
			}
			n, err = c.step(ctx, one, size)
		}
		if err != nil && ctx.Err() == nil {
			c.flow.log.Warn("a consumer fails on a batch and takes its events one by one", "consumer", one.Name, "error", err.Error())
			n, err = c.isolate(ctx, one, size)
		}
		if err != nil || n < size {
			return err
		}
	}
}

// step handles the next events in one transaction and returns how many there
// were.
func (c *Consumers) step(ctx context.Context, one Consumer, size int) (int, error) {
	n := 0
	err := c.flow.store.Write(ctx, func(tx *store.Tx) error {
		events, last, err := c.take(ctx, tx, one, size)
		n = len(events)
		if err != nil {
			return err
		}
		if n > 0 {
			if err := one.Handle(ctx, tx, events); err != nil {
				return err
			}
		}
		return tx.Advance(ctx, one.Name, last)
	})
	return n, err
}

// isolate handles a batch event by event, each as a part of the transaction
// that can fail alone. What fails is noted and passed over.
func (c *Consumers) isolate(ctx context.Context, one Consumer, size int) (int, error) {
	n := 0
	err := c.flow.store.Write(ctx, func(tx *store.Tx) error {
		events, last, err := c.take(ctx, tx, one, size)
		n = len(events)
		if err != nil {
			return err
		}
		for _, e := range events {
			failed := tx.Savepoint(ctx, func() error { return one.Handle(ctx, tx, []oms.Event{e}) })
			if failed == nil {
				continue
			}
			if err := passOver(ctx, tx, one.Name, e, failed); err != nil {
				return err
			}
		}
		return tx.Advance(ctx, one.Name, last)
	})
	return n, err
}

// take reads the wanted events behind the consumer's cursor, which it locks,
// and where the cursor is to go: behind the last of them, or, with none, to the
// end of the log as it was before they were looked for.
func (c *Consumers) take(ctx context.Context, tx *store.Tx, one Consumer, size int) (events []oms.Event, to int64, err error) {
	at, err := tx.Cursor(ctx, one.Name)
	if err != nil {
		return nil, 0, err
	}
	if to, err = tx.LastEvent(ctx); err != nil {
		return nil, 0, err
	}
	if events, err = one.next(ctx, tx, at, size); err != nil {
		return nil, 0, err
	}
	if n := len(events); n > 0 {
		to = events[n-1].Seq
	}
	return events, to, nil
}

// next reads the wanted events behind a position.
func (c Consumer) next(ctx context.Context, tx *store.Tx, after int64, size int) ([]oms.Event, error) {
	if c.Idle != nil {
		if idle, err := c.Idle(ctx, tx); err != nil || idle {
			return nil, err
		}
	}
	return tx.Events(ctx, store.EventFilter{After: after, Types: c.Types, Limit: size})
}

// passOver notes an event that a consumer can't digest.
func passOver(ctx context.Context, tx *store.Tx, consumer string, e oms.Event, cause error) error {
	problem := clip(cause.Error(), 2000)
	if err := tx.SaveEventFailure(ctx, store.EventFailure{Consumer: consumer, Seq: e.Seq, Problem: problem, FailedAt: tx.Now}); err != nil {
		return err
	}
	return report(ctx, tx, oms.Exception{Kind: oms.ExceptionProcessing, Severity: oms.SeverityHigh, Subject: consumer, Fingerprint: "consumer:" + consumer}.Saying(
		oms.SaysProcessing.With(oms.Facts{"consumer": oms.FactText(consumer), "event": oms.FactNumber(e.Seq), "type": oms.FactText(string(e.Type)), "why": oms.FactText(clip(problem, 300))})))
}

// EventFailures lists the events that consumers passed over, newest first, at
// most 500.
func (f *Flow) EventFailures(ctx context.Context) ([]store.EventFailure, error) {
	return read(ctx, f, func(tx *store.Tx) ([]store.EventFailure, error) { return tx.EventFailures(ctx, 500) })
}

// Redo gives a consumer an event that it passed over once more.
func (c *Consumers) Redo(ctx context.Context, consumer string, seq int64) error {
	for _, one := range c.all {
		if one.Name == consumer {
			return c.flow.store.Write(ctx, func(tx *store.Tx) error { return c.redo(ctx, tx, one, seq) })
		}
	}
	return oms.Errorf(oms.NotFound, "there is no consumer %.100q", consumer)
}

func (c *Consumers) redo(ctx context.Context, tx *store.Tx, one Consumer, seq int64) error {
	failed, err := tx.DropEventFailure(ctx, one.Name, seq)
	if err != nil {
		return err
	}
	if !failed {
		return oms.Errorf(oms.NotFound, "%s has not passed over event %d", one.Name, seq)
	}
	e, err := tx.EventAt(ctx, seq)
	if err != nil {
		return err
	}
	if err := one.Handle(ctx, tx, []oms.Event{e}); err != nil {
		return oms.Errorf(oms.Conflict, "%s still can't process event %d: %s", one.Name, seq, clip(err.Error(), 300))
	}
	return nil
}

// listens tells whether one of the patterns, exact or ending in a star, names
// the type.
func listens(patterns []string, t oms.EventType) bool {
	for _, p := range patterns {
		if prefix, star := strings.CutSuffix(p, "*"); string(t) == p || star && strings.HasPrefix(string(t), prefix) {
			return true
		}
	}
	return false
}

// clip shortens a text for people, and makes it one that both databases take.
func clip(s string, limit int) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
	return strings.ToValidUTF8(s[:min(len(s), limit)], "")
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
