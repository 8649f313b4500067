package flow

import (
	"context"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ReturnApproval says how a return is agreed to.
type ReturnApproval struct {
	KeepIt bool `json:"keep_it,omitempty" doc:"Nothing needs to come: the buyer keeps it and gets the money"`
}

// ReturnReason is why a return is declined or called off.
type ReturnReason struct {
	Reason string `json:"reason" doc:"For the buyer" minLength:"1" maxLength:"300" example:"Worn for a season"`
}

// ReturnTransit is what is known of the parcel that brings a return.
type ReturnTransit struct {
	Carrier  string `json:"carrier,omitempty" maxLength:"64" example:"dhl"`
	Tracking string `json:"tracking,omitempty" doc:"The tracking number, by which the desk finds it" maxLength:"100" example:"00340434161094021501"`
}

// ApproveReturn agrees to a return that was requested. With keep_it nothing is
// waited for. An approved one is answered as it is.
func (f *Flow) ApproveReturn(ctx context.Context, id string, in ReturnApproval) (Part[oms.Return], error) {
	return f.onReturn(ctx, id, func(b *returning) (bool, error) {
		if b.r.Status != oms.RMARequested && !in.KeepIt {
			return false, oms.RMAMoves.Check(b.r.Name(), string(b.r.Status), string(oms.RMAApproved))
		}
		if b.r.Status == oms.RMARequested {
			if err := b.approve(ctx); err != nil {
				return false, err
			}
		}
		if in.KeepIt {
			return true, b.keep(ctx)
		}
		return true, nil
	})
}

// approve agrees, and gives the money back where the policy says so.
func (b *returning) approve(ctx context.Context) error {
	b.r.Status, b.r.ApprovedAt = oms.RMAApproved, &b.tx.Now
	if days := b.policy.ExpireDays; days > 0 {
		due := b.tx.Now.Add(time.Duration(days) * 24 * time.Hour)
		b.r.DueAt = &due
	}
	b.tell(ctx, oms.ReturnAgreed, oms.Step{})
	if b.policy.Refund != oms.RefundOnApproval {
		return nil
	}
	return b.refundAll(ctx, func(l oms.ReturnLine) int64 { return l.Quantity })
}

// keep leaves everything that is still to come with the buyer.
func (b *returning) keep(ctx context.Context) error {
	var items []oms.InspectItem
	for _, l := range b.r.Lines {
		if l.Open() > 0 {
			items = append(items, oms.InspectItem{Line: l.N, Quantity: l.Open(), Disposition: oms.KeepIt})
		}
	}
	return b.inspect(ctx, items)
}

// DeclineReturn refuses a return that was requested: the units stay with the
// buyer.
func (f *Flow) DeclineReturn(ctx context.Context, id string, in ReturnReason) (Part[oms.Return], error) {
	return f.endReturn(ctx, id, oms.RMADeclined, oms.ReturnRefused, in.Reason)
}

// CancelReturn calls a return off of which nothing has come.
func (f *Flow) CancelReturn(ctx context.Context, id string, in ReturnReason) (Part[oms.Return], error) {
	return f.endReturn(ctx, id, oms.RMACanceled, oms.ReturnCalledOff, in.Reason)
}

// endReturn ends a return without goods. What was paid back for it already is
// told to a person.
func (f *Flow) endReturn(ctx context.Context, id string, to oms.RMAStatus, event oms.EventType, reason string) (Part[oms.Return], error) {
	if err := oms.InvalidFields("the reason", checkText("reason", reason, 300)); err != nil {
		return Part[oms.Return]{}, err
	}
	return f.onReturn(ctx, id, func(b *returning) (bool, error) {
		if b.r.Status == to {
			return false, nil
		}
		return true, b.end(ctx, to, event, reason)
	})
}

func (b *returning) end(ctx context.Context, to oms.RMAStatus, event oms.EventType, reason string) error {
	s, err := b.o.TakeBack(b.r, to)
	if err != nil {
		return err
	}
	b.r.Reason = reason
	b.tell(ctx, event, s)
	if paid := b.o.RefundedFor(b.r); paid > 0 {
		raise(ctx, b.tx, b.o, oms.Exception{Kind: oms.ExceptionReturnDiffers, Severity: oms.SeverityHigh}.Saying(
			oms.SaysReturnRefunded.With(oms.Facts{"return": oms.FactText(b.r.Name()), "amount": oms.FactMoney(paid, b.o.Currency)})))
	}
	return nil
}

// SendReturn notes that a return is on its way, or with which parcel.
func (f *Flow) SendReturn(ctx context.Context, id string, in ReturnTransit) (Part[oms.Return], error) {
	if err := oms.InvalidFields("the parcel", append(checkText("carrier", in.Carrier, 64), checkText("tracking", in.Tracking, 100)...)); err != nil {
		return Part[oms.Return]{}, err
	}
	return f.onReturn(ctx, id, func(b *returning) (bool, error) {
		r := b.r
		if err := oms.RMAMoves.Check(r.Name(), string(r.Status), string(oms.RMAInTransit)); err != nil {
			return false, err
		}
		known := r.Status == oms.RMAInTransit && (in.Carrier == "" || in.Carrier == r.Carrier) && (in.Tracking == "" || in.Tracking == r.Tracking)
		if known {
			return false, nil
		}
		r.Status = oms.RMAInTransit
		if in.Carrier != "" {
			r.Carrier = in.Carrier
		}
		if in.Tracking != "" {
			r.Tracking = in.Tracking
		}
		b.tell(ctx, oms.ReturnSent, oms.Step{})
		return true, nil
	})
}

// ExpireReturns ends up to limit returns that were waited for long enough, and
// returns how many.
func (f *Flow) ExpireReturns(ctx context.Context, limit int) (int, error) {
	due, err := read(ctx, f, func(tx *store.Tx) ([]string, error) { return tx.DueReturns(ctx, tx.Now, limit) })
	for i, id := range due {
		_, err := f.onReturn(ctx, id, func(b *returning) (bool, error) {
			waited := b.r.Status == oms.RMAApproved || b.r.Status == oms.RMAInTransit
			if !waited || b.r.DueAt == nil || b.r.DueAt.After(b.tx.Now) {
				return false, nil // somebody was quicker
			}
			return true, b.end(ctx, oms.RMAExpired, oms.ReturnNeverCame, "it did not come in time")
		})
		if err != nil {
			return i, err
		}
	}
	return len(due), err
}
