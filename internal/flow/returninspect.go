package flow

import (
	"context"
	"fmt"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ReturnFindings is what units of a return were found to be.
type ReturnFindings struct {
	Items []oms.InspectItem `json:"items" minItems:"1" maxItems:"1000"`
}

// InspectReturn notes what units were found to be: what can be sold again is in
// stock at once. When all were looked at and all is in order, the return is
// refunded and closed as the policy says; else a person decides.
func (f *Flow) InspectReturn(ctx context.Context, id string, in ReturnFindings) (Part[oms.Return], error) {
	var errs []oms.FieldError
	for i, it := range in.Items {
		errs = append(errs, checkText(fmt.Sprintf("items[%d].note", i), it.Note, 1000)...)
	}
	if len(in.Items) == 0 {
		errs = append(errs, oms.FaultAt("items", "needs at least one entry"))
	}
	if err := oms.InvalidFields("the inspection", errs); err != nil {
		return Part[oms.Return]{}, err
	}
	return f.onReturn(ctx, id, func(b *returning) (bool, error) { return true, b.inspect(ctx, in.Items) })
}

func (b *returning) inspect(ctx context.Context, items []oms.InspectItem) error {
	s, err := b.o.InspectReturn(b.r, b.all, items, store.CallerOf(ctx).Actor, b.tx.Now)
	if err != nil {
		return err
	}
	if err := b.apply(ctx, s); err != nil {
		return err
	}
	b.tell(ctx, oms.ReturnLookedAt, s)
	return b.conclude(ctx)
}

// conclude does what needs nobody once everything was looked at: of a return
// that was agreed to, what is in order is refunded, if the policy says so, and
// what has nothing more to be refunded is closed.
func (b *returning) conclude(ctx context.Context) error {
	if b.r.Status != oms.RMAInspected || b.r.ApprovedAt == nil || !b.r.Sound() {
		return nil
	}
	due := false
	for _, l := range b.r.Lines {
		due = due || l.Refundable() > l.Credited
	}
	switch {
	case !due:
	case b.policy.Refund == oms.RefundByHand:
		return nil
	default:
		if err := b.refundAll(ctx, oms.ReturnLine.Refundable); err != nil {
			return err
		}
	}
	b.close(ctx)
	return nil
}

func (b *returning) close(ctx context.Context) {
	b.r.Status = oms.RMAClosed
	b.tell(ctx, oms.ReturnEnded, oms.Step{})
}
