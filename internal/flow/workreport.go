package flow

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/money"
	"github.com/switchyard-oms/switchyard/oms"
)

// WorkReport is what was done for a fulfillment order, told afterwards and all
// at once: a till that hands goods over the counter, a partner's file of the
// day, the history of another system.
type WorkReport struct {
	FulfillmentOrder string // its id
	// Steps are told in the order of their times.
	Steps []WorkStep
}

// WorkStep is one thing that was done, and when. Exactly one of the parts
// after At is set.
type WorkStep struct {
	At      time.Time // not in the future
	Release bool
	Pick    *PickInput
	Pack    *PackInput
	Ship    *HandOver      // what is packed leaves
	Track   *TrackingInput // news of the shipment that left last
}

// HandOver says who took the parcels. The label was bought, or none is needed:
// nobody is asked.
type HandOver struct {
	Carrier     string // the carrier's id; table_rate when ""
	Service     string
	ServiceName string
	Cost        int64 // minor units
	Currency    string
	Numbers     []string // tracking numbers, one for each parcel; fewer leave the rest without
}

// ReportResult is what became of one report.
type ReportResult struct {
	Order *oms.Order
	Err   error // why a step was refused; then nothing of the report was done
}

// ReportWork notes what many locations did, in one transaction, with a result
// for each report. Every step goes through the decision that it would have
// gone through at its time, and bears that time. Where one is refused, the
// halves of the batch are tried alone, so that its report fails alone.
func (f *Flow) ReportWork(ctx context.Context, reports []WorkReport) ([]ReportResult, error) {
	if len(reports) == 0 || len(reports) > MaxBulk {
		return nil, oms.InvalidField("reports", "must have 1 to %d entries", MaxBulk)
	}
	var results []ReportResult
	err := f.store.Write(ctx, func(tx *store.Tx) (err error) {
		results, err = f.reportIn(ctx, tx, reports)
		return err
	})
	half := len(reports) / 2
	switch {
	case oms.CodeOf(err) == "":
		return results, err
	case half == 0:
		return []ReportResult{{Err: err}}, nil
	}
	first, err := f.ReportWork(ctx, reports[:half])
	if err != nil {
		return nil, err
	}
	second, err := f.ReportWork(ctx, reports[half:])
	return append(first, second...), err
}

func (f *Flow) reportIn(ctx context.Context, tx *store.Tx, reports []WorkReport) ([]ReportResult, error) {
	ids := make([]string, len(reports))
	for i, r := range reports {
		ids[i] = r.FulfillmentOrder
	}
	works, owner, err := f.beginMany(ctx, tx, oms.PrefixFulfillmentOrder, ids)
	if err != nil {
		return nil, err
	}
	skus := skusOf(works)
	st, err := tx.LockStock(ctx, skus)
	if err != nil {
		return nil, err
	}
	if err := loadLots(ctx, tx, st, skus); err != nil {
		return nil, err
	}
	results := make([]ReportResult, len(reports))
	for i, r := range reports {
		w := works[owner[r.FulfillmentOrder]]
		if w == nil {
			return nil, oms.Errorf(oms.NotFound, "there is no fulfillment order %s", r.FulfillmentOrder)
		}
		w.st, results[i].Order = st, w.o
		if err := w.report(ctx, tx, r); err != nil {
			return nil, err
		}
	}
	return results, saveTogether(ctx, tx, works, st)
}

