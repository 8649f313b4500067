package flow

import (
	"context"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// HoldInput places a hold. Only the reason is required: a manual hold on the
// whole order, until a person releases it, is what is meant then.
type HoldInput struct {
	Type             oms.HoldType      `json:"type,omitempty" doc:"manual when absent" enum:"manual,payment,fraud,address,review,timed" example:"manual"`
	Scope            oms.HoldScope     `json:"scope,omitempty" doc:"What is held: the whole order when absent" enum:"order,line,fulfillment_order"`
	Line             int               `json:"line,omitempty" doc:"For scope line: its number" minimum:"0"`
	FulfillmentOrder string            `json:"fulfillment_order,omitempty" doc:"For scope fulfillment_order: its id" maxLength:"64"`
	Blocks           []oms.Block       `json:"blocks,omitempty" doc:"What may not go on; by the type when absent" enum:"allocate,release,ship,capture,edit" maxItems:"5"`
	Reason           string            `json:"reason" doc:"For people: why" minLength:"1" maxLength:"300" example:"The buyer asked us to wait"`
	Note             string            `json:"note,omitempty" maxLength:"2000"`
	DueAt            *time.Time        `json:"due_at,omitempty" doc:"When a timed hold ends by itself, or a person must have looked"`
	Release          oms.ReleasePolicy `json:"release,omitempty" doc:"How it ends; by the type when absent" enum:"person,time,payment"`
}

func (in HoldInput) hold() oms.Hold {
	h := oms.Hold{Type: in.Type, Scope: in.Scope, Line: in.Line, FulfillmentOrderID: in.FulfillmentOrder, Blocks: slices.Clone(in.Blocks),
		Reason: in.Reason, Note: in.Note, Release: in.Release}
	if h.Type == "" {
		h.Type = oms.HoldManual
	}
	if h.Scope == "" {
		h.Scope = oms.ScopeOrder
	}
	if len(h.Blocks) == 0 {
		h.Blocks = oms.DefaultBlocks(h.Type)
	}
	if h.Release == "" {
		h.Release = oms.DefaultRelease(h.Type)
	}
	if in.DueAt != nil {
		at := in.DueAt.UTC().Truncate(time.Microsecond)
		h.DueAt = &at
	}
	return h
}

// PlaceHold holds an order, a line or a fulfillment order. A hold that blocks
// the release puts the work that nobody has begun on hold. The same hold again
// changes nothing.
func (f *Flow) PlaceHold(ctx context.Context, orderID string, in HoldInput) (*oms.Order, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Order, error) {
		w, err := f.begin(ctx, tx, orderID)
		if err != nil {
			return nil, err
		}
		if _, placed, err := w.placeHold(ctx, in.hold()); err != nil || !placed {
			return w.o, err
		}
		return w.save(ctx)
	})
}

// placeHold places a hold that has neither id nor owner yet, and tells whether
// there was none like it.
func (w *work) placeHold(ctx context.Context, h oms.Hold) (oms.Hold, bool, error) {
	if err := w.o.CheckHold(h, w.tx.Now); err != nil {
		return h, false, err
	}
	h.ID, h.PlacedBy = store.NewID(oms.PrefixHold), store.CallerOf(ctx).Actor
	h, placed, err := w.o.PlaceHold(h, w.tx.Now)
	if err != nil || !placed {
		return h, false, err
	}
	w.event(ctx, oms.OrderHoldPlaced, h.ID, map[string]any{"type": h.Type, "scope": h.Scope, "line": h.Line,
		"fulfillment_order_id": h.FulfillmentOrderID, "blocks": h.Blocks, "reason": h.Reason, "due_at": h.DueAt, "release": h.Release})
	return h, true, nil
}

// ReleaseHoldInput ends a hold.
type ReleaseHoldInput struct {
	HoldID string `json:"hold_id,omitempty" doc:"The hold to end. When absent, all that a person or time may end; a hold for payment has to be named" maxLength:"64"`
	Note   string `json:"note,omitempty" maxLength:"2000"`
}

// ReleaseHold ends one hold, or all that wait for a person or for time. Work
// that nothing else blocks is open again. A hold that has ended stays so.
func (f *Flow) ReleaseHold(ctx context.Context, orderID string, in ReleaseHoldInput) (*oms.Order, error) {
	if err := oms.InvalidFields("the release", oms.CheckText("note", in.Note, 2000)); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Order, error) {
		w, err := f.begin(ctx, tx, orderID)
		if err != nil {
			return nil, err
		}
		which, err := chooseHolds(w.o, in.HoldID)
		if err != nil {
			return nil, err
		}
		return w.releaseHolds(ctx, which, store.CallerOf(ctx).Actor, in.Note)
	})
}

// chooseHolds says which holds a person means.
func chooseHolds(o *oms.Order, id string) (func(oms.Hold) bool, error) {
	if id != "" {
		if !slices.ContainsFunc(o.Holds, func(h oms.Hold) bool { return h.ID == id }) {
			return nil, oms.InvalidField("hold_id", "names no hold of the order")
		}
		return func(h oms.Hold) bool { return h.ID == id }, nil
	}
	free := func(h oms.Hold) bool { return h.Release != oms.ReleaseByPayment }
	var waits *oms.Hold
	for i, h := range o.Holds {
		if h.Status != oms.HoldActive {
			continue
		}
		if free(h) {
			return free, nil
		}
		waits = &o.Holds[i]
	}
	if waits != nil {
		return nil, oms.Errorf(oms.Conflict, "order %d waits for its payment: %s. Name hold %s to release it all the same", o.Number, waits.Reason, waits.ID)
	}
	return free, nil
}

// releaseHolds ends holds and saves the order, if any ended.
func (w *work) releaseHolds(ctx context.Context, which func(oms.Hold) bool, by, note string) (*oms.Order, error) {
	if !w.endHolds(ctx, which, by, note) {
		return w.o, nil
	}
	if err := w.reallocate(ctx); err != nil {
		return nil, err
	}
	return w.save(ctx)
}

// endHolds ends holds and tells of each. It reports whether any ended.
func (w *work) endHolds(ctx context.Context, which func(oms.Hold) bool, by, note string) bool {
	ended := w.o.ReleaseHolds(which, by, note, w.tx.Now)
	for _, h := range ended {
		w.event(ctx, oms.OrderHoldReleased, h.ID, map[string]any{"type": h.Type, "reason": h.Reason, "by": by, "note": note})
	}
	return len(ended) > 0
}

// ReleaseDueHolds ends the timed holds whose time is up, of at most limit
// orders, and returns of how many. Each order is a transaction of its own.
func (f *Flow) ReleaseDueHolds(ctx context.Context, limit int) (orders int, err error) {
	now := f.store.Now()
	ids, err := read(ctx, f, func(tx *store.Tx) ([]string, error) { return tx.OrdersWithDueHolds(ctx, now, limit) })
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		_, err := do(ctx, f, func(tx *store.Tx) (*oms.Order, error) {
			w, err := f.begin(ctx, tx, id)
			if err != nil {
				return nil, err
			}
			due := func(h oms.Hold) bool {
				return h.Release == oms.ReleaseByTime && h.DueAt != nil && !h.DueAt.After(tx.Now)
			}
			return w.releaseHolds(ctx, due, "system", "its time is up")
		})
		if err != nil {
			return orders, err
		}
		orders++
	}
	return orders, nil
}
