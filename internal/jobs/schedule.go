package jobs

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// Schedule is something to do again and again, by one of the servers.
type Schedule struct {
	Name  string        // unique
	Every time.Duration // jittered by a fifth; a time that was missed is not made up for
	// Do is called in the transaction that moves the schedule on: it inserts
	// jobs, or does a little work itself. An error is logged and the next time
	// comes as usual.
	Do func(ctx context.Context, tx *store.Tx) error
}

// Schedule adds a schedule; before Start. It is due for the first time when
// the queue starts.
func (q *Queue) Schedule(s Schedule) { q.schedules = append(q.schedules, s) }

// fire does what is due and returns when each schedule is due next.
func (q *Queue) fire(ctx context.Context, tx *store.Tx) (map[string]time.Time, error) {
	if len(q.schedules) == 0 {
		return nil, nil
	}
	due, err := q.plan(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, s := range q.schedules {
		if tx.Now.Before(due[s.Name]) {
			continue
		}
		next := tx.Now.Add(q.jitter(s.Every))
		mine, err := tx.TakeSchedule(ctx, s.Name, next)
		if err != nil {
			return nil, err
		}
		due[s.Name] = next
		if !mine {
			continue
		}
		if err := tx.Savepoint(ctx, func() error { return s.Do(ctx, tx) }); err != nil {
			q.set.Log.Error("a schedule failed", "schedule", s.Name, "error", err.Error())
		}
	}
	return due, nil
}

// plan returns a copy of when the schedules are due, read when this server
// begins to lead.
func (q *Queue) plan(ctx context.Context, tx *store.Tx) (map[string]time.Time, error) {
	if q.due == nil {
		names := make([]string, len(q.schedules))
		for i, s := range q.schedules {
			names[i] = s.Name
		}
		return tx.PlanSchedules(ctx, names, tx.Now)
	}
	due := make(map[string]time.Time, len(q.due))
	for name, at := range q.due {
		due[name] = at
	}
	return due, nil
}
