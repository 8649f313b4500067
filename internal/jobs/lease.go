package jobs

import (
	"context"
	"errors"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// leaderLease is the lease that one of the servers holds.
const leaderLease = "leader"

// errDied is what a job suffers when its server's lease ran out.
var errDied = errors.New("the server that ran it stopped without a word")

// beat says that this server lives, thrice within a lease, and does the
// leader's duties when it holds that lease too.
//   - Running jobs that this server lost are interrupted.
//   - Jobs that the database thinks run here, but don't (a commit whose answer
//     was lost), go back to the queue.
//   - The leader sends the jobs of dead servers back and fires schedules.
func (q *Queue) beat(ctx context.Context, tx *store.Tx) error {
	until := tx.Now.Add(q.set.Lease)
	if _, err := tx.HoldLease(ctx, q.owner, q.owner, until); err != nil {
		return err
	}
	leads, err := tx.HoldLease(ctx, leaderLease, q.owner, until)
	if err != nil {
		return err
	}
	if err := q.compare(ctx, tx); err != nil {
		return err
	}
	next := tx.Now.Add(q.set.Lease / 3)
	if !leads {
		tx.OnCommit(func() { q.lead(false, nil, next) })
		return nil
	}
	if err := q.rescue(ctx, tx); err != nil {
		return err
	}
	due, err := q.fire(ctx, tx)
	if err != nil {
		return err
	}
	if err := q.prune(ctx, tx); err != nil {
		return err
	}
	for _, at := range due {
		if at.Before(next) {
			next = at
		}
	}
	tx.OnCommit(func() { q.lead(true, due, next) })
	return nil
}

func (q *Queue) lead(leader bool, due map[string]time.Time, next time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.leader, q.due, q.nextBeat = leader, due, next
}

// compare matches what runs here with what the database says.
func (q *Queue) compare(ctx context.Context, tx *store.Tx) error {
	ids, err := tx.RunningJobs(ctx, q.owner)
	if err != nil {
		return err
	}
	ours := make(map[string]bool, len(ids))
	for _, id := range ids {
		ours[id] = true
	}
	q.mu.Lock()
	for id, r := range q.running {
		if ours[id] {
			delete(ours, id)
		} else {
			r.cancel(errLost)
		}
	}
	q.mu.Unlock()
	for id := range ours {
		if _, err := tx.DeferJob(ctx, q.owner, id, tx.Now, false, ""); err != nil {
			return err
		}
	}
	return nil
}

// rescue sends back the jobs of servers that are gone. The attempt counts: a
// job that kills its server must end as a dead letter some day.
func (q *Queue) rescue(ctx context.Context, tx *store.Tx) error {
	lost, err := tx.LostJobs(ctx)
	if err != nil {
		return err
	}
	for _, j := range lost {
		if j.Attempts < j.MaxAttempts {
			_, err = tx.DeferJob(ctx, j.Owner, j.ID, tx.Now, true, errDied.Error())
		} else {
			_, err = q.bury(ctx, tx, j.Owner, j, errDied)
		}
		if err != nil {
			return err
		}
	}
	if len(lost) > 0 {
		q.set.Log.Warn("jobs of a server that is gone go back to the queue", "jobs", len(lost))
	}
	return nil
}

// prune deletes old finished jobs, a bounded number at a time.
func (q *Queue) prune(ctx context.Context, tx *store.Tx) error {
	const most = 5000
	if tx.Now.Before(q.nextPrune) {
		return nil
	}
	n, err := tx.PruneJobs(ctx, tx.Now.Add(-q.set.Keep), most)
	next := tx.Now.Add(time.Minute)
	if n == most {
		next = tx.Now
	}
	tx.OnCommit(func() { q.nextPrune = next })
	return err
}

// leave gives up the leases, so that the others need not wait for them to run
// out.
func (q *Queue) leave(ctx context.Context) {
	err := q.store.Write(ctx, func(tx *store.Tx) error { return tx.DropLeases(ctx, q.owner) })
	if err != nil {
		q.set.Log.Warn("the leases of this server could not be given up and will run out", "error", err.Error())
	}
	q.lead(false, nil, time.Time{})
}
