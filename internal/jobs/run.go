package jobs

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// run is one attempt in this process.
type run struct {
	job     store.Job
	handler *handler
	cancel  context.CancelCauseFunc
	err     error
	took    time.Duration
	stopped bool // it was interrupted by Stop
}

// begin starts an attempt at each claimed job. A job that this process still
// works on, although its lease was lost in between, is not begun twice: what
// runs will end it.
func (q *Queue) begin(ctx context.Context, claimed []store.Job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, j := range claimed {
		if old, ok := q.running[j.ID]; ok {
			old.job = j
			continue
		}
		h := q.kinds[j.Kind]
		correlation := j.CorrelationID
		if correlation == "" {
			correlation = j.ID
		}
		ctx := store.WithCaller(ctx, store.Caller{Actor: "system", Origin: "job", CorrelationID: correlation, CausationID: j.ID})
		ctx, cancel := context.WithCancelCause(ctx)
		r := &run{job: j, handler: h, cancel: cancel}
		q.running[j.ID] = r
		go q.attempt(ctx, r, j)
	}
}

// attempt does the work and hands the result to the pump.
func (q *Queue) attempt(ctx context.Context, r *run, j store.Job) {
	start := time.Now()
	err := q.call(ctx, r.handler, j)
	if errors.Is(context.Cause(ctx), errStopped) && err != nil {
		r.stopped = true
	}
	r.cancel(nil)
	r.err, r.took = err, time.Since(start)
	q.mu.Lock()
	q.finished = append(q.finished, r)
	q.mu.Unlock()
	select {
	case q.wake <- struct{}{}:
	default: // it is awake
	}
}

// call runs a handler; a panic is a failure like any other.
func (q *Queue) call(ctx context.Context, h *handler, j store.Job) (err error) {
	ctx, done := context.WithTimeout(ctx, h.timeout)
	defer done()
	defer func() {
		if p := recover(); p != nil {
			q.set.Log.Error("a job panicked", "kind", j.Kind, "job", j.ID, "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return h.run(ctx, j)
}

// interrupt cancels what runs, for Stop.
func (q *Queue) interrupt() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, r := range q.running {
		r.cancel(errStopped)
	}
}

// settle writes the results of finished attempts.
func (q *Queue) settle(ctx context.Context, tx *store.Tx, runs []*run) ([]Observation, error) {
	var done []string
	seen := make([]Observation, len(runs))
	for i, r := range runs {
		outcome := Done
		if r.err == nil {
			done = append(done, r.job.ID)
		} else {
			var err error
			if outcome, err = q.fail(ctx, tx, r.job, r); err != nil {
				return nil, err
			}
		}
		seen[i] = Observation{Kind: r.job.Kind, Outcome: outcome, Took: r.took}
		if r.job.StartedAt != nil {
			seen[i].Waited = r.job.StartedAt.Sub(r.job.RunAt)
		}
	}
	_, err := tx.FinishJobs(ctx, q.owner, done)
	return seen, err
}

// fail writes what a failed attempt calls for.
func (q *Queue) fail(ctx context.Context, tx *store.Tx, j store.Job, r *run) (Outcome, error) {
	var v *verdict
	if !errors.As(r.err, &v) {
		v = &verdict{Retried, 0, r.err}
	}
	var kept bool
	var err error
	outcome := v.outcome
	switch {
	case r.stopped, errors.Is(r.err, errLost):
		outcome = Snoozed
		kept, err = tx.DeferJob(ctx, q.owner, j.ID, tx.Now, false, j.Problem)
	case outcome == Snoozed:
		kept, err = tx.DeferJob(ctx, q.owner, j.ID, tx.Now.Add(v.after), false, j.Problem)
	case outcome == Retried && j.Attempts < j.MaxAttempts:
		wait := max(q.delay(r.handler, j.Attempts), v.after)
		kept, err = tx.DeferJob(ctx, q.owner, j.ID, tx.Now.Add(wait), true, brief(r.err))
	default:
		outcome = Dead
		kept, err = q.bury(ctx, tx, q.owner, j, r.err)
	}
	if err == nil && !kept {
		outcome = Lost
	}
	return outcome, err
}

// bury makes a job a dead letter and tells whoever wanted to know. When their
// part fails the job is buried all the same.
func (q *Queue) bury(ctx context.Context, tx *store.Tx, owner string, j store.Job, cause error) (bool, error) {
	kept, err := tx.BuryJob(ctx, owner, j.ID, brief(cause))
	if err != nil || !kept {
		return kept, err
	}
	q.set.Log.Warn("a job failed for good", "kind", j.Kind, "job", j.ID, "lane", j.Lane, "attempts", j.Attempts, "error", brief(cause))
	h := q.kinds[j.Kind]
	if h == nil || h.died == nil {
		return true, nil
	}
	err = tx.Savepoint(ctx, func() error { return h.died(ctx, tx, j, cause) })
	if err != nil {
		q.set.Log.Error("the end of a job could not be told", "kind", j.Kind, "job", j.ID, "error", err.Error())
	}
	return true, nil
}

// brief is an error for a column: bounded text that both databases take.
func brief(err error) string {
	s := strings.ToValidUTF8(strings.ReplaceAll(err.Error(), "\x00", ""), "\uFFFD")
	return strings.ToValidUTF8(s[:min(len(s), 2000)], "")
}
