package flow

import (
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/internal/storetest"
	"github.com/switchyard-oms/switchyard/oms"
)

// receiving has units of a SKU come in for the first time, as a verb does that
// was not told of lots; before and after run around what is written.
func (w *world) receiving(code string, before, after func()) error {
	return w.store.Write(w.ctx, func(tx *store.Tx) error {
		found, err := tx.SKUsNamed(w.ctx, []string{code})
		if err != nil {
			return err
		}
		id := found[code][0].ID
		st, err := tx.LockStock(w.ctx, []string{id})
		if err != nil {
			return err
		}
		if _, err := tx.LoadLots(w.ctx, st, []string{id}); err != nil {
			return err
		}
		before()
		st.Move(oms.StockMovement{SKUID: id, SKU: code, LocationID: "loc_BER", State: oms.StockOnHand, Quantity: 5, Reason: oms.ReasonReceived})
		err = tx.SaveStock(w.ctx, st)
		after()
		return err
	})
}

// TestTrackingRacesTheFirstReceipt changes how the units of a SKU are told apart
// while its first ones come in: one of the two must hear of the other.
func TestTrackingRacesTheFirstReceipt(t *testing.T) {
	storetest.Both(t, func(t *testing.T, o store.Options) {
		w := newWorld(t, o)
		track := func(code string) error {
			lots := oms.TrackLots
			_, err := w.UpdateSKU(w.ctx, code, SKUUpdate{SKUFields: SKUFields{Tracking: &lots}})
			return err
		}
		w.sku("LATE", "backorder")
		changed := make(chan error, 1)
		err := w.receiving("LATE", func() {}, func() {
			go func() { changed <- track("LATE") }()
			select {
			case err := <-changed:
				t.Errorf("the change did not wait for the units: %v", err)
			case <-time.After(200 * time.Millisecond):
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := <-changed; oms.CodeOf(err) != oms.Conflict {
			t.Errorf("a SKU with stock was changed: %v", err)
		}
		if !w.pg {
			return // one writer: nothing can change in between
		}
		w.sku("EARLY", "backorder")
		err = w.receiving("EARLY", func() {
			if err := track("EARLY"); err != nil {
				t.Error(err)
			}
		}, func() {})
		if oms.CodeOf(err) != oms.Conflict {
			t.Errorf("units without a lot came in: %v", err)
		}
	})
}
