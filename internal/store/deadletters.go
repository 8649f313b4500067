package store

import (
	"context"
	"encoding/json"

	"github.com/switchyard-oms/switchyard/oms"
)

// JobFilter chooses jobs of the queue, newest first.
type JobFilter struct {
	State JobState // "" for all
	Kind  string   // "" for all
	Lane  string   // "" for all
	After string   // only jobs with a smaller id: the last one of the page before
	Limit int
}

// Jobs lists jobs.
func (tx *Tx) Jobs(ctx context.Context, f JobFilter) ([]Job, error) {
	where, args := ` WHERE 1 = 1`, []any{}
	for _, c := range []struct{ cond, value string }{
		{"state = ?", string(f.State)}, {"kind = ?", f.Kind}, {"lane = ?", f.Lane}, {"id < ?", f.After},
	} {
		if c.value != "" {
			where += " AND " + c.cond
			args = append(args, c.value)
		}
	}
	var rows []jobRow
	err := tx.query(ctx, &rows, `SELECT `+jobColumns+` FROM jobs`+where+` ORDER BY id DESC LIMIT ?`, append(args, max(f.Limit, 1))...)
	return jobsOf(rows), err
}

// LockJob reads one job and locks it until the transaction ends, or returns a
// NotFound error.
func (tx *Tx) LockJob(ctx context.Context, id string) (Job, error) {
	var row jobRow
	ok, err := tx.one(ctx, &row, `SELECT `+jobColumns+` FROM jobs WHERE id = ? FOR_UPDATE`, id)
	if err == nil && !ok {
		err = oms.Errorf(oms.NotFound, "there is no job %s", id)
	}
	return jobsOf([]jobRow{row})[0], err
}

// EditJob replaces what a dead letter says.
func (tx *Tx) EditJob(ctx context.Context, id string, args json.RawMessage) error {
	_, err := tx.exec(ctx, `UPDATE jobs SET args = ? WHERE id = ? AND state = 'dead'`, string(args), id)
	return err
}

// ReviveJob queues a dead letter again, with all its attempts before it. When
// other work has its unique key by now the error is one for which Duplicate is
// true.
func (tx *Tx) ReviveJob(ctx context.Context, id string) error {
	n, err := tx.changed(ctx, `UPDATE jobs SET state = 'pending', turn = priority, run_at = ?, attempts = 0, finished_at = NULL WHERE id = ? AND state = 'dead'`, tx.Now, id)
	if n > 0 {
		tx.OnCommit(tx.store.jobBell.ring)
	}
	return err
}

// DiscardJob puts a dead letter away.
func (tx *Tx) DiscardJob(ctx context.Context, id string) error {
	_, err := tx.exec(ctx, `UPDATE jobs SET state = 'discarded', finished_at = ? WHERE id = ? AND state = 'dead'`, tx.Now, id)
	return err
}

// JobCount is how many jobs of a kind are in a state.
type JobCount struct {
	Kind  string
	State JobState
	Count int64
}

// CountJobs counts what is pending, running and dead.
func (tx *Tx) CountJobs(ctx context.Context) ([]JobCount, error) {
	var rows []JobCount
	for _, state := range []JobState{JobPending, JobRunning, JobDead} {
		var some []JobCount
		// The state is written out so that the partial index of each is used.
		err := tx.query(ctx, &some, `SELECT kind, state, count(*) AS count FROM jobs WHERE state = '`+string(state)+`' GROUP BY kind, state ORDER BY kind`)
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	return rows, nil
}
