package flow

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// bulkAction is one verb as a bulk operation does it. It refuses with an
// *oms.Error before it has changed anything.
type bulkAction struct {
	check   func(BulkParameters) error
	would   func(*oms.Order, BulkParameters, time.Time) (bool, error)                        // whether it would change a copy of an order
	do      func(context.Context, *work, BulkParameters) (changed bool, undo any, err error) // undo is what it takes to undo it
	undo    func(context.Context, *work, []byte) (changed bool, err error)                   // nil where physics has none
	inverse string                                                                           // what the undo is called
}

var bulkActions = map[string]bulkAction{
	"hold":            {checkBulkHold, wouldHold, bulkHold, undoHold, "release_hold"},
	"release_hold":    {checkBulkNote, wouldReleaseHold, bulkReleaseHold, undoReleaseHold, "hold"},
	"release":         {noBulkCheck, wouldRelease, bulkRelease, undoRelease, "recall"},
	"tag":             {checkBulkTags, wouldTag(TagInput.adding), bulkTag(TagInput.adding), undoTags, "untag"},
	"untag":           {checkBulkTags, wouldTag(TagInput.removing), bulkTag(TagInput.removing), undoTags, "tag"},
	"cancel":          {checkBulkCancel, wouldCancel, bulkCancel, nil, ""},
	"reroute_waiting": {noBulkCheck, wouldReroute, bulkReroute, nil, ""},
}

func noBulkCheck(BulkParameters) error { return nil }

func checkBulkNote(in BulkParameters) error {
	return oms.InvalidFields("the bulk operation", oms.CheckText("note", in.Note, 2000))
}

func checkBulkHold(in BulkParameters) error {
	if in.Hold == nil {
		return oms.InvalidField("hold", "is required, at least its reason")
	}
	if in.Hold.Scope != "" && in.Hold.Scope != oms.ScopeOrder {
		return oms.InvalidField("hold.scope", "must be order")
	}
	return nil
}

func checkBulkTags(in BulkParameters) error {
	if len(in.Tags) == 0 {
		return oms.InvalidField("tags", "must name at least one")
	}
	return oms.InvalidFields("the tags", oms.CheckTags(in.Tags))
}

func checkBulkCancel(in BulkParameters) error {
	if _, err := in.cancelInput().shelf(); err != nil {
		return err
	}
	return oms.InvalidFields("the cancellation", append(oms.CheckText("reason", in.Reason, 300), oms.CheckText("note", in.Note, 2000)...))
}

func (in BulkParameters) cancelInput() CancelInput {
	return CancelInput{Reason: in.Reason, Note: in.Note, Restock: in.Restock, Unsellable: in.Unsellable}
}

func wouldHold(o *oms.Order, in BulkParameters, now time.Time) (bool, error) {
	h := in.Hold.hold()
	if err := o.CheckHold(h, now); err != nil {
		return false, err
	}
	_, placed, err := o.PlaceHold(h, now)
	return placed, err
}

func bulkHold(ctx context.Context, w *work, in BulkParameters) (bool, any, error) {
	h, placed, err := w.placeHold(ctx, in.Hold.hold())
	return placed, []string{h.ID}, err
}

func undoHold(ctx context.Context, w *work, raw []byte) (bool, error) {
	var ids []string
	if err := json.Unmarshal(raw, &ids); err != nil {
		return false, err
	}
	if !w.endHolds(ctx, func(h oms.Hold) bool { return slices.Contains(ids, h.ID) }, store.CallerOf(ctx).Actor, "undone") {
		return false, nil
	}
	return true, w.reallocate(ctx)
}

func wouldReleaseHold(o *oms.Order, _ BulkParameters, now time.Time) (bool, error) {
	which, err := chooseHolds(o, "")
	return err == nil && len(o.ReleaseHolds(which, "", "", now)) > 0, err
}

func bulkReleaseHold(ctx context.Context, w *work, in BulkParameters) (bool, any, error) {
	which, err := chooseHolds(w.o, "")
	if err != nil {
		return false, nil, err
	}
	var ended []oms.Hold
	for _, h := range w.o.Holds {
		if h.Status == oms.HoldActive && which(h) {
			ended = append(ended, h)
		}
	}
	if !w.endHolds(ctx, which, store.CallerOf(ctx).Actor, in.Note) {
		return false, nil, nil
	}
	return true, ended, w.reallocate(ctx)
}

// undoReleaseHold places the holds again that were released: new ones, for the
// same reasons.
func undoReleaseHold(ctx context.Context, w *work, raw []byte) (bool, error) {
	var holds []oms.Hold
	if err := json.Unmarshal(raw, &holds); err != nil {
		return false, err
	}
	for _, h := range holds {
		if err := w.o.CheckHold(h, w.tx.Now); err != nil {
			return false, err
		}
	}
	placed := false
	for _, h := range holds {
		again := oms.Hold{Type: h.Type, Scope: h.Scope, Line: h.Line, FulfillmentOrderID: h.FulfillmentOrderID, Blocks: h.Blocks, Reason: h.Reason, Note: h.Note,
			DueAt: h.DueAt, Release: h.Release}
		_, new, err := w.placeHold(ctx, again)
		if err != nil {
			return false, err
		}
		placed = placed || new
	}
	return placed, nil
}

