package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// Kind names a kind of job and says what its arguments are. The arguments are
// kept as JSON; a person may edit those of a dead letter.
type Kind[A any] string

// Options say how and when a job is to run.
type Options struct {
	// Lane makes jobs one after the other, oldest first within a priority.
	// "" is no lane.
	Lane string
	// Yield lets the lane go on while this job waits for a retry; otherwise it
	// keeps its place and the lane waits with it.
	Yield    bool
	Priority Priority
	// Unique is a key that at most one pending or running job may have; a
	// second one is left out. "" is no limit.
	Unique      string
	RunAt       time.Time // not before; at once when zero
	MaxAttempts int       // 10 when zero
}

// Priority orders jobs that could run now.
type Priority int

// The priorities.
const (
	Urgent Priority = -1
	Usual  Priority = 0
	Idle   Priority = 1 // when nothing else waits
)

// Insert queues a job in a transaction: it exists when the transaction
// commits, and not otherwise.
func (k Kind[A]) Insert(ctx context.Context, tx *store.Tx, args A, o Options) error {
	return k.InsertMany(ctx, tx, []Item[A]{{args, o}})
}

// Item is a job to insert.
type Item[A any] struct {
	Args    A
	Options Options
}

// InsertMany queues jobs in few statements. Those without a lane may run in
// any order.
func (k Kind[A]) InsertMany(ctx context.Context, tx *store.Tx, items []Item[A]) error {
	rows := make([]store.Job, len(items))
	for i, it := range items {
		args, err := json.Marshal(it.Args)
		if err != nil {
			return fmt.Errorf("jobs: %s: %w", k, err)
		}
		o := it.Options
		rows[i] = store.Job{Kind: string(k), Lane: o.Lane, Yields: o.Yield, Priority: int(o.Priority) + 1, UniqueKey: o.Unique, Args: args,
			RunAt: o.RunAt, MaxAttempts: o.MaxAttempts, CorrelationID: store.CallerOf(ctx).CorrelationID}
		if rows[i].MaxAttempts == 0 {
			rows[i].MaxAttempts = 10
		}
	}
	_, err := tx.InsertJobs(ctx, rows)
	return err
}

// Hasten lets a pending job run now that was planned for later, if there is
// one with the unique key. One that waits because a vendor wants silence goes
// on waiting.
func Hasten(ctx context.Context, tx *store.Tx, unique string) error { return tx.HastenJob(ctx, unique) }

// handler is a kind with its arguments' type erased.
type handler struct {
	run     func(context.Context, store.Job) error
	died    func(context.Context, *store.Tx, store.Job, error) error // nil for none
	check   func(json.RawMessage) error                              // of edited arguments
	timeout time.Duration
	delays  []time.Duration
}

// Register says how jobs of a kind are done. All kinds are registered before
// Start; a server leaves jobs of other kinds to servers that know them.
func Register[A any](q *Queue, k Kind[A], do func(context.Context, Job[A]) error, how ...How[A]) {
	if _, twice := q.kinds[string(k)]; twice {
		panic("jobs: " + string(k) + " is registered twice")
	}
	h := &handler{timeout: 5 * time.Minute}
	h.run = func(ctx context.Context, row store.Job) error {
		j, err := jobOf[A](row)
		if err != nil {
			return Reject(fmt.Errorf("the arguments can't be read: %w", err))
		}
		return do(ctx, j)
	}
	h.check = func(args json.RawMessage) error { return json.Unmarshal(args, new(A)) }
	for _, x := range how {
		x.apply(h)
	}
	q.kinds[string(k)] = h
	q.names = append(q.names, string(k))
}

// How is a choice for a kind that is registered.
type How[A any] struct{ apply func(*handler) }

// Within bounds one attempt; the default is 5 minutes.
func Within[A any](d time.Duration) How[A] {
	return How[A]{func(h *handler) { h.timeout = d }}
}

// Delays sets the wait after the first, second, … failed attempt, each
// jittered by a fifth; the last one repeats. The default doubles from a second
// to an hour.
func Delays[A any](d ...time.Duration) How[A] {
	return How[A]{func(h *handler) { h.delays = d }}
}

// OnDeath is called in the transaction in which a job becomes a dead letter,
// with what killed it.
func OnDeath[A any](f func(ctx context.Context, tx *store.Tx, j Job[A], cause error) error) How[A] {
	return How[A]{func(h *handler) {
		h.died = func(ctx context.Context, tx *store.Tx, row store.Job, cause error) error {
			j, err := jobOf[A](row)
			if err != nil {
				return err
			}
			return f(ctx, tx, j, cause)
		}
	}}
}

// delay is how long to wait after the given failed attempt.
func (q *Queue) delay(h *handler, attempt int) time.Duration {
	if n := len(h.delays); n > 0 {
		return q.jitter(h.delays[min(attempt, n)-1])
	}
	return q.jitter(min(time.Second<<min(attempt-1, 20), time.Hour))
}
