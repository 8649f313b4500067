package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// RejectInput says why a location won't send.
type RejectInput struct {
	Reason string `json:"reason" doc:"Why; the decision that follows says it" minLength:"1" maxLength:"300" example:"the shelf is blocked"`
}

// RejectFulfillmentOrder gives a fulfillment order back because its location
// won't send it. It is remembered: the order's units look for other locations
// and never ask this one again.
func (f *Flow) RejectFulfillmentOrder(ctx context.Context, id string, in RejectInput) (*oms.Order, error) {
	errs := checkText("reason", in.Reason, 300)
	if in.Reason == "" {
		errs = append(errs, oms.FaultAt("reason", "is required"))
	}
	if err := oms.InvalidFields("the rejection", errs); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Order, error) {
		w, err := f.beginWith(ctx, tx, oms.PrefixFulfillmentOrder, id)
		if err != nil {
			return nil, err
		}
		ful, err := w.fulfillmentOrder(id)
		if err != nil {
			return nil, err
		}
		s, err := w.o.Reject(ful, in.Reason, tx.Now)
		if err != nil || len(s.Moves) == 0 {
			return w.o, err
		}
		if err := w.apply(ctx, s); err != nil {
			return nil, err
		}
		w.event(ctx, oms.FulfillmentRejected, ful.ID, map[string]any{"number": ful.Number, "location": ful.Location, "reason": in.Reason, "moves": s.Moves})
		if err := w.reallocate(ctx); err != nil {
			return nil, err
		}
		return w.save(ctx)
	})
}
