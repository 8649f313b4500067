package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// Amend takes what a channel states anew of an order that is known. Whatever
// is still possible is done, and the rest opens an exception: a channel's word
// is never lost. The same statement again, or an older one, changes nothing.
func (f *Flow) Amend(ctx context.Context, id string, in oms.OrderInput) (*oms.Order, error) {
	if in.Fingerprint == nil {
		if err := in.Prepare(); err != nil {
			return nil, err
		}
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Order, error) { return f.amendIn(ctx, tx, id, &in) })
}

// amendIn amends an order in a transaction.
func (f *Flow) amendIn(ctx context.Context, tx *store.Tx, id string, in *oms.OrderInput) (*oms.Order, error) {
	w, err := f.begin(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	known, err := tx.KnownOrders(ctx, []store.OrderKey{{ChannelID: w.o.ChannelID, ExternalID: w.o.ExternalID}})
	if err != nil {
		return nil, err
	}
	for _, k := range known {
		if sameContent(k, in) {
			return w.o, nil
		}
	}
	if err := w.amend(ctx, in); err != nil {
		return nil, err
	}
	if err := tx.SavePayload(ctx, id, w.o.Version, in.Fingerprint, in.Raw); err != nil {
		return nil, err
	}
	return w.save(ctx)
}

// amend does what a statement asks for.
func (w *work) amend(ctx context.Context, in *oms.OrderInput) error {
	o := w.o
	if in.Canceled {
		return w.cancelForChannel(ctx, in.CancelReason)
	}
	want, err := w.wanted(ctx, in)
	if err != nil {
		return err
	}
	if o.Lifecycle == oms.Draft && !in.Draft {
		o.Lifecycle = oms.Open
		w.event(ctx, oms.OrderConfirmed, o.ID, map[string]any{"number": o.Number})
	}
	before := o.Owed()
	missing := o.MissingPayments(want)
	a, err := o.Amend(want, w.tx.Now)
	if err != nil {
		return err
	}
	if err := w.apply(ctx, a.Step); err != nil {
		return err
	}
	o.CustomerID = customerOf(o)
	if len(a.Changes) > 0 || len(a.Impossible) > 0 {
		r := EditResult{Order: o, Before: before, After: o.Owed(), Difference: o.Owed() - before, Changes: a.Changes}
		data := r.data(a.Moves)
		data["channel"], data["impossible"] = o.Channel, textsOf(a.Impossible)
		w.event(ctx, oms.OrderEdited, o.ID, data)
	}
	a.Impossible = append(a.Impossible, w.pay(ctx, missing)...)
	w.tellImpossible(ctx, a.Impossible)
	return w.reallocate(ctx)
}

// wanted makes an order of the channel's statement.
func (w *work) wanted(ctx context.Context, in *oms.OrderInput) (*oms.Order, error) {
	sku, err := w.skus(ctx, in.Lines)
	if err != nil {
		return nil, err
	}
	if in.Currency == "" {
		in.Currency = w.o.Currency
	}
	if in.Currency != w.o.Currency {
		return nil, oms.InvalidField("currency", "is %.20s, the order's is %s", in.Currency, w.o.Currency)
	}
	return oms.NewOrder(in, &oms.Channel{ID: w.o.ChannelID, Code: w.o.Channel}, sku, w.tx.Now)
}

// pay records the facts about money that were new, and returns what was
// refused.
func (w *work) pay(ctx context.Context, facts []oms.Transaction) (refused []oms.Said) {
	for _, t := range facts {
		if _, err := w.record(ctx, t); err != nil {
			refused = append(refused, oms.SaysLateTransaction.With(oms.Facts{"kind": t.Kind.Word(), "amount": oms.FactMoney(t.Amount, t.Currency), "why": oms.FactText(err.Error())}))
		}
	}
	return refused
}

// textsOf are sentences in English, as events keep them.
func textsOf(all []oms.Said) []string {
	texts := make([]string, len(all))
	for i, s := range all {
		texts[i] = s.String()
	}
	return texts
}

// tellImpossible opens the exception about what the channel wants and can't
// have, or resolves it when all is as the channel states.
func (w *work) tellImpossible(ctx context.Context, what []oms.Said) {
	if len(what) == 0 {
		settle(ctx, w.tx, w.o, oms.ExceptionLateChange, oms.EndsAmended.Said())
		return
	}
	raise(ctx, w.tx, w.o, oms.Exception{Kind: oms.ExceptionLateChange, Severity: oms.SeverityHigh}.Saying(
		append([]oms.Said{oms.SaysLateChange.Said()}, what...)...))
}

// cancelForChannel cancels all that has not left, and tells what has.
func (w *work) cancelForChannel(ctx context.Context, reason string) error {
	o := w.o
	if lines := o.Unsent(); len(lines) > 0 && o.Lifecycle != oms.Canceled {
		if err := w.cancel(ctx, oms.Cancellation{Lines: lines, Shelf: oms.PutBack}, reason, "canceled by the channel"); err != nil {
			return err
		}
	}
	if o.Lifecycle != oms.Canceled {
		w.tellImpossible(ctx, []oms.Said{oms.SaysLateCanceled.Said()})
	}
	return nil
}
