package flow

import (
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

// TestReoptimize moves an order that had to go from afar to the stock that came.
func TestReoptimize(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "LON", 5)
		w.sku("B", "backorder", "BER", 5)
		far, split := w.capture("1", "A", 2), w.capture("2", "A", 1, "B", 1)
		released := w.capture("3", "A", 1)
		if _, err := w.ReleaseOrder(w.ctx, released.ID); err != nil {
			t.Fatal(err)
		}
		w.receive("A", "BER", 9)
		dry, err := w.Reoptimize(w.ctx, ReoptimizeInput{DryRun: true})
		if err != nil || dry.Moved != 2 || dry.Saved <= 0 || dry.Looked != 2 || w.stored(far.ID).FulfillmentOrders[0].Location != "LON" {
			t.Fatalf("%+v, %v", dry, err)
		}
		if none, err := w.Reoptimize(w.ctx, ReoptimizeInput{DryRun: true, MinSaving: dry.Saved + 1}); err != nil || none.Moved != 0 {
			t.Errorf("%+v, %v", none, err)
		}
		got, err := w.Reoptimize(w.ctx, ReoptimizeInput{})
		if err != nil || got.Moved != 2 || got.Saved != dry.Saved {
			t.Fatalf("%+v after %+v, %v", got, dry, err)
		}
		for _, id := range []string{far.ID, split.ID} {
			o := w.stored(id)
			for _, f := range o.FulfillmentOrders {
				if !f.Status.Done() && f.Location != "BER" {
					t.Errorf("order %s is still at %s", o.ExternalID, f.Location)
				}
			}
			if o.Lines[0].Allocated != o.Lines[0].Ordered {
				t.Errorf("%+v", o.Lines[0].Counters)
			}
		}
		if o := w.stored(released.ID); o.FulfillmentOrders[0].Location != "LON" || o.FulfillmentOrders[0].Status != oms.FulfillmentReleased {
			t.Errorf("%+v", o.FulfillmentOrders[0])
		}
		if again, err := w.Reoptimize(w.ctx, ReoptimizeInput{}); err != nil || again.Moved != 0 {
			t.Errorf("%+v, %v", again, err)
		}
		if runs, err := w.ReoptimizeRuns(w.ctx, Paging{}); err != nil || len(runs.Items) != 2 || runs.Items[0].Moved != 0 || runs.Items[1].Saved != got.Saved || runs.Items[1].Looked != 2 {
			t.Errorf("%+v, %v", runs, err)
		}
		zero := int64(0)
		if r := replay(t, w, RoutingReplayInput{Last: 100, Variants: []RoutingVariant{{Version: &zero}}}); r.Result.Defects != 0 || r.Result.Decisions != 5 {
			t.Errorf("%+v", r.Result)
		}
		w.audit()
	})
}

// TestReoptimizeIsNeverLater leaves an order where it is when the better
// location hands over later.
func TestReoptimizeIsNeverLater(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "LON", 5)
		w.capture("1", "A", 1)
		w.receive("A", "BER", 9)
		late := oms.Calendar{Closures: []oms.Closure{{From: "2026-11-20", To: "2026-11-21"}}}
		if _, err := w.UpdateLocation(w.ctx, "BER", LocationUpdate{LocationFields: LocationFields{Calendar: &late}}); err != nil {
			t.Fatal(err)
		}
		if got, err := w.Reoptimize(w.ctx, ReoptimizeInput{}); err != nil || got.Moved != 0 {
			t.Errorf("%+v, %v", got, err)
		}
	})
}
