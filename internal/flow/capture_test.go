package flow

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

func TestCapture(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 5, "LON", 50)
		o := w.stored(w.capture("1001", "TEE", 2).ID)
		l := o.Lines[0]
		if o.Total != 4470 || o.PaymentStatus != oms.Paid || o.FulfillmentStatus != oms.Unfulfilled || l.Allocated != 2 || l.ShippingShare != 490 {
			t.Errorf("total %d, %s, %s, %+v", o.Total, o.PaymentStatus, o.FulfillmentStatus, l)
		}
		if len(o.FulfillmentOrders) != 1 || o.FulfillmentOrders[0].Location != "BER" || o.FulfillmentOrders[0].Items[0].Quantity != 2 {
			t.Errorf("fulfillment orders %+v", o.FulfillmentOrders)
		}
		if s := w.level("TEE", "BER"); s.OnHand != 5 || s.Allocated != 2 || s.Available() != 3 {
			t.Errorf("stock %+v", s)
		}
		w.audit()
	})
}

func TestCaptureAgain(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 5)
		first := w.capture("1001", "TEE", 2)
		r := w.Capture(w.ctx, w.order("1001", "TEE", 2))
		if r.Err != nil || r.Created || r.Changed || r.Order.ID != first.ID {
			t.Fatalf("%+v", r)
		}
		many := []oms.OrderInput{w.order("1001", "TEE", 2), w.order("1002", "TEE", 1), w.order("1002", "TEE", 1)}
		rs := w.CaptureMany(w.ctx, many)
		if rs[0].Created || !rs[1].Created || rs[2].Created || rs[1].Order.ID != rs[2].Order.ID {
			t.Errorf("%+v", rs)
		}
		if s := w.level("TEE", "BER"); s.Allocated != 3 {
			t.Errorf("allocated %d, want 3", s.Allocated)
		}
		w.audit()
	})
}

func TestCaptureRefusesOneOfMany(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 5)
		bad := w.order("2", "TEE", 1)
		bad.Currency, bad.Lines[0].Quantity, bad.Lines[0].UnitPrice = "EUX", "1.5", "-1"
		unknown := w.order("3", "NOPE", 1)
		nowhere := w.order("4", "TEE", 1)
		nowhere.Channel = "nowhere"
		rs := w.CaptureMany(w.ctx, []oms.OrderInput{w.order("1", "TEE", 1), bad, unknown, nowhere, w.order("5", "TEE", 1)})
		if rs[0].Err != nil || rs[4].Err != nil {
			t.Errorf("neighbors failed: %v, %v", rs[0].Err, rs[4].Err)
		}
		for i, want := range map[int]string{1: "currency", 2: "lines[0].sku", 3: "channel"} {
			if rs[i].Err == nil || !strings.Contains(rs[i].Err.Error(), want) || oms.CodeOf(rs[i].Err) != oms.Invalid {
				t.Errorf("order %d: %v does not name %s", i, rs[i].Err, want)
			}
		}
		if s := w.level("TEE", "BER"); s.Allocated != 2 {
			t.Errorf("allocated %d, want 2", s.Allocated)
		}
		w.audit()
	})
}

func TestCaptureShort(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("BACK", "backorder", "BER", 1)
		w.sku("NONE", "unallocated")
		o := w.stored(w.capture("1", "BACK", 3, "NONE", 2).ID)
		if o.Lines[0].Backordered != 2 || o.Lines[0].Allocated != 1 || o.Lines[1].Unallocated != 2 || o.Attention != oms.AttentionLow || len(o.Exceptions) != 1 {
			t.Errorf("%+v %s %+v", o.Lines, o.Attention, o.Exceptions)
		}
		w.receive("BACK", "LON", 9)
		n, err := w.AllocateWaiting(w.ctx, []string{"sku_BACK"})
		if err != nil || n != 2 {
			t.Fatalf("%d units, %v", n, err)
		}
		o = w.stored(o.ID)
		if o.Lines[0].Allocated != 3 || o.Lines[0].Backordered != 0 || len(o.FulfillmentOrders) != 2 || o.Exceptions[0].Status.Done() {
			t.Errorf("%+v", o.Lines[0])
		}
		w.receive("NONE", "LON", 9)
		if n, err := w.AllocateWaiting(w.ctx, []string{"sku_NONE"}); err != nil || n != 2 {
			t.Fatalf("%d units, %v", n, err)
		}
		if o = w.stored(o.ID); !o.Exceptions[0].Status.Done() || o.Attention != oms.AttentionNone || len(o.FulfillmentOrders) != 2 {
			t.Errorf("%+v %+v", o.Exceptions, o.FulfillmentOrders)
		}
		w.audit()
	})
}

