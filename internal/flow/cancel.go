package flow

import (
	"context"
	"fmt"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// CancelInput says what to cancel and what becomes of the goods.
type CancelInput struct {
	Reason     string             `json:"reason,omitempty" doc:"For people: why" example:"The buyer changed their mind" maxLength:"300"`
	Note       string             `json:"note,omitempty" maxLength:"2000"`
	Lines      []oms.LineQuantity `json:"lines,omitempty" doc:"Units of some lines; the whole order when absent" maxItems:"4000"`
	Restock    *bool              `json:"restock,omitempty" doc:"Whether units that were picked go back on the shelf; true when absent"`
	Unsellable oms.Shelf          `json:"unsellable,omitempty" doc:"When they don't: what became of them; lost when absent" enum:"lost,damaged"`
}

// shelf is what becomes of picked units.
func (in CancelInput) shelf() (oms.Shelf, error) {
	switch {
	case in.Restock == nil || *in.Restock:
		return oms.PutBack, nil
	case in.Unsellable == "" || in.Unsellable == oms.Lost:
		return oms.Lost, nil
	case in.Unsellable == oms.Damaged:
		return oms.Damaged, nil
	}
	return "", oms.InvalidField("unsellable", "must be lost or damaged")
}

// CancelOrder cancels an order, or units of it, at any stage before they left.
// Stock is given back, parcels are emptied, work that has nothing left is
// called off, and money that is due back opens an exception. Units that left
// can't be canceled. A canceled order stays as it is.
func (f *Flow) CancelOrder(ctx context.Context, orderID string, in CancelInput) (*oms.Order, error) {
	shelf, err := in.shelf()
	if err != nil {
		return nil, err
	}
	if err := oms.InvalidFields("the cancellation", append(oms.CheckText("reason", in.Reason, 300), oms.CheckText("note", in.Note, 2000)...)); err != nil {
		return nil, err
	}
	return do(ctx, f, func(tx *store.Tx) (*oms.Order, error) {
		w, err := f.begin(ctx, tx, orderID)
		if err != nil || w.o.Lifecycle == oms.Canceled {
			return orderOf(w), err
		}
		if err := w.cancel(ctx, oms.Cancellation{Lines: in.Lines, Shelf: shelf}, in.Reason, in.Note); err != nil {
			return nil, err
		}
		return w.save(ctx)
	})
}

func orderOf(w *work) *oms.Order {
	if w == nil {
		return nil
	}
	return w.o
}

// cancel takes units off the order, and everything that goes with it.
func (w *work) cancel(ctx context.Context, c oms.Cancellation, reason, note string) error {
	o, owed := w.o, w.o.Owed()
	s, err := o.Cancel(c, w.tx.Now)
	if err != nil {
		return err
	}
	if err := w.apply(ctx, s); err != nil {
		return err
	}
	o.Version++
	less := money.New(owed-o.Owed(), o.Currency).Decimal()
	data := map[string]any{"version": o.Version, "reason": reason, "note": note, "moves": s.Moves, "shelf": c.Shelf, "amount": less, "currency": o.Currency}
	if o.Lifecycle != oms.Canceled {
		data["changes"] = canceledUnits(s.Moves)
		w.event(ctx, oms.OrderEdited, o.ID, data)
		return nil
	}
	o.CancelReason = reason
	w.event(ctx, oms.OrderCanceled, o.ID, data)
	w.endHolds(ctx, func(oms.Hold) bool { return true }, "system", "the order is canceled")
	return nil
}

// canceledUnits lists what a partial cancellation took off, for people.
func canceledUnits(moves oms.Moves) (changes []oms.FieldChange) {
	for _, m := range moves {
		if m.To == oms.BucketCanceled {
			changes = append(changes, oms.FieldChange{Field: fmt.Sprintf("lines[%d].canceled", m.Line), Before: m.From, After: m.Quantity})
		}
	}
	return changes
}
