package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ReleaseFulfillmentOrder gives a fulfillment order to its location to work.
func (f *Flow) ReleaseFulfillmentOrder(ctx context.Context, id string) (*oms.Order, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Order, error) {
		w, err := f.beginWith(ctx, tx, oms.PrefixFulfillmentOrder, id)
		if err != nil {
			return nil, err
		}
		released, err := w.release(ctx, id)
		if err != nil || !released {
			return w.o, err
		}
		return w.save(ctx)
	})
}

// release gives one fulfillment order out and tells whether it was not before.
func (w *work) release(ctx context.Context, id string) (bool, error) {
	ful, err := w.fulfillmentOrder(id)
	if err != nil {
		return false, err
	}
	s, err := w.o.Release(ful, w.tx.Now)
	if err != nil || len(s.Moves) == 0 {
		return false, err
	}
	w.event(ctx, oms.FulfillmentOut, ful.ID, map[string]any{"number": ful.Number, "location": ful.Location, "moves": s.Moves})
	return true, nil
}

// ReleaseOrder gives all open work of an order to its locations. Where nothing
// is open and something is on hold, the hold is the answer.
func (f *Flow) ReleaseOrder(ctx context.Context, orderID string) (*oms.Order, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Order, error) {
		w, err := f.begin(ctx, tx, orderID)
		if err != nil {
			return nil, err
		}
		released, err := w.releaseOpen(ctx)
		if err != nil || !released {
			return w.o, err
		}
		return w.save(ctx)
	})
}

func (w *work) releaseOpen(ctx context.Context) (released bool, err error) {
	var held error
	for i := range w.o.FulfillmentOrders {
		ful := &w.o.FulfillmentOrders[i]
		if ful.Status != oms.FulfillmentOpen && ful.Status != oms.FulfillmentScheduled && ful.Status != oms.FulfillmentOnHold {
			continue
		}
		out, err := w.release(ctx, ful.ID)
		switch {
		case err == nil:
			released = released || out
		case ful.Status == oms.FulfillmentOnHold:
			held = err
		default:
			return false, err
		}
	}
	if !released {
		return false, held
	}
	return true, nil
}

// BulkResult is what became of one row of a bulk verb.
type BulkResult struct {
	ID    string     `json:"id"`
	Done  bool       `json:"done" doc:"Whether it is as asked now; it may have been before"`
	Error *oms.Error `json:"error,omitempty" doc:"Why it was skipped"`
}

// MaxBulk is how many rows a bulk verb takes.
const MaxBulk = 1000

// ReleaseMany gives many fulfillment orders out, in one transaction, with an
// answer for each: one that is held never stops its neighbors.
func (f *Flow) ReleaseMany(ctx context.Context, ids []string) ([]BulkResult, error) {
	return f.each(ctx, oms.PrefixFulfillmentOrder, ids, func(w *work, id string) (bool, error) { return w.release(ctx, id) })
}

// each runs one verb on parts of many orders in one transaction. The orders
// are locked in the order of their ids. A verb that refuses must not have
// changed anything.
func (f *Flow) each(ctx context.Context, prefix string, ids []string, verb func(*work, string) (bool, error)) ([]BulkResult, error) {
	if len(ids) == 0 || len(ids) > MaxBulk {
		return nil, oms.InvalidField("ids", "must name 1 to %d", MaxBulk)
	}
	return do(ctx, f, func(tx *store.Tx) ([]BulkResult, error) {
		works, owner, err := f.beginMany(ctx, tx, prefix, ids)
		if err != nil {
			return nil, err
		}
		out := make([]BulkResult, len(ids))
		changed := map[*work]bool{}
		for i, id := range ids {
			out[i].ID = id
			w := works[owner[id]]
			if w == nil {
				out[i].Error = oms.Errorf(oms.NotFound, "there is no %s", id)
				continue
			}
			did, err := verb(w, id)
			var refused *oms.Error
			switch {
			case errors.As(err, &refused):
				out[i].Error = refused
			case err != nil:
				return nil, fmt.Errorf("%s: %w", id, err)
			default:
				out[i].Done = true
				changed[w] = changed[w] || did
			}
		}
		return out, saveAll(ctx, works, changed)
	})
}

// beginMany locks the orders that the parts belong to; with the prefix of
// orders the ids are those of the orders themselves.
func (f *Flow) beginMany(ctx context.Context, tx *store.Tx, prefix string, ids []string) (works map[string]*work, owner map[string]string, err error) {
	owner = map[string]string{}
	if prefix == oms.PrefixOrder {
		for _, id := range ids {
			owner[id] = id
		}
	} else if owner, err = tx.OrdersOf(ctx, prefix, ids); err != nil {
		return nil, nil, err
	}
	var orders []string
	for _, id := range owner {
		orders = append(orders, id)
	}
	slices.Sort(orders)
	locked, err := tx.LockOrders(ctx, slices.Compact(orders))
	works = make(map[string]*work, len(locked))
	for _, o := range locked {
		works[o.ID] = f.change(tx, o)
	}
	return works, owner, err
}

func saveAll(ctx context.Context, works map[string]*work, changed map[*work]bool) error {
	var ids []string
	for id, w := range works {
		if changed[w] {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		if _, err := works[id].save(ctx); err != nil {
			return err
		}
	}
	return nil
}
