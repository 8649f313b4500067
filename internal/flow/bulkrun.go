package flow

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// bulkJob works on one bulk operation. All share a lane: one after the other,
// so that an undo comes behind what it undoes.
type bulkJob struct {
	ID string `json:"id"`
}

const (
	bulkKind  jobs.Kind[bulkJob] = "bulk"
	bulkLane                     = "bulk"
	bulkLimit                    = 12 * time.Hour // of one attempt
)

// RegisterBulk has this server work on bulk operations.
func (f *Flow) RegisterBulk(q *jobs.Queue) {
	jobs.Register(q, bulkKind, func(ctx context.Context, j jobs.Job[bulkJob]) error { return f.runBulk(ctx, j.Args.ID) },
		jobs.Within[bulkJob](bulkLimit), jobs.OnDeath(f.bulkDied))
	q.Schedule(jobs.Schedule{Name: "bulk.prune", Every: 10 * time.Minute, Do: func(ctx context.Context, tx *store.Tx) error {
		return tx.PruneBulks(ctx, tx.Now.Add(-previewKept), tx.Now.Add(-bulksKept))
	}})
}

// runBulk settles batch after batch until nothing waits. Each batch is one
// transaction with its answers, so after a crash the next attempt goes on where
// the last one was, and no order is changed twice.
func (f *Flow) runBulk(ctx context.Context, id string) error {
	for {
		more, err := f.settleBatch(ctx, id, bulkBatch)
		if err != nil && ctx.Err() == nil {
			more, err = f.settleSingly(ctx, id)
		}
		if err != nil || !more {
			return err
		}
	}
}

// settleSingly settles a batch that failed as a whole one by one, so that an
// order with a fault of ours doesn't stop its neighbors.
func (f *Flow) settleSingly(ctx context.Context, id string) (more bool, err error) {
	more = true
	for n := 0; n < bulkBatch && more; n++ {
		if more, err = f.settleBatch(ctx, id, 1); err == nil {
			continue
		}
		if ctx.Err() != nil || f.Ready(ctx) != nil {
			return true, err // not the order's fault
		}
		f.log.Error("an order of a bulk operation failed", "bulk", id, "error", err)
		if more, err = f.settleNext(ctx, id, 1, failedRow); err != nil {
			return true, err
		}
	}
	return more, nil
}

func failedRow(_ context.Context, _ *store.Tx, _ *oms.Bulk, rows []oms.BulkRow) error {
	for i := range rows {
		rows[i].Result, rows[i].Reason = oms.BulkFailed, "something went wrong here; the log of the server knows it"
	}
	return nil
}

func (f *Flow) settleBatch(ctx context.Context, id string, limit int) (more bool, err error) {
	return f.settleNext(ctx, id, limit, f.settleRows)
}

// settleNext gives the next rows that wait their answer, in one transaction
// with what was done to the orders.
func (f *Flow) settleNext(ctx context.Context, id string, limit int, settle func(context.Context, *store.Tx, *oms.Bulk, []oms.BulkRow) error) (more bool, err error) {
	b, err := f.Bulk(ctx, id)
	if oms.CodeOf(err) == oms.NotFound {
		return false, nil // it was pruned
	}
	if err != nil {
		return false, err
	}
	ctx = store.WithCaller(ctx, store.Caller{Actor: b.CreatedBy, Origin: "job", CorrelationID: b.ID})
	err = f.store.Write(ctx, func(tx *store.Tx) error {
		more = false
		b, err := tx.Bulk(ctx, id, true)
		if err != nil || b.Status.Ended() {
			return err
		}
		if b.StartedAt == nil {
			b.Status, b.StartedAt = oms.BulkRunning, &tx.Now
		}
		rows, err := tx.BulkRows(ctx, id, oms.BulkWaiting, 0, limit)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return endBulk(ctx, tx, b, oms.BulkDone, "")
		}
		if err := settle(ctx, tx, b, rows); err != nil {
			return err
		}
		for _, r := range rows {
			b.Count(r.Result)
		}
		more = true
		if err := tx.SaveBulkRows(ctx, id, rows); err != nil {
			return err
		}
		return tx.SaveBulk(ctx, b)
	})
	return more, err
}

// settleRows does the action to the orders of rows, one after the other, and
// saves each before the next begins: two may want the same stock.
func (f *Flow) settleRows(ctx context.Context, tx *store.Tx, b *oms.Bulk, rows []oms.BulkRow) error {
	in, err := importOptions[BulkParameters](b.Parameters)
	if err != nil {
		return err
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.OrderID
	}
	works, _, err := f.beginMany(ctx, tx, oms.PrefixOrder, ids)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := settleRow(ctx, b, in, works[rows[i].OrderID], &rows[i]); err != nil {
			return err
		}
	}
	return nil
}

func settleRow(ctx context.Context, b *oms.Bulk, in BulkParameters, w *work, r *oms.BulkRow) error {
	if w == nil {
		r.Undo = ""
		r.Refuse(noOrder(r.OrderID))
		return nil
	}
	var undo any
	var changed bool
	var err error
	if b.Undoes != "" {
		changed, err = bulkUndos[b.Action](ctx, w, []byte(r.Undo))
	} else {
		changed, undo, err = bulkActions[b.Action].do(ctx, w, in)
	}
	r.Undo = ""
	var refused *oms.Error
	switch {
	case errors.As(err, &refused):
		r.Refuse(refused)
		r.Reason = clip(r.Reason, 1000)
		return nil
	case err != nil:
		return err
	case !changed:
		r.Result = oms.BulkUnchanged
		return nil
	}
	r.Result = oms.BulkChanged
	if undo != nil {
		r.Undo = string(jsonOf(undo))
	}
	_, err = w.save(ctx)
	return err
}

// bulkDied ends a bulk operation whose job was given up.
func (f *Flow) bulkDied(ctx context.Context, tx *store.Tx, j jobs.Job[bulkJob], cause error) error {
	b, err := tx.Bulk(ctx, j.Args.ID, true)
	if err != nil || b.Status.Ended() {
		return notFoundIsNil(err)
	}
	return endBulk(ctx, tx, b, oms.BulkGivenUp, clip(cause.Error(), 2000))
}

// bulkUndos are the undos by the action that they are called.
var bulkUndos = func() map[string]func(context.Context, *work, []byte) (bool, error) {
	all := map[string]func(context.Context, *work, []byte) (bool, error){}
	for _, a := range bulkActions {
		if a.undo != nil {
			all[a.inverse] = a.undo
		}
	}
	return all
}()

// without lists what is in all and not in some.
func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(some, s) })
}
