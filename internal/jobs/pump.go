package jobs

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// pump is the one goroutine that talks to the database for the queue. Each of
// its turns is one transaction: results of finished attempts are written, the
// leases are prolonged when it is time, and new jobs are claimed. While a
// transaction is in flight finished attempts gather for the next one, so the
// cost of a commit is shared by as many jobs as there are.
func (q *Queue) pump(ctx context.Context) {
	defer close(q.stopped)
	look, failures := true, 0 // look: jobs may wait
	for ctx.Err() == nil {
		bell := q.store.JobBell()
		filled, err := q.turn(ctx, look)
		switch {
		case err != nil && store.Duplicate(err):
			continue // another server took the lane first
		case err != nil:
			failures++
			q.complain(err, failures)
			look = true
			q.pause(q.jitter(min(q.set.Poll<<min(failures-1, 5), 5*time.Second)))
			continue
		}
		failures = 0
		if q.idle() && q.halting() {
			q.leave(ctx)
			return
		}
		look = filled || q.wait(ctx, bell)
	}
}

// turn does what is to be done now. It tells whether it filled all workers or
// ended jobs, so that more is likely to wait.
func (q *Queue) turn(ctx context.Context, look bool) (bool, error) {
	q.mu.Lock()
	finished, free := q.finished, q.set.Workers-len(q.running)+len(q.finished)
	q.finished = nil
	q.mu.Unlock()
	if q.halting() {
		free = 0
	}
	beat := !q.store.Now().Before(q.nextBeat)
	claim := free > 0 && len(q.names) > 0 && (look || len(finished) > 0)
	if len(finished) == 0 && !beat && !claim {
		return false, nil
	}
	var claimed []store.Job
	var seen []Observation
	err := q.store.Write(ctx, func(tx *store.Tx) (err error) {
		if seen, err = q.settle(ctx, tx, finished); err != nil {
			return err
		}
		if beat {
			if err := q.beat(ctx, tx); err != nil {
				return err
			}
		}
		if claim {
			claimed, err = tx.ClaimJobs(ctx, store.JobClaim{Owner: q.owner, Kinds: q.names, Limit: free})
		}
		return err
	})
	q.mu.Lock()
	if err != nil {
		q.finished = append(finished, q.finished...)
		q.mu.Unlock()
		return false, err
	}
	for _, r := range finished {
		delete(q.running, r.job.ID)
	}
	q.mu.Unlock()
	q.begin(ctx, claimed)
	for _, o := range seen {
		q.set.Observe(o)
	}
	return len(claimed) > 0 && len(claimed) == free, nil
}

// wait sleeps until something may have to be done and tells whether jobs may
// wait. When nothing rings it looks into the table by itself, with a read that
// takes no lock and writes nothing.
func (q *Queue) wait(ctx context.Context, bell <-chan struct{}) bool {
	timer := time.NewTimer(q.jitter(q.set.Poll))
	defer timer.Stop()
	stopping := q.stopping
	if q.halting() {
		stopping = nil // known; what is waited for are the attempts
	}
	select {
	case <-q.wake:
		return false
	case <-stopping:
		return false
	case <-bell:
		return true
	case <-timer.C:
	}
	var found bool
	err := q.store.Read(ctx, func(tx *store.Tx) (err error) {
		found, err = tx.JobsWait(ctx, store.JobClaim{Kinds: q.names})
		return err
	})
	return found || err != nil // a turn will tell what is wrong
}

// pause waits, but not for Stop.
func (q *Queue) pause(d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-q.stopping:
		<-timer.C
	}
}

func (q *Queue) idle() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.running) == 0
}

func (q *Queue) halting() bool {
	select {
	case <-q.stopping:
		return true
	default:
		return false
	}
}

// complain logs that the database fails, not more often than it matters.
func (q *Queue) complain(err error, failures int) {
	if failures == 1 || failures%60 == 0 {
		q.set.Log.Error("the queue can't use the database and tries again", "failures", failures, "error", err.Error())
	}
}
