package store

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"time"
)

// Job is a piece of work in the queue.
//
//	pending → running → done
//	   ↑         ├────→ dead → pending (replayed) | discarded
//	   └─────────┘ retried, snoozed, or its server died
type Job struct {
	ID            string
	Kind          string
	State         JobState
	Lane          string // jobs of one lane run one at a time, in order; "" for none
	Priority      int    // 0 first, 1 usual, 2 when nothing else waits
	Yields        bool   // lets its lane go on while it waits for a retry
	UniqueKey     string // at most one job with it is pending or running; "" for any number
	Args          json.RawMessage
	RunAt         time.Time // not before
	Attempts      int       // begun so far, without those that were snoozed
	MaxAttempts   int
	Owner         string // the server that runs it; "" unless running
	Problem       string // what the last failed attempt said
	CorrelationID string // of the request or job that asked for it
	CreatedAt     time.Time
	StartedAt     *time.Time
	FinishedAt    *time.Time
}

// JobState is where a job stands.
type JobState string

// The states of a job.
const (
	JobPending   JobState = "pending"
	JobRunning   JobState = "running"
	JobDone      JobState = "done"
	JobDead      JobState = "dead"      // it failed for good; a person replays or discards it
	JobDiscarded JobState = "discarded" // a person decided that it need not be done
)

const jobColumns = `id, kind, state, lane, priority, yields, unique_key, args, run_at, attempts, max_attempts, owner, problem,
	correlation_id, created_at, started_at, finished_at`

type jobRow struct {
	Job
	Args rawJSON
}

func jobsOf(rows []jobRow) []Job {
	out := make([]Job, len(rows))
	for i, r := range rows {
		out[i] = r.Job
		out[i].Args = json.RawMessage(r.Args)
	}
	return out
}

// JobBell returns a channel that is closed when this process commits new
// jobs. Jobs of other processes don't ring it.
func (s *Store) JobBell() <-chan struct{} { return s.jobBell.get() }

// bell wakes everybody who holds its channel. The zero value is ready.
type bell struct {
	mu sync.Mutex
	ch chan struct{}
}

func (b *bell) get() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ch == nil {
		b.ch = make(chan struct{})
	}
	return b.ch
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ch != nil {
		close(b.ch)
		b.ch = nil
	}
}

// InsertJobs queues jobs, in their order, and returns how many were new: a
// job whose unique key is taken is left out. It sets their ids and instants.
func (tx *Tx) InsertJobs(ctx context.Context, jobs []Job) (int64, error) {
	if len(jobs) == 0 {
		return 0, nil
	}
	r := newRows("jobs", "id text", "kind text", "state text", "lane text", "turn bigint", "priority bigint", "yields boolean", "unique_key text",
		"args text", "run_at timestamptz", "attempts bigint", "max_attempts bigint", "owner text", "problem text", "correlation_id text",
		"created_at timestamptz")
	r.conflict = `ON CONFLICT (unique_key) WHERE state IN ('pending', 'running') AND unique_key <> '' DO NOTHING`
	ids, unique := make([]string, len(jobs)), false
	for i := range jobs {
		j := &jobs[i]
		unique = unique || j.UniqueKey != ""
		j.ID, j.State, j.CreatedAt = NewID("job"), JobPending, tx.Now
		if j.RunAt.IsZero() {
			j.RunAt = tx.Now
		}
		ids[i] = j.ID
		r.add(j.ID, j.Kind, string(j.State), j.Lane, int64(j.Priority), int64(j.Priority), j.Yields, j.UniqueKey, string(j.Args),
			j.RunAt.UTC().Truncate(time.Microsecond), int64(0), int64(j.MaxAttempts), "", "", j.CorrelationID, tx.Now)
	}
	if err := r.insert(ctx, tx); err != nil {
		return 0, err
	}
	n := int64(len(jobs))
	if unique {
		if _, err := tx.one(ctx, &n, `SELECT count(*) FROM jobs WHERE id = ANY_OF(?)`, ids); err != nil {
			return 0, err
		}
	}
	if n > 0 {
		tx.OnCommit(tx.store.jobBell.ring)
	}
	return n, nil
}

// JobClaim says which jobs a server can take.
type JobClaim struct {
	Owner string
	Kinds []string // that it knows how to do
	Limit int
}