func TestCaptureBundle(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("CUP", "backorder", "BER", 10)
		w.sku("POT", "backorder", "BER", 1)
		w.bundle("SET", "CUP", 2, "POT", 1)
		o := w.stored(w.capture("1", "SET", 2).ID)
		if len(o.Lines) != 3 || o.Lines[1].Allocated != 4 || o.Lines[2].Allocated != 1 || o.Lines[2].Backordered != 1 {
			t.Fatalf("%+v", o.Lines)
		}
		if set := o.Lines[0]; set.Kind != oms.LineBundle || set.Allocated != 1 || set.Backordered != 1 || set.Check() != nil {
			t.Errorf("bundle %+v", set)
		}
		w.audit()
	})
}

func TestCaptureHolds(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 5)
		in := w.order("1", "TEE", 1)
		in.Total, in.Payment.Status = "99.00", "pending"
		r := w.Capture(w.ctx, in)
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		o := w.stored(r.Order.ID)
		if len(o.Holds) != 2 || *o.StatedTotal != 9900 || o.FulfillmentStatus != oms.OnHold || o.FulfillmentOrders[0].Status != oms.FulfillmentOnHold ||
			o.PaymentStatus != oms.Unpaid || o.Attention != oms.AttentionHigh || o.Lines[0].Allocated != 1 {
			t.Errorf("%+v %s %s", o.Holds, o.FulfillmentStatus, o.Attention)
		}
	})
}

func TestCaptureUnknownSKUOfAConnector(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		in := w.order("1", "LATER", 2)
		in.AllowUnknownSKUs = true
		r := w.Capture(w.ctx, in)
		if r.Err != nil || r.Order.Exceptions[0].Kind != oms.ExceptionUnknownSKU {
			t.Fatalf("%+v", r)
		}
		w.sku("LATER", "backorder", "BER", 9)
		if err := w.MatchUnknown(w.ctx, []string{"LATER"}); err != nil {
			t.Fatal(err)
		}
		if o := w.stored(r.Order.ID); o.Lines[0].Allocated != 2 || !o.Exceptions[0].Status.Done() {
			t.Errorf("%+v %+v", o.Lines, o.Exceptions)
		}
		w.audit()
	})
}

// TestCrowd has a crowd buy the last units, with repetitions, at once.
func TestCrowd(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("HOT", "unallocated", "BER", 60, "LON", 40)
		var wg sync.WaitGroup
		for i := range 300 {
			for range 2 {
				wg.Go(func() {
					if r := w.Capture(w.ctx, w.order(fmt.Sprint(i), "HOT", 1)); r.Err != nil {
						t.Error(r.Err)
					}
				})
			}
		}
		wg.Wait()
		if a, b := w.level("HOT", "BER"), w.level("HOT", "LON"); a.Available() != 0 || b.Available() != 0 {
			t.Errorf("left %d and %d", a.Available(), b.Available())
		}
		var orders, units int
		if err := w.db.QueryRow(`SELECT COUNT(*), SUM(allocated) FROM order_lines`).Scan(&orders, &units); err != nil || orders != 300 || units != 100 {
			t.Errorf("%d orders, %d units allocated, %v", orders, units, err)
		}
		w.audit()
	})
}

func TestCaptureTakesOverAReservation(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "unallocated", "BER", 2)
		r, err := w.Reserve(w.ctx, ReservationInput{Items: []ReservationLine{{SKU: "TEE", Quantity: 2}}})
		if err != nil {
			t.Fatal(err)
		}
		if o := w.capture("early", "TEE", 1); o.Lines[0].Unallocated != 1 {
			t.Errorf("a reserved unit was sold: %+v", o.Lines[0].Counters)
		}
		in := w.order("mine", "TEE", 2)
		in.Reservation = r.ID
		res := w.Capture(w.ctx, in)
		if res.Err != nil || w.stored(res.Order.ID).Lines[0].Allocated != 2 {
			t.Fatalf("%+v", res)
		}
		if s := w.level("TEE", "BER"); s.Reserved != 0 || s.Allocated != 2 {
			t.Errorf("%+v", s)
		}
		if r, err = w.Reservation(w.ctx, r.ID); err != nil || r.Status != oms.ReservationConverted || r.OrderID != res.Order.ID {
			t.Errorf("%+v, %v", r, err)
		}
		w.audit()
	})
}

func TestCaptureChanged(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 10)
		o := w.capture("1", "TEE", 2)
		in := w.order("1", "TEE", 5)
		in.Note = "as a gift"
		r := w.Capture(w.ctx, in)
		if r.Err != nil || r.Created || !r.Changed || r.Order.ID != o.ID || r.Order.Version != 2 || r.Order.Note != "as a gift" {
			t.Fatalf("%+v %v", r, r.Err)
		}
		if o = w.stored(o.ID); o.Lines[0].Allocated != 5 || o.Total != 5*1990+490 || o.PaymentStatus != oms.PartiallyPaid && o.PaymentStatus != oms.Paid {
			t.Errorf("%+v %d %s", o.Lines[0].Counters, o.Total, o.PaymentStatus)
		}
		if r = w.Capture(w.ctx, in); r.Changed || r.Order.Version != 2 {
			t.Errorf("the same change again: %+v", r)
		}
		w.audit()
	})
}
