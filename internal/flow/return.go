package flow

import (
	"context"
	"fmt"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// ReturnInput asks for units of an order to come back.
type ReturnInput struct {
	Lines     []oms.ReturnItem `json:"lines" doc:"What is to come back" minItems:"1" maxItems:"1000"`
	Location  string           `json:"location,omitempty" doc:"Code of the location that it goes to; by the policy when absent" maxLength:"64" example:"BER"`
	Reference string           `json:"reference,omitempty" doc:"Your own number for it: the same one of an order is the same return, however often it is sent" maxLength:"200" example:"R-17"`
	Note      string           `json:"note,omitempty" maxLength:"1000"`
	Approve   bool             `json:"approve,omitempty" doc:"Agree to it at once"`
	AllowLate bool             `json:"allow_late,omitempty" doc:"Take it although the policy's window is over"`
}

// returning is a change of a return, with its order locked: that is what
// guards it.
type returning struct {
	*work
	r      *oms.Return
	all    []*oms.Return // of the order, r among them
	policy oms.ReturnPolicy
	was    oms.RMAStatus
	open   bool // it counted among the order's open returns
}

// RequestReturn asks for shipped units to come back. It opens a closed order
// again. One with a reference that the order has already is answered as it is.
func (f *Flow) RequestReturn(ctx context.Context, orderID string, in ReturnInput) (Part[oms.Return], error) {
	errs := append(checkText("reference", in.Reference, 200), checkText("note", in.Note, 1000)...)
	for i, it := range in.Lines {
		errs = append(errs, checkText(fmt.Sprintf("lines[%d].note", i), it.Note, 1000)...)
	}
	if len(in.Lines) == 0 || len(in.Lines) > oms.MaxLines {
		errs = append(errs, oms.FaultAt("lines", "must have 1 to 1000 entries"))
	}
	if err := oms.InvalidFields("the return", errs); err != nil {
		return Part[oms.Return]{}, err
	}
	return do(ctx, f, func(tx *store.Tx) (Part[oms.Return], error) {
		b, old, err := f.newReturn(ctx, tx, orderID, in.Reference, oms.RMARequested)
		if err != nil || old != nil {
			return Part[oms.Return]{Order: b.order(), Part: old}, err
		}
		b.r.Note = in.Note
		s, err := b.o.AskBack(b.r, in.Lines)
		if err != nil {
			return Part[oms.Return]{}, err
		}
		if err := b.checkWindow(in.AllowLate); err != nil {
			return Part[oms.Return]{}, err
		}
		if err := b.place(ctx, in.Location); err != nil {
			return Part[oms.Return]{}, err
		}
		b.tell(ctx, oms.ReturnAsked, s)
		if in.Approve {
			if err := b.approve(ctx); err != nil {
				return Part[oms.Return]{}, err
			}
		}
		return b.save(ctx)
	})
}

func (b *returning) order() *oms.Order {
	if b == nil {
		return nil
	}
	return b.o
}

// newReturn begins a return of an order, or finds the one with the reference.
func (f *Flow) newReturn(ctx context.Context, tx *store.Tx, orderID, reference string, status oms.RMAStatus) (b *returning, old *oms.Return, err error) {
	if err := tx.LockCatalog(ctx); err != nil { // for the number
		return nil, nil, err
	}
	w, err := f.begin(ctx, tx, orderID)
	if err != nil {
		return nil, nil, err
	}
	b = &returning{work: w}
	if b.all, err = tx.ReturnsOf(ctx, w.o.ID); err != nil {
		return nil, nil, err
	}
	for _, r := range b.all {
		if reference != "" && r.Reference == reference {
			return b, r, nil
		}
	}
	if b.policy, err = returnPolicy(ctx, tx); err != nil {
		return nil, nil, err
	}
	b.r = &oms.Return{ID: store.NewID(oms.PrefixReturn), OrderID: w.o.ID, Status: status, Reference: reference, Currency: w.o.Currency, CreatedAt: tx.Now,
		CreatedBy: store.CallerOf(ctx).Actor, StatusSince: tx.Now}
	b.all = append(b.all, b.r)
	b.r.Number, err = tx.NextReturn(ctx)
	return b, nil, err
}

// place says where a return goes: where somebody says, by the policy, or to
// where its first units were sent from.
func (b *returning) place(ctx context.Context, code string) error {
	if code == "" {
		code = b.policy.Location
	}
	if code != "" {
		l, err := findLocation(ctx, b.tx, code)
		if err != nil {
			return asField("location", err)
		}
		b.r.LocationID, b.r.Location = l.ID, l.Code
		return nil
	}
	for _, l := range b.r.Lines {
		for _, ful := range b.o.FulfillmentOrders {
			for _, a := range ful.Items {
				if a.Line == l.Line && a.Shipped > 0 {
					b.r.LocationID, b.r.Location = ful.LocationID, ful.Location
					return nil
				}
			}
		}
	}
	all, err := b.tx.Locations(ctx, true)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return oms.InvalidField("location", "is needed: there is no active location")
	}
	b.r.LocationID, b.r.Location = all[0].ID, all[0].Code
	return nil
}

