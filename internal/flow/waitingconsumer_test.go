package flow

import (
	"fmt"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/oms"
)

// eventually waits until f is true.
func (w *world) eventually(what string, f func() bool) {
	w.t.Helper()
	for range 1000 {
		if f() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	w.t.Fatalf("%s did not happen", what)
}

// line reads the first line of an order.
func (w *world) line(id string) oms.Line {
	w.t.Helper()
	o, err := w.Order(w.ctx, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return o.Lines[0]
}

// TestWaitingIsServed has orders wait for stock and for a SKU, and serves them
// by what happens, with nobody asking.
func TestWaitingIsServed(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		q := jobs.New(w.store, jobs.Settings{Poll: 20 * time.Millisecond})
		c := w.NewConsumers(w.NewWaiting(q))
		q.Start(w.ctx)
		c.Start(w.ctx)
		defer q.Stop(w.ctx)
		defer c.Stop()

		w.sku("TEE", "backorder", "BER", 1)
		short := w.capture("1", "TEE", 3)
		var unknown []*oms.Order
		for i := range waitingBatch + 5 { // more than one transaction's worth
			in := w.order(fmt.Sprint("u", i), "LATER", 1)
			in.AllowUnknownSKUs = true
			r := w.Capture(w.ctx, in)
			if r.Err != nil {
				t.Fatal(r.Err)
			}
			unknown = append(unknown, r.Order)
		}
		if _, err := w.MoveStock(w.ctx, MovementInput{SKU: "TEE", Location: "LEJ", Quantity: 5, Reason: oms.ReasonReceived}); err != nil {
			t.Fatal(err)
		}
		w.eventually("the allocation of what came in", func() bool { return w.line(short.ID).Allocated == 3 })
		if _, err := w.CreateSKU(w.ctx, SKUInput{Code: "LATER"}); err != nil {
			t.Fatal(err)
		}
		last := unknown[len(unknown)-1].ID
		w.eventually("the match of the new SKU", func() bool { return w.line(last).SKUID != "" })
		for _, o := range unknown {
			if l := w.stored(o.ID).Lines[0]; l.SKUID == "" {
				t.Errorf("order %d still has an unknown SKU", o.Number)
			}
		}
		w.audit()
	})
}
