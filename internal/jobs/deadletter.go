package jobs

import (
	"context"
	"encoding/json"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Entry is a job as people see it.
type Entry = store.Job

// Filter chooses jobs to list.
type Filter = store.JobFilter

// Count is how many jobs of a kind are pending, running or dead.
type Count = store.JobCount

// List returns jobs, newest first.
func (q *Queue) List(ctx context.Context, f Filter) (out []Entry, err error) {
	err = q.store.Read(ctx, func(tx *store.Tx) error {
		out, err = tx.Jobs(ctx, f)
		return err
	})
	return out, err
}

// Counts returns how many jobs of each kind are pending, running and dead.
func (q *Queue) Counts(ctx context.Context) (out []Count, err error) {
	err = q.store.Read(ctx, func(tx *store.Tx) error {
		out, err = tx.CountJobs(ctx)
		return err
	})
	return out, err
}

// Edit replaces the arguments of a dead letter, so that it can be replayed
// with better ones.
func (q *Queue) Edit(ctx context.Context, id string, args json.RawMessage) (Entry, error) {
	return q.decide(ctx, id, func(tx *store.Tx, j Entry) error {
		if j.State != store.JobDead {
			return notDead(j)
		}
		if !json.Valid(args) {
			return oms.InvalidField("args", "must be JSON")
		}
		if h := q.kinds[j.Kind]; h != nil {
			if err := h.check(args); err != nil {
				return oms.InvalidField("args", "are not those of %s: %v", j.Kind, err)
			}
		}
		return tx.EditJob(ctx, id, args)
	})
}

// Replay queues a dead letter again with all its attempts before it. One that
// is queued already stays so.
func (q *Queue) Replay(ctx context.Context, id string) (Entry, error) {
	j, err := q.decide(ctx, id, func(tx *store.Tx, j Entry) error {
		switch j.State {
		case store.JobDead:
			return tx.ReviveJob(ctx, id)
		case store.JobPending, store.JobRunning:
			return nil
		}
		return notDead(j)
	})
	if store.Duplicate(err) {
		return j, oms.Errorf(oms.Conflict, "the same work is queued already by another job: discard this one")
	}
	return j, err
}

// Discard puts a dead letter away undone.
func (q *Queue) Discard(ctx context.Context, id string) (Entry, error) {
	return q.decide(ctx, id, func(tx *store.Tx, j Entry) error {
		switch j.State {
		case store.JobDead:
			return tx.DiscardJob(ctx, id)
		case store.JobDiscarded:
			return nil
		}
		return notDead(j)
	})
}

// decide lets f change a job and returns the job as it is then.
func (q *Queue) decide(ctx context.Context, id string, f func(*store.Tx, Entry) error) (out Entry, err error) {
	err = q.store.Write(ctx, func(tx *store.Tx) error {
		j, err := tx.LockJob(ctx, id)
		if err != nil {
			return err
		}
		if err := f(tx, j); err != nil {
			return err
		}
		out, err = tx.LockJob(ctx, id)
		return err
	})
	return out, err
}

func notDead(j Entry) error {
	return oms.Errorf(oms.Conflict, "job %s is %s, and no dead letter", j.ID, j.State)
}
