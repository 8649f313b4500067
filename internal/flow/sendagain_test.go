package flow

import (
	"slices"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

// inTransit sends all of an order, and its carrier tells of trouble with the
// first parcel.
func (w *world) inTransit(externalID string, status oms.ShipmentStatus, lines ...any) *oms.Order {
	w.t.Helper()
	o := w.walk(w.capture(externalID, lines...), "shipped")
	o, err := w.TrackShipment(w.ctx, o.Shipments[0].ID, TrackingInput{Status: status})
	if err != nil {
		w.t.Fatal(err)
	}
	return o
}

// arrives delivers what was sent last, and wants the order to be closed.
func (w *world) arrives(o *oms.Order) {
	w.t.Helper()
	if _, err := w.TrackShipment(w.ctx, o.Shipments[len(o.Shipments)-1].ID, TrackingInput{Status: oms.ShipmentDelivered}); err != nil {
		w.t.Fatal(err)
	}
	if o = w.stored(o.ID); o.Lifecycle != oms.Closed || o.DeliveryStatus != oms.Delivered {
		w.t.Errorf("the order is %s, %s", o.Lifecycle, o.DeliveryStatus)
	}
}

// fixes are the operations that are suggested for the order's first exception.
func (w *world) fixes(o *oms.Order) (all []Suggestion, names []string) {
	w.t.Helper()
	d, err := w.Exception(w.ctx, o.Exceptions[0].ID)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, s := range d.Suggestions {
		names = append(names, s.Operation)
	}
	return d.Suggestions, names
}

func TestSendAgain(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 3)
		w.sku("B", "unallocated", "BER", 5)

		o := w.inTransit("1", oms.ShipmentException, "A", 2, "B", 1)
		lost := o.Shipments[0].ID
		if _, names := w.fixes(o); !slices.Equal(names, []string{"deliver-shipment", "snooze-exception", "track-shipment"}) {
			t.Errorf("with 1 of A left: %v", names)
		}
		w.receive("A", "BER", 4)
		if _, names := w.fixes(o); !slices.Equal(names, []string{"deliver-shipment", "snooze-exception", "send-shipment-again", "track-shipment"}) {
			t.Errorf("with 5 of A left: %v", names)
		}

		before := o.Owed()
		for range 2 { // the second time changes nothing
			if _, err := w.SendAgain(w.ctx, lost); err != nil {
				t.Fatal(err)
			}
		}
		o = w.stored(o.ID)
		if len(o.Lines) != 4 || o.Lines[2].Allocated != 2 || o.Lines[3].Allocated != 1 || o.Lines[2].InsteadOf() != lost || o.Owed() != before || o.PaymentStatus != oms.Paid {
			t.Errorf("owed %d, %s: %+v", o.Owed(), o.PaymentStatus, o.Lines)
		}
		if e := o.Exceptions[0]; e.Status != oms.ExceptionResolved || e.Ends[0].Code != oms.EndsSentAgain.Code || o.Shipments[0].Status != oms.ShipmentLost {
			t.Errorf("%s %v, the shipment is %s", e.Status, e.Ends, o.Shipments[0].Status)
		}
		if o.DeliveryStatus != oms.DeliveryNone || o.Stage != oms.OrderStageAllocated || o.Attention != oms.AttentionNone {
			t.Errorf("%s, %s, %s", o.DeliveryStatus, o.Stage, o.Attention)
		}
		if l := w.level("A", "BER"); l.OnHand != 5 || l.Allocated != 2 {
			t.Errorf("%+v", l)
		}

		o = w.walk(o, "shipped")
		if l := w.level("A", "BER"); l.OnHand != 3 || l.Allocated != 0 {
			t.Errorf("after shipping: %+v", l)
		}
		if notice := shipmentNotice(o, o.Shipments[1].ID); len(notice.Lines()) != 0 {
			t.Errorf("the channel, which knows one unit, would be told of another: %+v", notice)
		}
		w.arrives(o)
	})
}

// TestSentAgainAndRestated keeps what is sent again when the channel, which
// knows nothing of it, states the order anew.
func TestSentAgainAndRestated(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 9)
		o := w.inTransit("1", oms.ShipmentLost, "A", 2)
		if _, err := w.SendAgain(w.ctx, o.Shipments[0].ID); err != nil {
			t.Fatal(err)
		}
		in := w.order("1", "A", 2)
		in.Note = "ring twice"
		if o = w.restate(in); o.Note != "ring twice" || o.Lines[1].Left() != 2 || late(o) != "" {
			t.Errorf("%q %q: %+v", o.Note, late(o), o.Lines)
		}
	})
}

func TestLostAndPaidBack(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 2)
		w.sku("B", "unallocated", "LEJ", 1)
		o := w.inTransit("1", oms.ShipmentLost, "A", 2, "B", 1)
		all, names := w.fixes(o)
		if !slices.Equal(names, []string{"record-payment"}) {
			t.Fatalf("nothing is left, and yet: %v", names)
		}
		// Two of three units, of 19.90 each, with two thirds of the shipping.
		if body := all[0].Body; body["amount"] != "43.07" || body["reference"] != o.Shipments[0].ID {
			t.Errorf("%v", body)
		}
		fact := PaymentFact{Kind: oms.Refund, Amount: oms.Decimal(all[0].Body["amount"].(string)), Reference: o.Shipments[0].ID}
		if _, err := w.RecordPayment(w.ctx, o.ID, fact); err != nil {
			t.Fatal(err)
		}
		if o = w.stored(o.ID); o.Exceptions[0].Status != oms.ExceptionResolved || o.PaymentStatus != oms.PartiallyRefunded || o.DeliveryStatus != oms.DeliveryNone || o.Lifecycle != oms.Open {
			t.Errorf("%+v, %s, %s, %s", o.Exceptions, o.PaymentStatus, o.DeliveryStatus, o.Lifecycle)
		}
		if _, err := w.SendAgain(w.ctx, o.Shipments[0].ID); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("sent again after it was paid back: %v", err)
		}
		w.arrives(w.walk(o, "shipped"))
	})
}
