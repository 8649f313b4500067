package flow

import (
	"fmt"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
)

// TestCaptureTrips counts how often a batch waits for the database. On
// PostgreSQL the parts, the events and the commit go together behind three
// waits, however many orders there are; SQLite, which is no trip away, takes
// rows by sixty-four. Beside a canary there is one table more.
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
		p := policyOf(t, w)
		p.Split++
		v, err := w.DraftRouting(w.ctx, RoutingDraft{Note: "another price", Policy: p})
		if err != nil {
			t.Fatal(err)
		}
		startCanary(t, w, CanaryStart{Version: v.Version, Share: 50})
		batch("with a canary", 64)
		oneTried, manyTried := batch("one tried", 1), batch("many tried", 400)
		switch {
		case w.pg && (oneTried != 3 || manyTried != 3):
			t.Errorf("beside a canary %d trips for one order, %d for 400: want 3", oneTried, manyTried)
		case !w.pg && (oneTried > one+1 || manyTried > many+2+400/40):
			t.Errorf("beside a canary %d statements for one order, %d for 400; without %d and %d", oneTried, manyTried, one, many)
		}
		w.audit()
	})
}
