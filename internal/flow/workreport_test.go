package flow

import (
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// wholeRoad tells of a fulfillment order from its release to the door.
func wholeRoad(ful, number string, from time.Time) WorkReport {
	at := func(hours int) time.Time { return from.Add(time.Duration(hours) * time.Hour) }
	return WorkReport{FulfillmentOrder: ful, Steps: []WorkStep{{At: at(1), Release: true}, {At: at(2), Pick: &PickInput{}}, {At: at(3), Pack: &PackInput{}},
		{At: at(4), Ship: &HandOver{Service: "standard", ServiceName: "Standard", Cost: 419, Currency: "EUR", Numbers: []string{number}}},
		{At: at(30), Track: &TrackingInput{Status: oms.ShipmentDelivered}}}}
}

// What is told afterwards bears the times at which it happened, and keeps the
// laws; a report that is refused fails alone.
func TestReportWork(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 10)
		end := w.now
		from := end.Add(-100 * time.Hour)
		first, second := w.order("1", "TEE", 2), w.order("2", "TEE", 3)
		first.PlacedAt, second.PlacedAt = from, from.Add(time.Hour)
		captured := w.CaptureMany(Afterwards(w.ctx), []oms.OrderInput{first, second})
		if err := captured[0].Err; err != nil || !captured[0].Order.CapturedAt.Equal(from) || !captured[1].Order.CapturedAt.Equal(from.Add(time.Hour)) {
			t.Fatalf("captured at %v, %v", captured[0].Order, err)
		}
		a, b := captured[0].Order, captured[1].Order
		bad := wholeRoad(b.FulfillmentOrders[0].ID, "SY2", from)
		bad.Steps[1].Pick = &PickInput{Items: []oms.PickItem{{Line: 1, Quantity: 99}}}
		results, err := w.ReportWork(w.ctx, []WorkReport{wholeRoad(a.FulfillmentOrders[0].ID, "SY1", from), bad})
		if err != nil || results[0].Err != nil || oms.CodeOf(results[1].Err) == "" {
			t.Fatalf("%+v, %v", results, err)
		}
		got := w.stored(a.ID)
		if sh := got.Shipments[0]; got.Lifecycle != oms.Closed || !sh.ShippedAt.Equal(from.Add(4*time.Hour)) || !got.ClosedAt.Equal(from.Add(30*time.Hour)) ||
			got.Parcels[0].TrackingNumber != "SY1" {
			t.Errorf("%s, closed at %v, shipment %+v", got.Lifecycle, got.ClosedAt, sh)
		}
		if got.Stage != oms.OrderStageDelivered || !got.StageSince.Equal(from.Add(30*time.Hour)) {
			t.Errorf("%s since %v", got.Stage, got.StageSince)
		}
		if ful := w.stored(b.ID).FulfillmentOrders[0]; ful.Status != oms.FulfillmentOpen {
			t.Errorf("the refused report was half done: %s", ful.Status)
		}
		if l := w.level("TEE", "BER"); l.OnHand != 8 || l.Allocated != 3 {
			t.Errorf("%+v", l)
		}
		late := wholeRoad(b.FulfillmentOrders[0].ID, "SY2", end)
		if results, err := w.ReportWork(w.ctx, []WorkReport{late}); err != nil || oms.CodeOf(results[0].Err) != oms.Invalid {
			t.Errorf("told before it happened: %v, %v", results, err)
		}
		short := wholeRoad(b.FulfillmentOrders[0].ID, "SY2", from)
		short.Steps[1].Pick = &PickInput{Items: []oms.PickItem{{Line: 1, Quantity: 2, Short: 1}}}
		if results, err := w.ReportWork(w.ctx, []WorkReport{short}); err != nil || results[0].Err != nil {
			t.Errorf("%v, %v", results, err)
		}
		w.stored(b.ID)
		w.audit()
	})
}
