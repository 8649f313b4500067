package flow

import (
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
	"github.com/switchyard-oms/switchyard/promise"
)

func TestPropose(t *testing.T) {
	offer := func(service string, cost int64, by string) Offer {
		return Offer{Rate: Rate{Service: service, Cost: cost}, Arrives: promise.Range{Latest: by}}
	}
	slow, fast, unknown := offer("slow", 400, "2026-11-27"), offer("fast", 900, "2026-11-24"), offer("unknown", 100, "")
	faster := offer("faster", 1900, "2026-11-23")
	for _, c := range []struct {
		name     string
		promised string
		offers   []Offer
		want     string
		keeps    bool
	}{
		{"the cheapest keeps it", "2026-11-27", []Offer{slow, fast, faster}, "slow", true},
		{"only dearer ones keep it", "2026-11-25", []Offer{faster, slow, fast}, "fast", true},
		{"none keeps it", "2026-11-20", []Offer{faster, slow, fast}, "slow", false},
		{"what nobody knows keeps nothing", "2026-11-27", []Offer{unknown, slow}, "slow", true},
		{"nothing was promised", "", []Offer{fast, slow}, "slow", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i := range c.offers {
				c.offers[i].Promised = c.promised
			}
			proposeOne(c.offers)
			var proposed []Offer
			for _, o := range c.offers {
				if o.Proposed {
					proposed = append(proposed, o)
				}
			}
			if len(proposed) != 1 || proposed[0].Service != c.want || proposed[0].Keeps != c.keeps {
				t.Errorf("%+v", proposed)
			}
		})
	}
	proposeOne(nil)
}

// TestShipKeepsThePromise has a slow cheap service and a fast dear one: which
// one is taken depends on what the buyer was told.
func TestShipKeepsThePromise(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "unallocated", "BER", 10)
		for service, days := range map[string]int64{"standard": 4, "express": 1} {
			lanes := []oms.TransitLane{{MinDays: days, MaxDays: days}}
			if _, err := w.CreateTransit(w.ctx, TransitInput{Service: service, TransitFields: TransitFields{Lanes: &lanes}}); err != nil {
				t.Fatal(err)
			}
		}
		o := w.walk(w.capture("1", "A", 1), "packed")
		ful := o.FulfillmentOrders[0].ID
		offers, err := w.Rates(w.ctx, ful, "")
		if err != nil || len(offers) < 2 {
			t.Fatalf("%+v, %v", offers, err)
		}
		days := map[string]string{}
		for _, r := range offers {
			days[r.Service] = r.Arrives.Latest
			if r.Promised != o.Lines[0].DeliverBy || r.Proposed != (r.Service == "standard") {
				t.Errorf("promised for %s: %+v", o.Lines[0].DeliverBy, r)
			}
		}
		if days["express"] == "" || days["standard"] <= days["express"] {
			t.Errorf("%v", days)
		}

		w.seed("UPDATE order_lines SET deliver_from = '" + days["express"] + "', deliver_by = '" + days["express"] + "' WHERE $1 = $1")
		if o, err = w.Ship(w.ctx, ful, ShipInput{}); err != nil || o.Shipments[0].Service != "express" {
			t.Errorf("%v: %+v", err, o)
		}
	})
}
