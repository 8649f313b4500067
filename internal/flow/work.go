package flow

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// work is one verb's change of one order: begun with the order locked, ended
// by save, which writes what changed with what follows from it.
type work struct {
	f      *Flow
	tx     *store.Tx
	o      *oms.Order
	st     *store.Stock
	own    bool // the stock was locked here and is saved here
	before map[string]oms.FulfillmentOrderStatus
	stood  map[string]footing
	freed  []stockItem
	places map[string]string // codes of locations beside those that work for the order
}

// stockItem is a quantity of a SKU at a location, in an event.
type stockItem struct {
	SKUID      string `json:"sku_id"`
	SKU        string `json:"sku"`
	LocationID string `json:"location_id"`
	Quantity   int64  `json:"quantity"`
}

// begin locks an order to be changed.
func (f *Flow) begin(ctx context.Context, tx *store.Tx, orderID string) (*work, error) {
	o, err := tx.LockOrder(ctx, orderID)
	if err != nil {
		return nil, err
	}
	return f.change(tx, o), nil
}

// beginWith locks the order that a part belongs to.
func (f *Flow) beginWith(ctx context.Context, tx *store.Tx, prefix, id string) (*work, error) {
	orderID, err := tx.OrderOf(ctx, prefix, id)
	if err != nil {
		return nil, err
	}
	return f.begin(ctx, tx, orderID)
}

// change begins work on an order that is locked already.
func (f *Flow) change(tx *store.Tx, o *oms.Order) *work {
	w := &work{f: f, tx: tx, o: o, before: map[string]oms.FulfillmentOrderStatus{}, stood: map[string]footing{}}
	for i := range o.FulfillmentOrders {
		ful := &o.FulfillmentOrders[i]
		w.before[ful.ID] = ful.Status
		w.stood[ful.ID] = footingOf(o, ful)
	}
	return w
}

// stock locks the stock of the order's SKUs, once. Orders are locked before.
func (w *work) stock(ctx context.Context) (err error) {
	if w.st != nil {
		return nil
	}
	var ids []string
	for _, l := range w.o.Units() {
		if l.SKUID != "" {
			ids = append(ids, l.SKUID)
		}
	}
	w.st, err = w.tx.LockStock(ctx, ids)
	w.own = true
	return err
}

// apply does to the stock what a step decided.
func (w *work) apply(ctx context.Context, s oms.Step) error {
	if len(s.Stock) == 0 {
		return nil
	}
	if err := w.stock(ctx); err != nil {
		return err
	}
	if err := w.stockLots(ctx, s.Stock); err != nil {
		return err
	}
	for _, c := range s.Stock {
		w.st.Level(c.SKUID, c.LocationID).Allocated += c.Allocated
		if c.Picked != 0 {
			w.st.LotLevel(c.LotID, c.SKUID, c.LocationID).Picked += c.Picked
		}
		if c.Quantity != 0 {
			m := oms.StockMovement{SKUID: c.SKUID, SKU: c.SKU, LocationID: c.LocationID, State: c.State, Quantity: c.Quantity,
				LotID: c.LotID, Lot: c.Lot, Reason: c.Reason, Reference: c.Reference}
			if c.LotID != "" {
				m.Note = fmt.Sprintf("order %d", w.o.Number) // a recall names it when it is in an archive
			}
			w.st.Move(m)
		}
		if c.Allocated < 0 && (c.Quantity == 0 || c.State != oms.StockOnHand) {
			w.freed = append(w.freed, stockItem{c.SKUID, c.SKU, c.LocationID, -c.Allocated})
		}
	}
	return nil
}

// stockLots loads the lots that changes speak of.
func (w *work) stockLots(ctx context.Context, changes []oms.StockChange) error {
	var skus []string
	lots := map[string][]string{} // by location
	for _, c := range changes {
		if c.LotID != "" {
			skus, lots[c.LocationID] = append(skus, c.SKUID), append(lots[c.LocationID], c.LotID)
		}
	}
	if len(skus) == 0 {
		return nil
	}
	if err := loadLots(ctx, w.tx, w.st, skus); err != nil {
		return err
	}
	_, places := w.codes()
	for id, of := range lots {
		if err := placeLots(ctx, w.tx, w.st, id, places[id], of); err != nil {
			return err
		}
	}
	return nil
}

// shelf is the lots from which units of a fulfillment order can be taken at its
// location; none of SKUs that are not tracked.
func (w *work) shelf(ctx context.Context, ful *oms.FulfillmentOrder) (oms.LotShelf, error) {
	var ids []string
	for _, a := range ful.Items {
		ids = append(ids, a.SKUID)
	}
	if w.st == nil {
		if tracked, err := w.tx.Tracked(ctx, ids); err != nil || len(tracked) == 0 {
			return nil, err
		}
		if err := w.stock(ctx); err != nil {
			return nil, err
		}
	}
	if err := loadLots(ctx, w.tx, w.st, ids); err != nil {
		return nil, err
	}
	shelf := oms.LotShelf{}
	for _, a := range ful.Items {
		if t := lotStockOf(w.st, a.SKUID, a.SKU, ful.LocationID, ful.Location); t != nil {
			shelf[a.SKUID] = t
		}
	}
	return shelf, nil
}

// lotStockOf copies the lots of a SKU at a location, to be chosen from; nil of
// one that is not tracked.
func lotStockOf(st *store.Stock, skuID, sku, locationID, location string) *oms.LotStock {
	t := &oms.LotStock{SKU: sku, Location: location, Tracking: st.Tracking(skuID), Today: st.Day(locationID)}
	if t.Tracking == oms.TrackNone {
		return nil
	}
	for _, l := range st.Lots(skuID, locationID) {
		t.Levels = append(t.Levels, *l)
	}
	return t
}

