package flow

import (
	"fmt"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// TestCaptureTrips counts how often a batch waits for the database. On
// PostgreSQL the parts, the events and the commit go together behind three
// waits, however many orders there are; SQLite, which is no trip away, takes
// rows by sixty-four.
func TestCaptureTrips(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("TEE", "backorder", "BER", 5000)
		w.sku("MUG", "backorder", "LON", 5000)
		cat := &catalog{}
		batch := func(name string, n int) (trips int) {
			all := make([]*capturing, n)
			for i := range all {
				in := w.order(fmt.Sprintf("%s-%d", name, i), "TEE", 1, "MUG", 2)
				if err := in.Prepare(); err != nil {
					t.Fatal(err)
				}
				all[i] = &capturing{ctx: w.ctx, in: &in}
			}
			err := w.store.Write(w.ctx, func(tx *store.Tx) error {
				err := w.captureIn(w.ctx, tx, cat, all)
				trips = tx.Trips()
				return err
			})
			if err != nil || all[n-1].result.Err != nil || !all[n-1].result.Created {
				t.Fatalf("%v, %+v", err, all[n-1].result)
			}
			return trips
		}
		batch("first", 1) // makes the catalog known
		one, many := batch("one", 1), batch("many", 400)
		switch {
		case w.pg && (one != 3 || many != 3):
			t.Errorf("%d trips for one order, %d for 400: want 3", one, many)
		case !w.pg && (one > 14 || many > 400/4):
			t.Errorf("%d statements for one order, %d for 400", one, many)
		}
		w.audit()
	})
}
