package flow

import (
	"context"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// EditInput says what to change of an order. What is absent stays as it is.
type EditInput struct {
	ShippingAddress *oms.Address       `json:"shipping_address,omitempty" doc:"Not once a parcel has its label"`
	BillingAddress  *oms.Address       `json:"billing_address,omitempty"`
	Customer        *oms.CustomerInput `json:"customer,omitempty"`
	Note            *string            `json:"note,omitempty" maxLength:"5000"`
	Tags            *[]string          `json:"tags,omitempty" maxItems:"250"`
	ShippingMethod  *string            `json:"shipping_method,omitempty" maxLength:"200"`
	Lines           []oms.LineQuantity `json:"lines,omitempty" doc:"How many units of these lines the buyer gets from now on" maxItems:"1000"`
	Add             []oms.LineInput    `json:"add,omitempty" doc:"New lines" maxItems:"1000"`
	Remove          []int              `json:"remove,omitempty" doc:"Numbers of lines of which the buyer gets nothing any more" maxItems:"1000"`
	Version         *int64             `json:"-"` // the version that the caller saw; nil for any
}

// EditResult is an edited order and what the edit costs the buyer.
type EditResult struct {
	Order      *oms.Order
	Before     int64 // what was owed, in minor units of the order's currency
	After      int64 // what is owed now
	Difference int64 // After less Before: above zero the buyer owes more
	Changes    []oms.FieldChange
}

// EditOrder changes what was asked: a new version of the order, with the money
// difference. More units are allocated at once; fewer are given back, as long
// as they are not picked. An edit that changes nothing makes no version.
func (f *Flow) EditOrder(ctx context.Context, orderID string, in EditInput) (EditResult, error) {
	return do(ctx, f, func(tx *store.Tx) (EditResult, error) {
		w, err := f.begin(ctx, tx, orderID)
		if err != nil {
			return EditResult{}, err
		}
		r, s, err := w.edit(ctx, in)
		if err != nil || len(r.Changes) == 0 {
			return r, err
		}
		if err := w.apply(ctx, s); err != nil {
			return r, err
		}
		w.o.CustomerID = customerOf(w.o)
		w.event(ctx, oms.OrderEdited, w.o.ID, r.data(s.Moves))
		if err := w.reallocate(ctx); err != nil {
			return r, err
		}
		r.Order, err = w.save(ctx)
		return r, err
	})
}

// customerOf is the customer that an order's e-mail address names.
func customerOf(o *oms.Order) string {
	if id := store.CustomerID(o.Email); id != "" {
		return id
	}
	return o.CustomerID
}

// PreviewEdit says what an edit would change and cost, and changes nothing.
func (f *Flow) PreviewEdit(ctx context.Context, orderID string, in EditInput) (EditResult, error) {
	return read(ctx, f, func(tx *store.Tx) (EditResult, error) {
		o, err := tx.Order(ctx, orderID)
		if err != nil {
			return EditResult{}, err
		}
		r, _, err := f.change(tx, o).edit(ctx, in)
		return r, err
	})
}

// edit decides an edit in memory.
func (w *work) edit(ctx context.Context, in EditInput) (EditResult, oms.Step, error) {
	r := EditResult{Order: w.o, Before: w.o.Owed()}
	if in.Version != nil && *in.Version != w.o.Version {
		return r, oms.Step{}, oms.Errorf(oms.Stale, "order %d has version %d now, not %d: read it again", w.o.Number, w.o.Version, *in.Version)
	}
	sku, err := w.skus(ctx, in.Add)
	if err != nil {
		return r, oms.Step{}, err
	}
	s, changes, err := w.o.Edit(oms.Changes{ShippingAddress: in.ShippingAddress, BillingAddress: in.BillingAddress, Customer: in.Customer, Note: in.Note,
		Tags: in.Tags, ShippingMethod: in.ShippingMethod, Lines: in.Lines, Add: in.Add, Remove: in.Remove}, sku, w.tx.Now)
	r.Changes, r.After = changes, w.o.Owed()
	r.Difference = r.After - r.Before
	return r, s, err
}

// skus looks up what lines name, as the order's channel writes it.
func (w *work) skus(ctx context.Context, lines []oms.LineInput) (func(string) *oms.SKU, error) {
	var codes []string
	for _, l := range lines {
		if l.SKU != "" && len(l.SKU) <= 100 && !unstorable(l.SKU) {
			codes = append(codes, l.SKU)
		}
	}
	cat := &catalog{}
	if len(codes) == 0 {
		return cat.lookup(w.o.ChannelID), nil
	}
	if err := cat.fresh(ctx, w.tx); err != nil {
		return nil, err
	}
	return cat.lookup(w.o.ChannelID), cat.needSKUs(ctx, w.tx, w.o.ChannelID, codes)
}

// data is what order.edited tells.
func (r EditResult) data(moves oms.Moves) map[string]any {
	text := func(minor int64) string { return money.New(minor, r.Order.Currency).Decimal() }
	return map[string]any{"version": r.Order.Version, "changes": r.Changes, "before": text(r.Before), "after": text(r.After),
		"difference": text(r.Difference), "currency": r.Order.Currency, "moves": moves}
}

// ConfirmDraft makes a draft an order: its units look for stock. An order that
// is open already stays as it is.
func (f *Flow) ConfirmDraft(ctx context.Context, orderID string) (*oms.Order, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Order, error) {
		w, err := f.begin(ctx, tx, orderID)
		if err != nil || w.o.Lifecycle == oms.Open {
			return orderOf(w), err
		}
		if w.o.Lifecycle != oms.Draft {
			return nil, oms.Errorf(oms.Conflict, "order %d is %s, not a draft", w.o.Number, w.o.Lifecycle)
		}
		w.o.Lifecycle = oms.Open
		w.event(ctx, oms.OrderConfirmed, w.o.ID, map[string]any{"number": w.o.Number})
		if err := w.reallocate(ctx); err != nil {
			return nil, err
		}
		return w.save(ctx)
	})
}
