package flow

import (
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

// TestReject gives work back, released or not, and never gets it again.
func TestReject(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "LEJ", 5, "BER", 5)
		o := w.capture("1", "A", 2)
		lej := o.FulfillmentOrders[0]
		if lej.Location != "LEJ" {
			t.Fatalf("sent from %s", lej.Location)
		}
		if _, err := w.RejectFulfillmentOrder(w.ctx, lej.ID, RejectInput{}); oms.CodeOf(err) != oms.Invalid {
			t.Errorf("without a reason: %v", err)
		}
		for range 2 {
			if _, err := w.RejectFulfillmentOrder(w.ctx, lej.ID, RejectInput{Reason: "the shelf is blocked"}); err != nil {
				t.Fatal(err)
			}
		}
		o = w.stored(o.ID)
		if got := o.FulfillmentOrder(lej.ID); got.Status != oms.FulfillmentCanceled || got.PartnerStatus != oms.PartnerRejected || got.Reason != "the shelf is blocked" {
			t.Errorf("%+v", got)
		}
		if len(o.FulfillmentOrders) != 2 || o.FulfillmentOrders[1].Location != "BER" || w.level("A", "LEJ").Allocated != 0 || w.level("A", "BER").Allocated != 2 {
			t.Fatalf("%+v", o.FulfillmentOrders)
		}
		if _, err := w.ReleaseOrder(w.ctx, o.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := w.RejectFulfillmentOrder(w.ctx, o.FulfillmentOrders[1].ID, RejectInput{Reason: "no hands"}); err != nil {
			t.Fatal(err)
		}
		o = w.stored(o.ID)
		if l := o.Lines[0]; l.Backordered+l.Unallocated != 2 || w.level("A", "LEJ").Available() != 5 {
			t.Errorf("both rejected it, and it is %+v", l.Counters)
		}
		if n, err := w.AllocateWaiting(w.ctx, []string{"sku_A"}); err != nil || n != 0 {
			t.Errorf("%d units went back to who rejected them, %v", n, err)
		}
		w.audit()
	})
}

// TestRejectNotWhenPicked refuses once a unit is in somebody's hand.
func TestRejectNotWhenPicked(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 5)
		o := w.capture("1", "A", 2)
		if _, err := w.ReleaseOrder(w.ctx, o.ID); err != nil {
			t.Fatal(err)
		}
		id := o.FulfillmentOrders[0].ID
		if _, err := w.Pick(w.ctx, id, PickInput{Items: []oms.PickItem{{Line: 1, Quantity: 1}}}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.RejectFulfillmentOrder(w.ctx, id, RejectInput{Reason: "no"}); oms.CodeOf(err) != oms.Conflict || !strings.Contains(err.Error(), "picked") {
			t.Errorf("%v", err)
		}
	})
}
