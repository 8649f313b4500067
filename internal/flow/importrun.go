package flow

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// runImport works on one import from its beginning, also after a server died
// over it: what was done is known and not done again.
func (f *Flow) runImport(ctx context.Context, j jobs.Job[importJob]) error {
	i, err := f.beginImport(ctx, j.Args.ID)
	if err != nil || i == nil {
		return err
	}
	ctx = store.WithCaller(ctx, store.Caller{Actor: i.CreatedBy, Origin: "job", CorrelationID: i.ID})
	r := &importRun{f: f, row: i, rejects: &pieceWriter{ctx: ctx, f: f, id: i.ID}}
	report, err := r.do(ctx)
	if err == nil {
		err = r.rejects.flush()
	}
	if err != nil && oms.CodeOf(err) == "" {
		return err // another attempt may do better
	}
	return f.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.DropPieces(ctx, i.ID, store.ImportFile); err != nil {
			return err
		}
		i.Status, i.FinishedAt, i.Rejects, i.Report = store.ImportDone, &tx.Now, r.rejects.size, jsonOf(report)
		if err != nil {
			i.Status, i.Problem = store.ImportFailed, clip(err.Error(), 2000)
		}
		if r.progress != nil {
			i.Progress = jsonOf(r.progress)
		}
		tx.Emit(ctx, oms.Event{Type: "import.finished", Subject: i.ID}, map[string]any{"kind": i.Kind, "name": i.Name, "status": i.Status, "problem": i.Problem})
		if err := tx.SaveImport(ctx, i); err != nil {
			return err
		}
		return j.Done(ctx, tx)
	})
}

// beginImport marks an import as running; nil when it has ended already.
func (f *Flow) beginImport(ctx context.Context, id string) (i *Import, err error) {
	err = f.store.Write(ctx, func(tx *store.Tx) error {
		if i, err = tx.Import(ctx, id, true); oms.CodeOf(err) == oms.NotFound {
			return nil // it was pruned
		} else if err != nil {
			return err
		}
		if i.FinishedAt != nil {
			i = nil
			return nil
		}
		if i.StartedAt != nil && i.Kind == string(ImportMovements) {
			return jobs.Reject(errInterrupted)
		}
		i.Status, i.StartedAt = store.ImportRunning, &tx.Now
		if err := tx.DropPieces(ctx, id, store.ImportRejects); err != nil {
			return err
		}
		return tx.SaveImport(ctx, i)
	})
	return i, err
}

// importDied ends an import whose job was given up.
func (f *Flow) importDied(ctx context.Context, tx *store.Tx, j jobs.Job[importJob], cause error) error {
	i, err := tx.Import(ctx, j.Args.ID, true)
	if err != nil || i.FinishedAt != nil {
		return notFoundIsNil(err)
	}
	i.Status, i.Problem, i.FinishedAt = store.ImportFailed, clip(cause.Error(), 2000), &tx.Now
	tx.Emit(ctx, oms.Event{Type: "import.finished", Subject: i.ID}, map[string]any{"kind": i.Kind, "name": i.Name, "status": i.Status, "problem": i.Problem})
	if err := tx.DropPieces(ctx, i.ID, store.ImportFile); err != nil {
		return err
	}
	return tx.SaveImport(ctx, i)
}

// importRun is one attempt at an import.
type importRun struct {
	f        *Flow
	row      *Import
	rejects  *pieceWriter
	progress *ImportProgress
	noted    time.Time
}

func (r *importRun) do(ctx context.Context) (any, error) {
	file := &pieceReader{ctx: ctx, f: r.f, id: r.row.ID, part: store.ImportFile}
	if r.row.Kind == importOrders {
		o, err := importOptions[OrderImport](r.row.Options)
		if err != nil {
			return nil, err
		}
		o.Rejects = r.rejects
		o.OnProgress = func(p ImportProgress) { r.note(ctx, p) }
		return r.f.ImportOrders(ctx, file, o)
	}
	o, err := importOptions[catalogOptions](r.row.Options)
	if err != nil {
		return nil, err
	}
	return r.f.ImportCatalog(ctx, CatalogKind(r.row.Kind), file, CatalogImport{DryRun: o.DryRun, Mapping: o.Mapping, Location: o.Location, Rejects: r.rejects,
		OnProgress: func(rows int) {
			r.note(ctx, ImportProgress{Rows: int64(rows), Bytes: min(int64(file.n)*pieceBytes, r.row.Size)})
		}})
}

// note writes down how far the import is, once a second at most. Should that
// fail, the import itself will soon say so.
func (r *importRun) note(ctx context.Context, p ImportProgress) {
	r.progress = &p
	now := r.f.store.Now()
	if now.Sub(r.noted) < time.Second {
		return
	}
	r.noted = now
	text := jsonOf(p)
	if err := r.f.store.Write(ctx, func(tx *store.Tx) error { return tx.NoteImport(ctx, r.row.ID, text) }); err != nil {
		r.f.log.Warn("the progress of an import can't be noted", "import", r.row.ID, "error", err)
	}
}
