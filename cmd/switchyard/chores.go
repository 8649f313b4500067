package main

import (
	"context"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
)

// choreBatch is how much one round of a chore does in one go.
const choreBatch = 200

// chores are small works by the clock that one of the servers does. What must
// be done to the second looks into the database by itself: a job for each
// second would cost a write for each.
type chores struct {
	*server
	cancel context.CancelFunc
	done   sync.WaitGroup
}

type forgetting struct{}

const forgetKind jobs.Kind[forgetting] = "access.forget"

func newChores(s *server) *chores {
	jobs.Register(s.queue, forgetKind, func(ctx context.Context, _ jobs.Job[forgetting]) error {
		_, err := s.auth.Prune(ctx)
		return err
	})
	s.queue.Schedule(jobs.Schedule{Name: "access.forget", Every: time.Hour, Do: func(ctx context.Context, tx *store.Tx) error {
		return forgetKind.Insert(ctx, tx, forgetting{}, jobs.Options{Priority: jobs.Idle, Unique: string(forgetKind)})
	}})
	s.queue.Schedule(jobs.Schedule{Name: "keys.forget", Every: 10 * time.Minute, Do: func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.ForgetKeys(ctx)
		return err
	}})
	return &chores{server: s}
}

func (c *chores) start(ctx context.Context) {
	ctx, c.cancel = context.WithCancel(context.WithoutCancel(ctx))
	ctx = store.WithCaller(ctx, store.Caller{Actor: "system", Origin: "clock"})
	c.done.Go(func() { c.every(ctx, time.Second, "reservations", c.flow.ExpireReservations) })
	c.done.Go(func() { c.every(ctx, time.Second, "timed holds", c.flow.ReleaseDueHolds) })
	c.done.Go(func() { c.every(ctx, time.Minute, "returns that never came", c.flow.ExpireReturns) })
	c.done.Go(func() { c.every(ctx, time.Minute, "lots past their date", c.flow.ExpireLots) })
	c.done.Go(func() {
		c.every(ctx, 2*time.Second, "statistics of tables", func(ctx context.Context, _ int) (int, error) { return c.store.Analyze(ctx) })
	})
}

func (c *chores) stop() {
	if c.cancel != nil {
		c.cancel()
		c.done.Wait()
	}
}

// every does a chore again and again while this server leads. An error is told
// the first time and then once a minute.
func (c *chores) every(ctx context.Context, d time.Duration, name string, do func(context.Context, int) (int, error)) {
	tick := time.NewTicker(d)
	defer tick.Stop()
	failures := 0
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if !c.queue.Leader() {
			continue
		}
		n, err := do(ctx, choreBatch)
		for err == nil && n == choreBatch {
			n, err = do(ctx, choreBatch)
		}
		if err == nil || ctx.Err() != nil {
			failures = 0
			continue
		}
		if failures++; failures%60 == 1 {
			c.log.Error("a chore fails and is tried again", "chore", name, "failures", failures, "error", err.Error())
		}
	}
}
