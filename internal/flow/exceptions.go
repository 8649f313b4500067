package flow

import (
	"context"
	"reflect"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ExceptionNote is what a person says when they are done with an exception.
type ExceptionNote struct {
	Note string `json:"note,omitempty" doc:"What was done about it" maxLength:"2000"`
}

// ExceptionOwner says who looks after an exception.
type ExceptionOwner struct {
	Owner string `json:"owner" doc:"Who: me for the caller, user:… as in the log, or a name; empty for nobody" maxLength:"100" example:"me"`
}

// exceptionChange changes an exception, or refuses and changes nothing.
type exceptionChange = func(*oms.Exception, *store.Tx) error

// Acknowledge notes that somebody has seen an exception.
func (f *Flow) Acknowledge(ctx context.Context, id string) (*oms.Exception, error) {
	return f.changeException(ctx, id, acknowledge)
}

func acknowledge(e *oms.Exception, _ *store.Tx) error {
	if e.Status == oms.ExceptionOpen { // else it was seen already
		e.Status = oms.ExceptionAcknowledged
	}
	return nil
}

// Assign gives an exception to an owner, who is then working on it.
func (f *Flow) Assign(ctx context.Context, id string, in ExceptionOwner) (*oms.Exception, error) {
	if err := oms.InvalidFields("the owner", oms.CheckText("owner", in.Owner, 100)); err != nil {
		return nil, err
	}
	return f.changeException(ctx, id, assign(ctx, in.Owner))
}

func assign(ctx context.Context, owner string) exceptionChange {
	return func(e *oms.Exception, _ *store.Tx) error {
		if e.Status.Done() {
			return oms.Errorf(oms.Conflict, "exception %s is %s", e.ID, e.Status)
		}
		if e.Owner = ownerNamed(ctx, owner); e.Owner != "" {
			e.Status = oms.ExceptionInProgress
		}
		return nil
	}
}

// Snooze is how long an exception stays out of sight.
type Snooze struct {
	Until time.Time `json:"until" doc:"When queues show it again; an instant that is past shows it now" example:"2026-11-21T08:00:00Z"`
}

// maxSnooze is how far ahead an exception can be put away.
const maxSnooze = 90 * 24 * time.Hour

// Snooze takes an exception out of the queue until an instant. It comes back by
// itself, and keeps its clock.
func (f *Flow) Snooze(ctx context.Context, id string, in Snooze) (*oms.Exception, error) {
	return f.changeException(ctx, id, snooze(in.Until))
}

func snooze(until time.Time) exceptionChange {
	until = until.UTC().Truncate(time.Microsecond)
	return func(e *oms.Exception, tx *store.Tx) error {
		switch {
		case e.Status.Done():
			return oms.Errorf(oms.Conflict, "exception %s is %s", e.ID, e.Status)
		case until.Sub(tx.Now) > maxSnooze:
			return oms.InvalidField("until", "must be within 90 days")
		case e.SnoozedUntil != nil && e.SnoozedUntil.Equal(until):
			return nil
		case !until.After(tx.Now):
			e.SnoozedUntil = nil
			return nil
		}
		e.SnoozedUntil = &until
		return nil
	}
}

// Resolve ends an exception: something was done about it.
func (f *Flow) Resolve(ctx context.Context, id string, in ExceptionNote) (*oms.Exception, error) {
	return f.endException(ctx, id, oms.ExceptionResolved, in)
}

// Dismiss ends an exception: nothing needs to be done.
func (f *Flow) Dismiss(ctx context.Context, id string, in ExceptionNote) (*oms.Exception, error) {
	return f.endException(ctx, id, oms.ExceptionDismissed, in)
}

func (f *Flow) endException(ctx context.Context, id string, status oms.ExceptionStatus, in ExceptionNote) (*oms.Exception, error) {
	if err := oms.InvalidFields("the note", oms.CheckText("note", in.Note, 2000)); err != nil {
		return nil, err
	}
	return f.changeException(ctx, id, end(ctx, status, in.Note))
}

func end(ctx context.Context, status oms.ExceptionStatus, note string) exceptionChange {
	return func(e *oms.Exception, tx *store.Tx) error {
		if e.Status == status {
			return nil
		}
		if err := oms.ExceptionMoves.Check(e.ID, string(e.Status), string(status)); err != nil {
			return err
		}
		e.Status, e.ResolvedAt, e.ResolvedBy, e.Resolution = status, &tx.Now, store.CallerOf(ctx).Actor, note
		return nil
	}
}

// changeException changes an exception, with its order where it has one: the
// order's attention follows from it.
func (f *Flow) changeException(ctx context.Context, id string, change exceptionChange) (*oms.Exception, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Exception, error) {
		orderID, err := tx.OrderOf(ctx, oms.PrefixException, id)
		if err != nil {
			return nil, err
		}
		if orderID == "" {
			if _, err := changeOne(ctx, tx, nil, id, change); err != nil {
				return nil, err
			}
			return tx.Exception(ctx, id)
		}
		o, err := tx.LockOrder(ctx, orderID)
		if err != nil {
			return nil, err
		}
		changed, err := changeOne(ctx, tx, o, id, change)
		if err == nil && changed {
			err = tx.SaveOrder(ctx, o)
		}
		return &o.Exceptions[slices.IndexFunc(o.Exceptions, func(e oms.Exception) bool { return e.ID == id })], err
	})
}

// tellException applies a change and tells of it, if it was one.
func tellException(ctx context.Context, tx *store.Tx, e *oms.Exception, change exceptionChange) (bool, error) {
	before := *e
	if err := change(e, tx); err != nil || reflect.DeepEqual(*e, before) {
		return false, err
	}
	t := oms.ExceptionChanged
	if e.Status.Done() {
		t = oms.ExceptionClosed
	}
	tx.Emit(ctx, oms.Event{Type: t, Subject: e.ID, OrderID: e.OrderID}, map[string]any{"kind": e.Kind, "before": before.Status, "status": e.Status,
		"owner": e.Owner, "resolution": e.Resolution, "snoozed_until": e.SnoozedUntil})
	return true, nil
}