// claimable finds jobs that may run now: those without a lane by priority and
// age, and of each lane that has none running the first. Every part is a
// range of the index jobs_next, so neither jobs of the future nor the rest of
// a long lane are read. The COALESCE hides that index where the primary key is
// the way: PostgreSQL would read all that is due instead. lock is
// " FOR_UPDATE SKIP_LOCKED" or nothing, heads how to say "one of the heads".
func claimable(lock, heads string) string {
	const free = `SELECT * FROM (SELECT id, turn, run_at FROM jobs WHERE state = 'pending' AND lane = '' AND turn = LEVEL AND run_at <= ? AND kind = ANY_OF(?)
		ORDER BY run_at, id LIMIT ?LOCK) free_LEVEL UNION ALL `
	const due = `(SELECT j.id FROM jobs j WHERE j.state = 'pending' AND j.lane = lanes.lane AND j.turn = LEVEL AND j.run_at <= ? ORDER BY j.run_at, j.id LIMIT 1)`
	level := func(text, n string) string { return strings.ReplaceAll(text, "LEVEL", n) }
	return strings.NewReplacer("LOCK", lock, "HEADS", heads).Replace(`WITH RECURSIVE lanes (lane) AS (
		SELECT MIN(j.lane) FROM jobs j WHERE j.state = 'pending' AND j.lane > ''
		UNION ALL
		SELECT (SELECT MIN(j.lane) FROM jobs j WHERE j.state = 'pending' AND j.lane > lanes.lane) FROM lanes WHERE lanes.lane IS NOT NULL
	), heads (id) AS (
		SELECT COALESCE(
			(SELECT j.id FROM jobs j WHERE j.state = 'pending' AND j.lane = lanes.lane AND j.turn = -1 ORDER BY j.run_at, j.id LIMIT 1),
			` + level(due, "0") + `, ` + level(due, "1") + `, ` + level(due, "2") + `)
		FROM lanes WHERE lanes.lane IS NOT NULL AND NOT EXISTS (SELECT 1 FROM jobs r WHERE r.state = 'running' AND r.lane <> '' AND r.lane = lanes.lane)
	)
	SELECT id FROM (` + level(free, "0") + level(free, "1") + level(free, "2") + `
		SELECT * FROM (SELECT id, turn, run_at FROM jobs WHERE id HEADS AND COALESCE(state, '') = 'pending' AND run_at <= ? AND kind = ANY_OF(?)
		ORDER BY turn, run_at, id LIMIT ?LOCK) laned
	) found ORDER BY turn, run_at, id LIMIT ?`)
}

// By dialect; an array on PostgreSQL, so that each head is looked up by its id.
var lookForJobs, takeJobs [2]string

func init() {
	for d, heads := range map[dialect]string{sqlite: "IN (SELECT heads.id FROM heads)", postgres: "= ANY (ARRAY(SELECT heads.id FROM heads))"} {
		lookForJobs[d], takeJobs[d] = claimable("", heads), claimable(" FOR_UPDATE SKIP_LOCKED", heads)
	}
}

func (c JobClaim) args(now time.Time) []any {
	level := []any{now, c.Kinds, c.Limit}
	args := []any{now, now, now} // of the heads
	for range 4 {
		args = append(args, level...)
	}
	return append(args, c.Limit)
}

// JobsWait tells whether a claim would find something.
func (tx *Tx) JobsWait(ctx context.Context, c JobClaim) (bool, error) {
	var id string
	c.Limit = 1
	return tx.one(ctx, &id, lookForJobs[tx.store.dialect], c.args(tx.Now)...)
}

// ClaimJobs gives pending jobs to a server, at most c.Limit, and counts the
// attempt. That one lane never has two running is a unique index: when two
// servers see different heads of a lane, the second gets an error for which
// Duplicate is true and claims again.
func (tx *Tx) ClaimJobs(ctx context.Context, c JobClaim) ([]Job, error) {
	var ids []string
	if err := tx.query(ctx, &ids, takeJobs[tx.store.dialect], c.args(tx.Now)...); err != nil || len(ids) == 0 {
		return nil, err
	}
	var rows []jobRow
	err := tx.query(ctx, &rows, `UPDATE jobs SET state = 'running', owner = ?, attempts = attempts + 1, started_at = ?
		WHERE id = ANY_OF(?) RETURNING `+jobColumns, c.Owner, tx.Now, ids)
	return jobsOf(rows), err
}

// HastenJob lets the pending job with a unique key run now, unless it waits
// for a further attempt and its lane with it.
func (tx *Tx) HastenJob(ctx context.Context, unique string) error {
	n, err := tx.changed(ctx, `UPDATE jobs SET run_at = ? WHERE unique_key = ? AND state = 'pending' AND unique_key <> '' AND turn >= 0 AND run_at > ?`,
		tx.Now, unique, tx.Now)
	if n > 0 {
		tx.OnCommit(tx.store.jobBell.ring)
	}
	return err
}

// FinishJobs marks jobs of owner done and returns how many were still its:
// only a running job has an owner.
func (tx *Tx) FinishJobs(ctx context.Context, owner string, ids []string) (int64, error) {
	if len(ids) == 0 {
		return 0, nil
	}
	return tx.changed(ctx, `UPDATE jobs SET state = 'done', owner = '', finished_at = ? WHERE id = ANY_OF(?) AND owner = ?`, tx.Now, ids, owner)
}

// DeferJob puts a running job of owner back until at. An attempt that is not
// spent is taken off the count. The job keeps the head of its lane, unless it
// yields and the attempt is spent. It returns false when the job is no longer
// the owner's.
func (tx *Tx) DeferJob(ctx context.Context, owner, id string, at time.Time, spent bool, problem string) (bool, error) {
	back := 1
	if spent {
		back = 0
	}
	n, err := tx.changed(ctx, `UPDATE jobs SET state = 'pending', owner = '', run_at = ?, attempts = attempts - ?, problem = ?,
		turn = CASE WHEN lane <> '' AND (NOT yields OR NOT ?) THEN -1 ELSE priority END
		WHERE id = ? AND state = 'running' AND owner = ?`, at.UTC().Truncate(time.Microsecond), back, problem, spent, id, owner)
	return n == 1, err
}

// BuryJob makes a running job of owner a dead letter. It returns false when
// the job is no longer the owner's.
func (tx *Tx) BuryJob(ctx context.Context, owner, id, problem string) (bool, error) {
	n, err := tx.changed(ctx, `UPDATE jobs SET state = 'dead', owner = '', finished_at = ?, problem = ? WHERE id = ? AND state = 'running' AND owner = ?`,
		tx.Now, problem, id, owner)
	return n == 1, err
}
