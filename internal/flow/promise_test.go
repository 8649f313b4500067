package flow

import (
	"slices"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/jobs"
	"github.com/switchyard-oms/switchyard/oms"
)

// promised reads the date of an order's first line, in days from now; -1 for none.
func (w *world) promised(id string) int {
	w.t.Helper()
	if err := w.PromiseWaiting(w.ctx, []string{"sku_A"}); err != nil {
		w.t.Fatal(err)
	}
	if at := w.stored(id).Lines[0].PromisedAt; at != nil {
		return int(at.Sub(w.now).Hours() / 24)
	}
	return -1
}

func TestPromises(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 1)
		w.supplier()
		first := w.capture("1", "A", 3) // one is there
		second := w.capture("2", "A", 4)
		if got := w.promised(first.ID); got != -1 {
			t.Errorf("promised in %d days, and nothing is on its way", got)
		}
		soon := w.purchase(5, "A", 4)
		w.purchase(9, "A", 10)
		if a, b := w.promised(first.ID), w.promised(second.ID); a != 5 || b != 9 {
			t.Errorf("promised in %d and %d days, want 5 and 9", a, b)
		}
		rows, err := w.OrderPromises(w.ctx, second.ID)
		if err != nil || len(rows) != 2 || rows[0].Name != "PO-1001" || rows[0].Quantity != 2 || rows[1].Name != "PO-1002" || rows[1].Quantity != 2 {
			t.Errorf("%+v, %v", rows, err)
		}
		later := w.now.AddDate(0, 0, 12)
		if _, err := w.UpdatePurchase(w.ctx, soon.ID, PurchaseUpdate{ExpectedAt: &later}); err != nil {
			t.Fatal(err)
		}
		if a, b := w.promised(first.ID), w.promised(second.ID); a != 9 || b != 9 {
			t.Errorf("after a delay promised in %d and %d days, want 9 and 9: who waits longer comes first", a, b)
		}
		o := w.stored(first.ID)
		if i := slices.IndexFunc(o.Exceptions, func(e oms.Exception) bool { return e.Kind == oms.ExceptionPromiseLate }); i < 0 || o.Exceptions[i].Status != oms.ExceptionOpen ||
			o.Exceptions[i].Summary != "2 units of A promised for 2026-11-25: they are expected on 2026-11-29 now (PO-1002)." {
			t.Errorf("%+v", o.Exceptions)
		}
		back := w.now.AddDate(0, 0, 5)
		if _, err := w.UpdatePurchase(w.ctx, soon.ID, PurchaseUpdate{ExpectedAt: &back}); err != nil {
			t.Fatal(err)
		}
		if a := w.promised(first.ID); a != 5 {
			t.Errorf("promised in %d days, want 5 again", a)
		}
		if o := w.stored(first.ID); slices.ContainsFunc(o.Exceptions, func(e oms.Exception) bool { return e.Kind == oms.ExceptionPromiseLate && !e.Status.Done() }) {
			t.Errorf("the promise is kept again: %+v", o.Exceptions)
		}
		w.audit()
	})
}

// TestOldestPromiseFirst has a younger order with an older promise: what comes
// is its, also after the receipt that it was promised is canceled.
func TestOldestPromiseFirst(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder")
		w.supplier()
		held, err := w.PlaceHold(w.ctx, w.capture("1", "A", 2).ID, HoldInput{Type: oms.HoldManual, Reason: "wait", Blocks: []oms.Block{oms.BlockAllocate}})
		if err != nil {
			t.Fatal(err)
		}
		younger := w.capture("2", "A", 2)
		p := w.purchase(5, "A", 2)
		// The older order's units come first, so both are needed for a promise to the younger.
		q := w.purchase(3, "A", 2)
		if a, b := w.promised(held.ID), w.promised(younger.ID); a != 3 || b != 5 {
			t.Fatalf("promised in %d and %d days", a, b)
		}
		if _, err := w.CancelPurchase(w.ctx, q.ID); err != nil {
			t.Fatal(err)
		}
		if a, b := w.promised(held.ID), w.promised(younger.ID); a != 5 || b != -1 {
			t.Fatalf("after a cancellation promised in %d and %d days", a, b)
		}
		third := w.capture("3", "A", 2)
		if _, err := w.ReceivePurchase(w.ctx, p.ID, PurchaseReceiptInput{}); err != nil {
			t.Fatal(err)
		}
		if n, err := w.AllocateWaiting(w.ctx, []string{"sku_A"}); err != nil || n != 2 {
			t.Fatalf("%d units, %v", n, err)
		}
		// The first is on hold, so the second is served: it was promised, the third never was.
		if a, b := w.stored(younger.ID).Lines[0].Allocated, w.stored(third.ID).Lines[0].Allocated; a != 2 || b != 0 {
			t.Errorf("allocated %d and %d", a, b)
		}
		if got := w.promised(younger.ID); got != -1 {
			t.Errorf("what has stock is still promised in %d days", got)
		}
		if rows, err := w.OrderPromises(w.ctx, younger.ID); err != nil || len(rows) != 0 {
			t.Errorf("%+v, %v", rows, err)
		}
	})
}

// TestPromisingFollows has orders promised by what happens, with nobody asking.
func TestPromisingFollows(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		q := jobs.New(w.store, jobs.Settings{Poll: 20 * time.Millisecond})
		c := w.NewConsumers(w.NewWaiting(q), w.NewPromising(q))
		q.Start(w.ctx)
		c.Start(w.ctx)
		defer q.Stop(w.ctx)
		defer c.Stop()
		w.sku("A", "backorder", "LEJ", 3)
		w.supplier()
		p := w.purchase(5, "A", 4)
		early := w.capture("1", "A", 5)
		w.eventually("a promise to a new order", func() bool {
			at := w.line(early.ID).PromisedAt
			return at != nil && at.Equal(*p.ExpectedAt)
		})
		if _, err := w.ReceivePurchase(w.ctx, p.ID, PurchaseReceiptInput{}); err != nil {
			t.Fatal(err)
		}
		w.eventually("the allocation of what came", func() bool { return w.line(early.ID).Allocated == 5 })
		w.eventually("the end of the promise", func() bool { return w.line(early.ID).PromisedAt == nil })
		on := w.now.AddDate(0, 0, 2)
		late := w.capture("2", "A", 3) // two of them are left at BER
		if _, err := w.CreateTransfer(w.ctx, TransferInput{From: "BER", To: "LEJ", Items: []TransferLine{{SKU: "A", Quantity: 1}}, ExpectedAt: &on}); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("what is allocated was sent: %v", err)
		}
		if got := w.line(late.ID); got.Allocated != 2 || got.PromisedAt != nil {
			t.Errorf("%+v", got)
		}
		w.audit()
	})
}
