package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// report opens an exception that belongs to no order. While one with the same
// fingerprint is open it gets the new summary instead.
func report(ctx context.Context, tx *store.Tx, e oms.Exception) error {
	old, err := tx.OpenException(ctx, e.Fingerprint)
	if err != nil {
		return err
	}
	if old != nil {
		old.Summary, old.Says = e.Summary, e.Says
		return tx.SaveException(ctx, *old)
	}
	e = e.Open(store.NewID(oms.PrefixException), tx.Now)
	tx.Emit(ctx, oms.Event{Type: oms.ExceptionOpened, Subject: e.ID},
		map[string]any{"kind": e.Kind, "severity": e.Severity, "subject": e.Subject, "summary": e.Summary, "says": e.Says})
	return tx.SaveException(ctx, e)
}

// allClear resolves what report opened, when its cause is gone.
func allClear(ctx context.Context, tx *store.Tx, fingerprint string, why oms.Said) error {
	e, err := tx.OpenException(ctx, fingerprint)
	if err != nil || e == nil {
		return err
	}
	e.Over(why, tx.Now)
	tx.Emit(ctx, oms.Event{Type: oms.ExceptionClosed, Subject: e.ID}, map[string]any{"kind": e.Kind, "resolution": e.Resolution, "ends": e.Ends})
	return tx.SaveException(ctx, *e)
}
