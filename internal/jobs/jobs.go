// Package jobs does work later, once, although processes die: a call to the
// outside, a poll, a delivery. A job is a row that is written in the
// transaction of the facts it follows from. Any number of servers on one
// database share the work; each job is done by one of them at a time.
//
//	var greet = jobs.Kind[Greeting]("greet")
//
//	jobs.Register(q, greet, func(ctx context.Context, j jobs.Job[Greeting]) error { … })
//	q.Start()
//	store.Write(ctx, func(tx *store.Tx) error { return greet.Insert(ctx, tx, Greeting{…}, jobs.Options{}) })
//
// A job may be begun more than once (its server can die after the work and
// before the database knows), so handlers are idempotent; Job.Done makes the
// end of the job part of the handler's own transaction where that is not
// enough.
package jobs

import (
	"context"
	"encoding/json"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// Settings tune a queue. The zero value is good for a server.
type Settings struct {
	Workers int           // jobs at once in this process; 64 when zero
	Poll    time.Duration // how often to look for the jobs of other processes; 250 ms when zero
	Lease   time.Duration // silence after which a server counts as dead; 20 s when zero
	Keep    time.Duration // how long finished jobs stay; a day when zero
	Log     *slog.Logger
	Rand    func() float64    // 0 ≤ x < 1, for jitter; math/rand when nil
	Observe func(Observation) // told about every attempt; may be nil, must be quick
}

// Observation is one attempt at a job, for metrics.
type Observation struct {
	Kind    string
	Outcome Outcome
	Waited  time.Duration // from when it was due to its start
	Took    time.Duration
}

// Outcome is how an attempt ended.
type Outcome string

// The outcomes.
const (
	Done    Outcome = "done"
	Retried Outcome = "retried"
	Snoozed Outcome = "snoozed"
	Dead    Outcome = "dead"
	Lost    Outcome = "lost" // another server has the job by now; its outcome counts
)

// Queue runs jobs. Make it with New, register what it can do, then Start it.
type Queue struct {
	store *store.Store
	set   Settings
	owner string // this queue among all servers

	kinds     map[string]*handler
	names     []string
	schedules []Schedule

	mu       sync.Mutex
	running  map[string]*run
	finished []*run

	wake     chan struct{} // an attempt finished
	stop     sync.Once
	stopping chan struct{} // closed by Stop: begin nothing new
	stopped  chan struct{} // closed when the pump has returned
	cancel   context.CancelFunc
	leader   bool

	// Of the pump alone.
	nextBeat  time.Time
	nextPrune time.Time
	due       map[string]time.Time // schedules, while this server leads
}

// New makes a queue on a database.
func New(s *store.Store, set Settings) *Queue {
	if set.Workers == 0 {
		set.Workers = 64
	}
	if set.Poll == 0 {
		set.Poll = 250 * time.Millisecond
	}
	if set.Lease == 0 {
		set.Lease = 20 * time.Second
	}
	if set.Keep == 0 {
		set.Keep = 24 * time.Hour
	}
	if set.Log == nil {
		set.Log = slog.New(slog.DiscardHandler)
	}
	if set.Rand == nil {
		set.Rand = rand.Float64
	}
	if set.Observe == nil {
		set.Observe = func(Observation) {}
	}
	return &Queue{store: s, set: set, owner: store.NewID("srv"), kinds: map[string]*handler{}, running: map[string]*run{},
		wake: make(chan struct{}, 1), stopping: make(chan struct{}), stopped: make(chan struct{})}
}

// Start begins to run jobs in the background. ctx carries values only: work
// goes on until Stop.
func (q *Queue) Start(ctx context.Context) {
	ctx, q.cancel = context.WithCancel(context.WithoutCancel(ctx))
	go q.pump(ctx)
}

// Stop begins nothing new and waits for what runs. When ctx ends first the
// rest is interrupted and goes back to the queue, its attempt not spent. A
// queue that was stopped is not started again.
func (q *Queue) Stop(ctx context.Context) {
	if q.cancel == nil {
		return
	}
	q.stop.Do(func() { close(q.stopping) })
	select {
	case <-q.stopped:
	case <-ctx.Done():
		q.interrupt()
		select {
		case <-q.stopped:
		case <-time.After(lastWords):
		}
	}
	q.cancel() // ends a pump that can't reach the database
	<-q.stopped
}

// lastWords is how long interrupted attempts have to return; those that don't
// count as jobs of a dead server.
const lastWords = 5 * time.Second

// Leader tells whether this server fires the schedules, rescues the jobs of
// dead servers and prunes.
func (q *Queue) Leader() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.leader
}

// jitter spreads d by a fifth to either side, so that what failed together
// does not come back together.
func (q *Queue) jitter(d time.Duration) time.Duration {
	return time.Duration(float64(d) * (0.8 + 0.4*q.set.Rand()))
}

// Job is one attempt at a piece of work.
type Job[A any] struct {
	ID          string
	Args        A
	Attempt     int // 1 for the first; snoozes are not counted
	MaxAttempts int
	owner       string
}

// Last tells whether a failure of this attempt is final.
func (j Job[A]) Last() bool { return j.Attempt >= j.MaxAttempts }

// Done ends the job in the handler's own transaction, so that the effect and
// the end of the job are one. It fails, and with it the transaction, when the
// job was given to another server meanwhile. The next job of the lane may
// start as soon as the transaction commits.
func (j Job[A]) Done(ctx context.Context, tx *store.Tx) error {
	n, err := tx.FinishJobs(ctx, j.owner, []string{j.ID})
	if err == nil && n == 0 {
		return errLost
	}
	return err
}

func jobOf[A any](row store.Job) (Job[A], error) {
	j := Job[A]{ID: row.ID, Attempt: row.Attempts, MaxAttempts: row.MaxAttempts, owner: row.Owner}
	return j, json.Unmarshal(row.Args, &j.Args)
}
