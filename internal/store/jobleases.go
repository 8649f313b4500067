package store

import (
	"context"
	"slices"
	"time"
)

// HoldLease takes the lease of a name for owner, or prolongs it, and tells
// whether owner has it now. Only a lease that has run out goes to another.
// The instants are the servers' own: their clocks must agree within the time
// that is left when a lease is prolonged.
func (tx *Tx) HoldLease(ctx context.Context, name, owner string, until time.Time) (bool, error) {
	n, err := tx.changed(ctx, `INSERT INTO job_leases (name, owner, until) VALUES (?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
		WHERE job_leases.owner = excluded.owner OR job_leases.until < ?`, name, owner, until, tx.Now)
	return n == 1, err
}

// DropLeases gives up all leases of owner.
func (tx *Tx) DropLeases(ctx context.Context, owner string) error {
	_, err := tx.exec(ctx, `DELETE FROM job_leases WHERE owner = ?`, owner)
	return err
}

// RunningJobs returns the ids of the jobs that owner still has.
func (tx *Tx) RunningJobs(ctx context.Context, owner string) ([]string, error) {
	var ids []string
	err := tx.query(ctx, &ids, `SELECT id FROM jobs WHERE state = 'running' AND owner = ?`, owner)
	return ids, err
}

// LostJobs returns, locked, the running jobs whose server let its lease run
// out: its process was killed or can't reach the database.
func (tx *Tx) LostJobs(ctx context.Context) ([]Job, error) {
	var owners []string
	if err := tx.query(ctx, &owners, `SELECT DISTINCT owner FROM jobs WHERE state = 'running'`); err != nil || len(owners) == 0 {
		return nil, err
	}
	var alive []string
	if err := tx.query(ctx, &alive, `SELECT owner FROM job_leases WHERE name = owner AND until >= ?`, tx.Now); err != nil {
		return nil, err
	}
	gone := slices.DeleteFunc(owners, func(o string) bool { return slices.Contains(alive, o) })
	if len(gone) == 0 {
		return nil, nil
	}
	var rows []jobRow
	err := tx.query(ctx, &rows, `SELECT `+jobColumns+` FROM jobs WHERE state = 'running' AND owner = ANY_OF(?) ORDER BY id LIMIT 1000 FOR_UPDATE SKIP_LOCKED`, gone)
	return jobsOf(rows), err
}

// PlanSchedules makes sure that every named schedule has its next instant,
// and returns them all. A new one begins at first.
func (tx *Tx) PlanSchedules(ctx context.Context, names []string, first time.Time) (map[string]time.Time, error) {
	r := newRows("job_schedules", "name text", "next_at timestamptz")
	r.conflict = `ON CONFLICT (name) DO NOTHING`
	for _, name := range names {
		r.add(name, first)
	}
	if err := r.insert(ctx, tx); err != nil {
		return nil, err
	}
	var rows []struct {
		Name   string
		NextAt time.Time
	}
	if err := tx.query(ctx, &rows, `SELECT name, next_at FROM job_schedules WHERE name = ANY_OF(?)`, names); err != nil {
		return nil, err
	}
	out := make(map[string]time.Time, len(rows))
	for _, s := range rows {
		out[s.Name] = s.NextAt
	}
	return out, nil
}

// TakeSchedule moves a schedule that is due on to its next instant and tells
// whether it was this transaction that did it.
func (tx *Tx) TakeSchedule(ctx context.Context, name string, next time.Time) (bool, error) {
	n, err := tx.changed(ctx, `UPDATE job_schedules SET next_at = ? WHERE name = ? AND next_at <= ?`, next, name, tx.Now)
	return n == 1, err
}

// PruneJobs deletes at most limit done and discarded jobs that finished
// before then, and returns how many.
func (tx *Tx) PruneJobs(ctx context.Context, before time.Time, limit int) (int64, error) {
	return tx.changed(ctx, `DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE state IN ('done', 'discarded') AND finished_at < ? ORDER BY finished_at LIMIT ?)`,
		before, limit)
}