// checkWindow refuses what comes too late, unless somebody agrees to it.
func (b *returning) checkWindow(allow bool) error {
	days := time.Duration(b.policy.WindowDays) * 24 * time.Hour
	for _, l := range b.r.Lines {
		at := b.o.ArrivedAt(l.Line)
		if days == 0 || at == nil || !b.tx.Now.After(at.Add(days)) {
			continue
		}
		if !allow {
			return oms.Errorf(oms.Conflict, "%s was delivered on %s, and returns are taken for %d days: say allow_late to take it all the same",
				l.SKU, at.Format("2 January 2006"), b.policy.WindowDays)
		}
		b.r.Late = true
	}
	return nil
}

// onReturn changes a return. What verb leaves untold is not saved.
func (f *Flow) onReturn(ctx context.Context, id string, verb func(*returning) (changed bool, err error)) (Part[oms.Return], error) {
	return do(ctx, f, func(tx *store.Tx) (Part[oms.Return], error) {
		b, err := f.lockReturn(ctx, tx, id)
		if err != nil {
			return Part[oms.Return]{}, err
		}
		changed, err := verb(b)
		if err != nil {
			return Part[oms.Return]{}, err
		}
		if !changed {
			return Part[oms.Return]{Order: b.o, Part: b.r}, nil
		}
		return b.save(ctx)
	})
}

func (f *Flow) lockReturn(ctx context.Context, tx *store.Tx, id string) (*returning, error) {
	w, err := f.beginWith(ctx, tx, oms.PrefixReturn, id)
	if err != nil {
		return nil, err
	}
	b := &returning{work: w}
	if b.all, err = tx.ReturnsOf(ctx, w.o.ID); err != nil {
		return nil, err
	}
	for _, r := range b.all {
		if r.ID == id {
			b.r, b.was, b.open = r, r.Status, !r.Status.Done()
		}
	}
	b.policy, err = returnPolicy(ctx, tx)
	return b, err
}

// tell emits what happened to a return, with the units that moved.
func (b *returning) tell(ctx context.Context, t oms.EventType, s oms.Step) {
	r := b.r
	items := make([]map[string]any, len(r.Lines))
	for i, l := range r.Lines {
		items[i] = map[string]any{"line": l.N, "order_line": l.Line, "sku": l.SKU, "quantity": l.Quantity, "received": l.Received, "inspected": l.Inspected,
			"missing": l.Missing, "kept": l.Kept, "reason": l.Reason}
	}
	data := map[string]any{"number": r.Name(), "status": r.Status, "location": r.Location, "items": items}
	for key, text := range map[string]string{"reference": r.Reference, "reason": r.Reason, "carrier": r.Carrier, "tracking": r.Tracking} {
		if text != "" {
			data[key] = text
		}
	}
	withLots(s, data)
	if len(s.Moves) > 0 {
		data["moves"] = s.Moves
	}
	b.event(ctx, t, r.ID, data)
}

// save writes the return and its order. An order with an open return is open.
func (b *returning) save(ctx context.Context) (Part[oms.Return], error) {
	r, o := b.r, b.o
	r.Version, r.UpdatedAt = r.Version+1, b.tx.Now
	if r.Status != b.was {
		r.StatusSince = b.tx.Now
	}
	if open := !r.Status.Done(); open != b.open {
		if b.open = open; open {
			o.OpenReturns++
		} else {
			o.OpenReturns--
			r.ClosedAt = &b.tx.Now
		}
	}
	if o.OpenReturns > 0 && o.Lifecycle == oms.Closed {
		o.Lifecycle, o.ClosedAt = oms.Open, nil
		b.event(ctx, oms.OrderReopened, o.ID, map[string]any{"reason": "a return is under way", "return": r.Name()})
	}
	if says := r.Differs(); says != nil && !r.Status.Done() {
		raise(ctx, b.tx, o, oms.Exception{Kind: oms.ExceptionReturnDiffers, Severity: oms.SeverityHigh}.Saying(append(says, oms.SaysReturnDecide.Said())...))
	} else if r.Status == oms.RMAClosed && !b.anyDiffers() {
		settle(ctx, b.tx, o, oms.ExceptionReturnDiffers, oms.EndsDecided.Said())
	}
	b.places = map[string]string{r.LocationID: r.Location}
	if err := b.tx.SaveReturn(ctx, r); err != nil {
		return Part[oms.Return]{}, err
	}
	_, err := b.work.save(ctx)
	return Part[oms.Return]{Order: o, Part: r}, err
}

func (b *returning) anyDiffers() bool {
	for _, r := range b.all {
		if !r.Status.Done() && r.Differs() != nil {
			return true
		}
	}
	return false
}
