package flow

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// PickInput says what was found on the shelf.
type PickInput struct {
	Items []oms.PickItem `json:"items,omitempty" doc:"What was found and what was not; everything that is left when absent" maxItems:"4000"`
}

func (in PickInput) check() error {
	var errs []oms.FieldError
	for i, it := range in.Items {
		errs = append(errs, oms.CheckText(fmt.Sprintf("items[%d].reason", i), it.Reason, 200)...)
	}
	return oms.InvalidFields("the pick", errs)
}

// Pick notes what a location found for a fulfillment order. Partial picks add
// up. Units that are not there leave the location's stock, an exception asks
// for a count, and the units look for another location.
func (f *Flow) Pick(ctx context.Context, id string, in PickInput) (*oms.Order, error) {
	if err := in.check(); err != nil {
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
		if ful.Status.Done() && len(in.Items) == 0 {
			return w.o, nil
		}
		if picked, err := w.pick(ctx, ful, in.Items); err != nil || !picked {
			return w.o, err
		}
		return w.save(ctx)
	})
}

// pick notes what was found, and what follows from what was not. It tells
// whether anything was picked.
func (w *work) pick(ctx context.Context, ful *oms.FulfillmentOrder, items []oms.PickItem) (bool, error) {
	shelf, err := w.shelf(ctx, ful)
	if err != nil {
		return false, err
	}
	s, err := w.o.Pick(ful, items, shelf, w.tx.Now)
	if err != nil {
		return false, err
	}
	if moved, err := w.moved(ctx, ful, oms.FulfillmentPicked, s); err != nil || !moved {
		return false, err
	}
	return true, w.short(ctx, ful.ID, s, shortReasons(items))
}

// moved applies a step of a fulfillment order and tells of it, if it moved
// anything.
func (w *work) moved(ctx context.Context, ful *oms.FulfillmentOrder, t oms.EventType, s oms.Step) (bool, error) {
	if len(s.Moves) == 0 {
		return false, nil
	}
	if err := w.apply(ctx, s); err != nil {
		return false, err
	}
	w.event(ctx, t, ful.ID, withLots(s, map[string]any{"number": ful.Number, "location": ful.Location, "stage": ful.Stage, "moves": s.Moves}))
	return true, nil
}

// lotItem is units of a lot, in an event.
type lotItem struct {
	SKU      string `json:"sku"`
	Lot      string `json:"lot"`
	Quantity int64  `json:"quantity"` // signed
}

// withLots adds the lots that a step speaks of to the data of an event: what
// became of their units, or how many were picked.
func withLots(s oms.Step, data map[string]any) map[string]any {
	var lots []lotItem
	for _, c := range s.Stock {
		if c.LotID != "" {
			lots = append(lots, lotItem{c.SKU, c.Lot, cmp.Or(c.Quantity, c.Picked)})
		}
	}
	if lots != nil {
		data["lots"] = lots
	}
	return data
}

// shortReasons says why units are short, each reason once.
func shortReasons(items []oms.PickItem) (out []string) {
	for _, it := range items {
		if it.Short > 0 && it.Reason != "" && !slices.Contains(out, it.Reason) {
			out = append(out, it.Reason)
		}
	}
	return out
}

// short tells of units that were not there and looks for them elsewhere. What
// the books say is left of them at the location is kept out of this search:
// the picker has just seen the shelf.
func (w *work) short(ctx context.Context, fulID string, s oms.Step, reasons []string) error {
	ful := w.o.FulfillmentOrder(fulID)
	var codes []string
	var units int64
	var items []stockItem
	for _, c := range s.Stock {
		if c.Quantity == 0 {
			continue // a lot that was picked
		}
		codes, units = append(codes, c.SKU), units-c.Quantity
		items = append(items, stockItem{c.SKUID, c.SKU, c.LocationID, -c.Quantity})
	}
	if units == 0 {
		return nil
	}
	w.event(ctx, oms.FulfillmentShorted, ful.ID, map[string]any{"number": ful.Number, "location": ful.Location, "items": items, "reasons": reasons})
	says := []oms.Said{oms.SaysShortPick.With(oms.Facts{"count": oms.FactNumber(units), "location": oms.FactText(ful.Location), "skus": oms.FactList(codes)})}
	if len(reasons) > 0 {
		says = append(says, oms.SaysPicker.With(oms.Facts{"reasons": oms.FactList(reasons)}))
	}
	raise(ctx, w.tx, w.o, oms.Exception{Kind: oms.ExceptionShortPick, Severity: oms.SeverityLow}.Saying(says...))
	restore := w.hide(items)
	err := w.reallocate(ctx)
	restore()
	return err
}

// hide takes what is available of SKUs at locations out of sight until the
// function it returns is called.
func (w *work) hide(items []stockItem) (restore func()) {
	hidden := map[*oms.StockLevel]int64{}
	for _, it := range items {
		l := w.st.Level(it.SKUID, it.LocationID)
		if n := l.Available(); n > 0 && hidden[l] == 0 {
			hidden[l] = n
			l.Reserved += n
		}
	}
	return func() {
		for l, n := range hidden {
			l.Reserved -= n
		}
	}
}

// QuantityInput names units of a fulfillment order's lines.
type QuantityInput struct {
	Items []oms.LineQuantity `json:"items,omitempty" doc:"Everything when absent" maxItems:"4000"`
}

// Unpick notes that units which were picked, and are in no parcel, lie on the
// shelf again.
func (f *Flow) Unpick(ctx context.Context, id string, in QuantityInput) (*oms.Order, error) {
	return f.onFulfillment(ctx, id, oms.FulfillmentPicked, func(w *work, ful *oms.FulfillmentOrder) (oms.Step, error) {
		return w.o.Unpick(ful, in.Items, w.tx.Now)
	})
}

// onFulfillment runs a decision on one fulfillment order and saves what it
// moved, with an event.
func (f *Flow) onFulfillment(ctx context.Context, id string, t oms.EventType, decide func(*work, *oms.FulfillmentOrder) (oms.Step, error)) (*oms.Order, error) {
	return do(ctx, f, func(tx *store.Tx) (*oms.Order, error) {
		w, err := f.beginWith(ctx, tx, oms.PrefixFulfillmentOrder, id)
		if err != nil {
			return nil, err
		}
		ful, err := w.fulfillmentOrder(id)
		if err != nil {
			return nil, err
		}
		s, err := decide(w, ful)
		if err != nil {
			return nil, err
		}
		if moved, err := w.moved(ctx, ful, t, s); err != nil || !moved {
			return w.o, err
		}
		return w.save(ctx)
	})
}