// event tells of something about the order.
func (w *work) event(ctx context.Context, t oms.EventType, subject string, data any) {
	w.tx.Emit(ctx, oms.Event{Type: t, Subject: subject, OrderID: w.o.ID}, data)
}

// fulfillmentOrder returns one of the order's fulfillment orders.
func (w *work) fulfillmentOrder(id string) (*oms.FulfillmentOrder, error) {
	if ful := w.o.FulfillmentOrder(id); ful != nil {
		return ful, nil
	}
	return nil, oms.Errorf(oms.NotFound, "there is no fulfillment order %s", id)
}

// reallocate looks for stock for the order's waiting units.
func (w *work) reallocate(ctx context.Context) error {
	if len(waitingSKUs([]*oms.Order{w.o})) == 0 {
		return nil
	}
	if err := w.stock(ctx); err != nil {
		return err
	}
	_, err := w.f.allocateWaiting(ctx, w.tx, []*oms.Order{w.o}, w.st)
	return err
}

// save writes the order, its stock and what follows from the change:
//
//   - an order of which everything has arrived is closed;
//   - fulfillment orders whose state changed tell of it;
//   - exceptions whose cause is gone are resolved, and money due back opens one.
func (w *work) save(ctx context.Context) (*oms.Order, error) {
	w.follow(ctx)
	if err := w.settleWork(ctx); err != nil {
		return nil, err
	}
	if w.own {
		if len(w.st.Moved()) > 0 {
			skus, places := w.codes()
			settleStock(ctx, w.tx, w.st, skus, places)
		}
		if err := w.tx.SaveStock(ctx, w.st); err != nil {
			return nil, err
		}
	}
	return w.o, w.tx.SaveOrder(ctx, w.o)
}

// follow draws the consequences of the change that save is to write.
func (w *work) follow(ctx context.Context) {
	o := w.o
	o.SettleBundles()
	if o.Lifecycle == oms.Open && o.Complete() {
		o.Lifecycle, o.ClosedAt = oms.Closed, &w.tx.Now
	}
	o.SettleHolds(w.tx.Now)
	w.tellFulfillment(ctx)
	if len(w.freed) > 0 {
		w.event(ctx, oms.StockDeallocated, o.ID, map[string]any{"items": w.freed})
	}
	if o.Lifecycle == oms.Closed && o.ClosedAt == &w.tx.Now {
		w.event(ctx, oms.OrderClosed, o.ID, map[string]any{"reason": "everything has arrived"})
	}
	w.settleExceptions(ctx)
}

// codes names the SKUs and locations of the order by their ids.
func (w *work) codes() (skus, places map[string]string) {
	skus, places = map[string]string{}, map[string]string{}
	maps.Copy(places, w.places)
	for _, l := range w.o.Units() {
		skus[l.SKUID] = l.SKU
	}
	for _, ful := range w.o.FulfillmentOrders {
		places[ful.LocationID] = ful.Location
	}
	return skus, places
}

// tellFulfillment emits what became of the fulfillment orders that were there
// before. New ones are told of by the allocation, releases by their verb.
func (w *work) tellFulfillment(ctx context.Context) {
	for i := range w.o.FulfillmentOrders {
		ful := &w.o.FulfillmentOrders[i]
		was, known := w.before[ful.ID]
		if !known || was == ful.Status {
			continue
		}
		var t oms.EventType
		switch ful.Status {
		case oms.FulfillmentOnHold:
			t = oms.FulfillmentHeld
		case oms.FulfillmentOpen:
			t = oms.FulfillmentReopened
		case oms.FulfillmentInProgress:
			if !was.Done() {
				continue
			}
			t = oms.FulfillmentReopened
		case oms.FulfillmentClosed, oms.FulfillmentIncomplete:
			t = oms.FulfillmentDone
		case oms.FulfillmentCanceled:
			t = oms.FulfillmentCalledOff
		case oms.FulfillmentReleased, oms.FulfillmentScheduled:
			continue
		}
		w.before[ful.ID] = ful.Status
		w.event(ctx, t, ful.ID, map[string]any{"number": ful.Number, "location": ful.Location, "status": ful.Status, "before": was})
	}
}

// settleExceptions resolves what is no trouble any more and opens what is.
func (w *work) settleExceptions(ctx context.Context) {
	o := w.o
	if !slices.ContainsFunc(o.Units(), func(l *oms.Line) bool { return l.Waiting() > 0 }) {
		settle(ctx, w.tx, o, oms.ExceptionUnfillable, oms.EndsUnwaiting.Said())
	}
	if o.Lifecycle == oms.Canceled {
		for _, kind := range []oms.ExceptionKind{oms.ExceptionUnknownSKU, oms.ExceptionTotalMismatch, oms.ExceptionPaymentFailed, oms.ExceptionLateChange} {
			settle(ctx, w.tx, o, kind, oms.EndsCanceled.Said())
		}
	}
	if o.StatedTotal != nil && o.Lifecycle != oms.Canceled {
		return // what is owed is disputed: that is its own exception
	}
	if says, amount := o.DueBack(); amount > 0 {
		raise(ctx, w.tx, o, oms.Exception{Kind: oms.ExceptionRefundDue, Severity: oms.SeverityHigh}.Saying(says))
	} else {
		settle(ctx, w.tx, o, oms.ExceptionRefundDue, oms.EndsNothingDue.Said())
	}
}
