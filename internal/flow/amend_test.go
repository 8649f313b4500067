package flow

import (
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

// restate sends an order that is known once more.
func (w *world) restate(in oms.OrderInput) *oms.Order {
	w.t.Helper()
	r := w.Capture(w.ctx, in)
	if r.Err != nil {
		w.t.Fatal(r.Err)
	}
	return w.stored(r.Order.ID)
}

func late(o *oms.Order) string {
	for _, e := range o.Exceptions {
		if e.Kind == oms.ExceptionLateChange && !e.Status.Done() {
			return e.Summary
		}
	}
	return ""
}

func TestAmend(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "unallocated", "BER", 20)
		w.sku("MUG", "unallocated", "BER", 20)
		w.capture("1", "TEE", 3)

		t.Run("QuantitiesAndMoney", func(t *testing.T) {
			in := w.order("1", "TEE", 1, "MUG", 2)
			in.Note, in.Tags, in.Attributes = "ring", []string{"gift"}, []byte(`{"gift_wrap":true}`)
			o := w.restate(in)
			if o.Version != 2 || o.Lines[0].Allocated != 1 || o.Lines[0].Canceled != 2 || o.Lines[1].Allocated != 2 || o.Owed() != 3*1990+490 || late(o) != "" {
				t.Errorf("version %d, owed %d, %s, %+v", o.Version, o.Owed(), late(o), o.Lines)
			}
			if o.Note != "ring" || string(o.Attributes) != `{"gift_wrap":true}` || o.PaymentStatus != oms.Paid {
				t.Errorf("%q %s %s", o.Note, o.Attributes, o.PaymentStatus)
			}
			body, err := w.Payload(w.ctx, o.ID)
			if err != nil || !strings.Contains(string(body), "ring") {
				t.Errorf("the payload is %s, %v", body, err)
			}
			if again := w.restate(in); again.Version != 2 {
				t.Errorf("the same statement again made version %d", again.Version)
			}
		})
		t.Run("OlderNews", func(t *testing.T) {
			in, before := w.order("1", "TEE", 9), w.now.AddDate(0, 0, -1)
			now := w.now
			newer := w.order("1", "TEE", 2, "MUG", 2)
			newer.UpdatedAt = &now
			w.restate(newer)
			in.UpdatedAt = &before
			if o := w.restate(in); o.Lines[0].Left() != 1 && o.Lines[0].Left() != 2 {
				t.Errorf("older news counted: %+v", o.Lines[0].Counters)
			}
		})
		t.Run("TooLate", func(t *testing.T) {
			w.walk(w.capture("2", "TEE", 2), "shipped")
			in := w.order("2", "TEE", 1)
			in.ShippingAddress.City = "Hamburg"
			o := w.restate(in)
			if why := late(o); !strings.Contains(why, "picked or gone") || !strings.Contains(why, "address") || o.Attention != oms.AttentionHigh || o.Lines[0].Shipped != 2 || o.ShippingAddress.City != "Berlin" {
				t.Errorf("%s: %q", o.Attention, why)
			}
			in.Canceled = true
			if o = w.restate(in); !strings.Contains(late(o), "canceled") || o.Lifecycle != oms.Open {
				t.Errorf("%s %q", o.Lifecycle, late(o))
			}
		})
		t.Run("Canceled", func(t *testing.T) {
			w.capture("3", "TEE", 2)
			in := w.order("3", "TEE", 2)
			in.Canceled, in.CancelReason = true, "changed their mind"
			if o := w.restate(in); o.Lifecycle != oms.Canceled || o.CancelReason != "changed their mind" || o.Lines[0].Canceled != 2 {
				t.Errorf("%s %+v", o.Lifecycle, o.Lines)
			}
		})
		t.Run("Paid", func(t *testing.T) {
			in := w.order("4", "TEE", 1)
			in.Payment.Status = "pending"
			if r := w.Capture(w.ctx, in); r.Err != nil || r.Order.PaymentStatus != oms.Unpaid {
				t.Fatalf("%+v", r)
			}
			in.Payment = &oms.PaymentInput{Status: "paid", Method: "card", Reference: "pi_4"}
			o := w.restate(in)
			if o.PaymentStatus != oms.Paid || o.ActiveHolds() != 0 || len(o.Transactions) != 1 || o.FulfillmentOrders[0].Status != oms.FulfillmentOpen {
				t.Errorf("%s %+v %+v", o.PaymentStatus, o.Holds, o.Transactions)
			}
			for refunded, status := range map[string]oms.PaymentStatus{"5.00": oms.PartiallyRefunded} {
				in.Payment = &oms.PaymentInput{Status: "partially_refunded", Method: "card", Reference: "pi_4", Refunded: oms.Decimal(refunded)}
				if o = w.restate(in); o.PaymentStatus != status || oms.MoneyOf(o.Transactions).Refunded != 500 {
					t.Errorf("%s %+v", o.PaymentStatus, o.Transactions)
				}
			}
			in.Payment = &oms.PaymentInput{Status: "refunded", Method: "card", Reference: "pi_4"}
			if o = w.restate(in); o.PaymentStatus != oms.Refunded || oms.MoneyOf(o.Transactions).Refunded != o.Total {
				t.Errorf("%s %+v", o.PaymentStatus, o.Transactions)
			}
		})
		t.Run("CanceledHere", func(t *testing.T) { // the channel does not know it, and changes the note only
			o := w.capture("5", "TEE", 2)
			if _, err := w.CancelOrder(w.ctx, o.ID, CancelInput{Lines: []oms.LineQuantity{{Line: 1, Quantity: 1}}}); err != nil {
				t.Fatal(err)
			}
			in := w.order("5", "TEE", 2)
			in.Note = "ring"
			if o = w.restate(in); o.Lines[0].Left() != 1 || o.Note != "ring" || !strings.Contains(late(o), "states 2 units of TEE, 1 are left here") {
				t.Errorf("%+v %q", o.Lines[0].Counters, late(o))
			}
		})
		w.audit()
	})
}

// TestUpdateTimeIsRecalled has an order stated again that bears the channel's
// time of its last change.
func TestUpdateTimeIsRecalled(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 5)
		in := w.order("1", "A", 1)
		in.UpdatedAt = &w.now
		for range 2 {
			if r := w.Capture(w.ctx, in); r.Err != nil || r.Changed {
				t.Fatalf("%+v", r)
			}
		}
	})
}