// skusOf lists the SKUs of the orders' lines.
func skusOf(works map[string]*work) (ids []string) {
	for _, w := range works {
		for _, l := range w.o.Units() {
			if l.SKUID != "" {
				ids = append(ids, l.SKUID)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// saveTogether writes orders that share one locked stock.
func saveTogether(ctx context.Context, tx *store.Tx, works map[string]*work, st *store.Stock) error {
	skus, places := map[string]string{}, map[string]string{}
	var orders []*oms.Order
	for _, id := range slices.Sorted(maps.Keys(works)) {
		w := works[id]
		s, p := w.codes()
		maps.Copy(skus, s)
		maps.Copy(places, p)
		orders = append(orders, w.o)
	}
	if len(st.Moved()) > 0 {
		settleStock(ctx, tx, st, skus, places)
	}
	if err := tx.SaveStock(ctx, st); err != nil {
		return err
	}
	return tx.SaveOrders(ctx, orders)
}

// report does the steps of one report, and after each what follows from it.
func (w *work) report(ctx context.Context, tx *store.Tx, r WorkReport) error {
	var last time.Time
	stage := w.o.Stage
	for _, s := range r.Steps {
		if s.At.Before(last) || s.At.After(tx.Now) {
			return oms.InvalidField("steps", "must be told in their order and not before they happened")
		}
		last, w.tx = s.At, tx.At(s.At)
		if err := w.step(ctx, r.FulfillmentOrder, s); err != nil {
			return err
		}
		w.follow(ctx)
		w.freed = nil
		if now := oms.Summarize(w.o).Stage; now != stage {
			stage, w.o.StageSince = now, s.At
		}
	}
	return nil
}

func (w *work) step(ctx context.Context, fulID string, s WorkStep) error {
	ful, err := w.fulfillmentOrder(fulID)
	if err != nil {
		return err
	}
	switch {
	case s.Release:
		_, err = w.release(ctx, fulID)
	case s.Pick != nil:
		_, err = w.pick(ctx, ful, s.Pick.Items)
	case s.Pack != nil:
		err = w.pack(ctx, ful, s.Pack.Parcels)
	case s.Ship != nil:
		err = w.handOver(ctx, ful, *s.Ship)
	case s.Track != nil:
		err = w.news(ctx, fulID, *s.Track)
	}
	return err
}

func (w *work) pack(ctx context.Context, ful *oms.FulfillmentOrder, parcels []oms.ParcelInput) error {
	shelf, err := w.shelf(ctx, ful)
	if err != nil {
		return err
	}
	s, err := w.o.Pack(ful, parcels, shelf, newParcelID, w.tx.Now)
	if err == nil {
		_, err = w.moved(ctx, ful, oms.FulfillmentPacked, s)
	}
	return err
}

// handOver notes that the packed parcels of a fulfillment order have left.
func (w *work) handOver(ctx context.Context, ful *oms.FulfillmentOrder, in HandOver) error {
	if err := w.o.CheckShip(ful); err != nil {
		return err
	}
	carrier, err := w.f.carrier(in.Carrier)
	if err != nil {
		return err
	}
	sh := oms.Shipment{ID: store.NewID(oms.PrefixShipment), OrderID: w.o.ID, FulfillmentOrderID: ful.ID, LocationID: ful.LocationID,
		Status: oms.ShipmentLabelPurchased, Carrier: carrier.ID(), Service: in.Service, ServiceName: in.ServiceName, Cost: in.Cost, Currency: in.Currency,
		CreatedAt: w.tx.Now, ShippedAt: &w.tx.Now, UpdatedAt: w.tx.Now}
	w.o.Shipments = append(w.o.Shipments, sh)
	for i, p := range w.o.Packed(ful.ID) {
		p.ShipmentID = sh.ID
		if i < len(in.Numbers) {
			p.TrackingNumber = in.Numbers[i]
		}
	}
	s, err := w.o.Ship(sh.ID, w.tx.Now)
	if err != nil {
		return err
	}
	if err := w.apply(ctx, s); err != nil {
		return err
	}
	w.event(ctx, oms.ShipmentLabeled, sh.ID, map[string]any{"carrier": sh.Carrier, "service": sh.Service, "cost": money.New(sh.Cost, sh.Currency).Decimal(),
		"currency": sh.Currency, "tracking_numbers": in.Numbers})
	w.event(ctx, oms.ShipmentShipped, sh.ID, withLots(s, map[string]any{"fulfillment_order_id": ful.ID, "tracking_numbers": in.Numbers, "moves": s.Moves}))
	return nil
}

// news notes where the last shipment of a fulfillment order is.
func (w *work) news(ctx context.Context, fulID string, in TrackingInput) error {
	sh := shipmentIn(w.o, fulID, "")
	if sh == nil {
		return oms.Errorf(oms.Conflict, "fulfillment order %s has no shipment", fulID)
	}
	if err := oms.InvalidFields("the news", in.check()); err != nil {
		return err
	}
	_, err := w.hear(ctx, sh, in)
	return err
}
