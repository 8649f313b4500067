package flow

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ExceptionBulk changes many exceptions alike.
type ExceptionBulk struct {
	IDs    []string   `json:"ids" minItems:"1" maxItems:"500" maxLength:"64" example:"exc_01kd3ht2yre1asz3dgf0ma94w5"`
	Action string     `json:"action" enum:"assign,acknowledge,snooze,resolve,dismiss" example:"assign"`
	Owner  string     `json:"owner,omitempty" doc:"For assign: me, user:… or a name; empty for nobody" maxLength:"100" example:"me"`
	Until  *time.Time `json:"until,omitempty" doc:"For snooze"`
	Note   string     `json:"note,omitempty" doc:"For resolve and dismiss: what was done" maxLength:"2000" example:"Talked to the supplier"`
}

// maxExceptionBulk is how many exceptions change at once.
const maxExceptionBulk = 500

// change is what a row of the bulk does.
func (in ExceptionBulk) change(ctx context.Context) (exceptionChange, error) {
	switch in.Action {
	case "assign":
		return assign(ctx, in.Owner), oms.InvalidFields("the owner", oms.CheckText("owner", in.Owner, 100))
	case "acknowledge":
		return acknowledge, nil
	case "snooze":
		if in.Until == nil {
			return nil, oms.InvalidField("until", "is required to snooze")
		}
		return snooze(*in.Until), nil
	case "resolve":
		return end(ctx, oms.ExceptionResolved, in.Note), oms.InvalidFields("the note", oms.CheckText("note", in.Note, 2000))
	case "dismiss":
		return end(ctx, oms.ExceptionDismissed, in.Note), oms.InvalidFields("the note", oms.CheckText("note", in.Note, 2000))
	}
	return nil, oms.InvalidField("action", "must be assign, acknowledge, snooze, resolve or dismiss")
}

// ChangeExceptions does one thing to many exceptions in one transaction, with
// an answer for each: one that refuses never stops its neighbors.
func (f *Flow) ChangeExceptions(ctx context.Context, in ExceptionBulk) ([]BulkResult, error) {
	if len(in.IDs) == 0 || len(in.IDs) > maxExceptionBulk {
		return nil, oms.InvalidField("ids", "must name 1 to %d", maxExceptionBulk)
	}
	change, err := in.change(ctx)
	if err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) ([]BulkResult, error) {
		owner, err := tx.OrdersOf(ctx, oms.PrefixException, in.IDs)
		if err != nil {
			return nil, err
		}
		orders, err := lockedOrders(ctx, tx, owner)
		if err != nil {
			return nil, err
		}
		out := make([]BulkResult, len(in.IDs))
		changed := map[string]*oms.Order{}
		for i, id := range in.IDs {
			var err error = oms.Errorf(oms.NotFound, "there is no exception %.100q", id)
			if orderID, known := owner[id]; known {
				var did bool
				if did, err = changeOne(ctx, tx, orders[orderID], id, change); did && orderID != "" {
					changed[orderID] = orders[orderID]
				}
			}
			if out[i], err = rowOf(id, err); err != nil {
				return nil, err
			}
		}
		var save []*oms.Order
		for _, o := range changed {
			save = append(save, o)
		}
		slices.SortFunc(save, func(a, b *oms.Order) int { return compare(a.ID, b.ID) })
		return out, tx.SaveOrders(ctx, save)
	})
}

// lockedOrders locks the orders of exceptions, by id.
func lockedOrders(ctx context.Context, tx *store.Tx, owner map[string]string) (map[string]*oms.Order, error) {
	var ids []string
	for _, orderID := range owner {
		if orderID != "" {
			ids = append(ids, orderID)
		}
	}
	slices.Sort(ids)
	all, err := tx.LockOrders(ctx, slices.Compact(ids))
	out := make(map[string]*oms.Order, len(all))
	for _, o := range all {
		out[o.ID] = o
	}
	return out, err
}

// changeOne changes an exception of a locked order, or of none, and tells
// whether it was a change. What belongs to an order is saved with the order.
func changeOne(ctx context.Context, tx *store.Tx, o *oms.Order, id string, change exceptionChange) (bool, error) {
	if o != nil {
		i := slices.IndexFunc(o.Exceptions, func(e oms.Exception) bool { return e.ID == id })
		return tellException(ctx, tx, &o.Exceptions[i], change)
	}
	e, err := tx.LockException(ctx, id)
	if err != nil {
		return false, err
	}
	changed, err := tellException(ctx, tx, e, change)
	if err != nil || !changed {
		return false, err
	}
	return true, tx.SaveException(ctx, *e)
}

// rowOf answers one row. What is no refusal ends the whole bulk.
func rowOf(id string, err error) (BulkResult, error) {
	if err == nil {
		return BulkResult{ID: id, Done: true}, nil
	}
	var refused *oms.Error
	if !errors.As(err, &refused) {
		return BulkResult{}, err
	}
	return BulkResult{ID: id, Error: refused}, nil
}