func wouldRelease(o *oms.Order, _ BulkParameters, now time.Time) (released bool, err error) {
	var held error
	for i := range o.FulfillmentOrders {
		ful := &o.FulfillmentOrders[i]
		if ful.Status != oms.FulfillmentOpen && ful.Status != oms.FulfillmentScheduled && ful.Status != oms.FulfillmentOnHold {
			continue
		}
		s, err := o.Release(ful, now)
		if err != nil && ful.Status != oms.FulfillmentOnHold {
			return false, err
		}
		if err != nil {
			held = err
		}
		released = released || len(s.Moves) > 0
	}
	if released {
		return true, nil
	}
	return false, held
}

func bulkRelease(ctx context.Context, w *work, _ BulkParameters) (bool, any, error) {
	released, err := w.releaseOpen(ctx)
	var ids []string
	for _, ful := range w.o.FulfillmentOrders {
		if ful.Status == oms.FulfillmentReleased && w.before[ful.ID] != oms.FulfillmentReleased {
			ids = append(ids, ful.ID)
		}
	}
	return released, ids, err
}

// undoRelease takes work back that no location has begun.
func undoRelease(ctx context.Context, w *work, raw []byte) (bool, error) {
	var ids []string
	if err := json.Unmarshal(raw, &ids); err != nil {
		return false, err
	}
	for _, id := range ids {
		if ful, err := w.fulfillmentOrder(id); err != nil {
			return false, err
		} else if err := ful.Recallable(); err != nil {
			return false, err
		}
	}
	for _, id := range ids {
		ful := w.o.FulfillmentOrder(id)
		s, err := w.o.Recall(ful, w.tx.Now)
		if err != nil {
			return false, err
		}
		w.before[id] = ful.Status // told of here, with the moves
		w.event(ctx, oms.FulfillmentReopened, id, map[string]any{"number": ful.Number, "location": ful.Location, "status": ful.Status,
			"before": oms.FulfillmentReleased, "moves": s.Moves})
	}
	return len(ids) > 0, nil
}

// tagging makes the input that tags are put on with, or taken off.
type tagging func(TagInput, []string) TagInput

func (in TagInput) adding(tags []string) TagInput   { in.Add = tags; return in }
func (in TagInput) removing(tags []string) TagInput { in.Remove = tags; return in }

func wouldTag(with tagging) func(*oms.Order, BulkParameters, time.Time) (bool, error) {
	return func(o *oms.Order, in BulkParameters, _ time.Time) (bool, error) {
		after, err := retagged(o, with(TagInput{}, in.Tags))
		return err == nil && !slices.Equal(o.Tags, after), err
	}
}

func bulkTag(with tagging) func(context.Context, *work, BulkParameters) (bool, any, error) {
	return func(ctx context.Context, w *work, in BulkParameters) (bool, any, error) {
		before := w.o.Tags
		changed, err := w.retag(ctx, with(TagInput{}, in.Tags))
		return changed, TagInput{Add: without(before, w.o.Tags), Remove: without(w.o.Tags, before)}, err
	}
}

// undoTags puts back the tags that were taken off and takes off those put on.
func undoTags(ctx context.Context, w *work, raw []byte) (bool, error) {
	var in TagInput
	if err := json.Unmarshal(raw, &in); err != nil {
		return false, err
	}
	return w.retag(ctx, in)
}

func wouldCancel(o *oms.Order, in BulkParameters, now time.Time) (bool, error) {
	if o.Lifecycle == oms.Canceled {
		return false, nil
	}
	shelf, err := in.cancelInput().shelf()
	if err != nil {
		return false, err
	}
	_, err = o.Cancel(oms.Cancellation{Shelf: shelf}, now)
	return err == nil, err
}

func bulkCancel(ctx context.Context, w *work, in BulkParameters) (bool, any, error) {
	if w.o.Lifecycle == oms.Canceled {
		return false, nil, nil
	}
	shelf, err := in.cancelInput().shelf()
	if err != nil {
		return false, nil, err
	}
	err = w.cancel(ctx, oms.Cancellation{Shelf: shelf}, in.Reason, in.Note)
	return err == nil, nil, err
}

// wouldReroute can only say whether units wait: what there is for them is
// known when their turn comes.
func wouldReroute(o *oms.Order, _ BulkParameters, _ time.Time) (bool, error) {
	if o.Lifecycle != oms.Open {
		return false, oms.Errorf(oms.Conflict, "order %d is %s", o.Number, o.Lifecycle)
	}
	return waitingUnits(o) > 0, nil
}

func bulkReroute(ctx context.Context, w *work, in BulkParameters) (bool, any, error) {
	if _, err := wouldReroute(w.o, in, w.tx.Now); err != nil {
		return false, nil, err
	}
	waited := waitingUnits(w.o)
	if err := w.reallocate(ctx); err != nil || waitingUnits(w.o) < waited {
		return err == nil, nil, err
	}
	_, err := w.save(ctx) // nothing was found; what was told of that is kept
	return false, nil, err
}

func waitingUnits(o *oms.Order) (n int64) {
	for _, l := range o.Units() {
		n += l.Waiting()
	}
	return n
}
