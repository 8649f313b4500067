package flow

import (
	"context"
	"slices"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// pottery makes the location POT of the supplier TEX, who sends itself, with
// nine of A there and none elsewhere.
func (w *world) pottery() {
	w.t.Helper()
	w.sku("A", "backorder")
	w.supplier()
	w.seed(`INSERT INTO locations (id, code, name, kind, address, calendar, priority, active, version, created_at, updated_at)
		VALUES ('loc_POT', 'POT', 'Pottery', 'warehouse', '{"country_code":"PT"}', '{}', 9, TRUE, 1, $1, $1)`)
	kind, of := oms.DropShip, "TEX"
	at, err := w.UpdateLocation(w.ctx, "POT", LocationUpdate{LocationFields: LocationFields{Kind: &kind, Supplier: &of}})
	if err != nil || at.Supplier != "TEX" {
		w.t.Fatalf("%+v, %v", at, err)
	}
	if _, err := w.moves("A", "POT", 9, oms.ReasonReceived); err != nil {
		w.t.Fatal(err)
	}
}

// dropShips lets the consumer see all that has happened, again and again, and
// returns the purchase orders there are, the newest first.
func (w *world) dropShips() []*oms.PurchaseOrder {
	w.t.Helper()
	err := w.store.Write(store.WithCaller(context.WithoutCancel(w.ctx), store.Caller{Actor: "system"}), func(tx *store.Tx) error {
		events, err := tx.Events(w.ctx, store.EventFilter{Limit: 10_000})
		if err != nil {
			return err
		}
		return dropShip(w.ctx, tx, events)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	page, err := w.Purchases(w.ctx, PurchaseFilter{})
	if err != nil {
		w.t.Fatal(err)
	}
	return page.Items
}

func TestDropShipRoad(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.pottery()
		o := w.capture("1", "A", 3)
		if all := w.dropShips(); len(all) != 0 || o.FulfillmentOrders[0].Location != "POT" {
			t.Fatalf("ordered before it is released: %+v, %+v", all, o.FulfillmentOrders)
		}
		if _, err := w.ReleaseOrder(w.ctx, o.ID); err != nil {
			t.Fatal(err)
		}
		w.dropShips()
		all := w.dropShips()
		if len(all) != 1 {
			t.Fatalf("%d purchase orders of one release", len(all))
		}
		p, ful := all[0], w.stored(o.ID).FulfillmentOrders[0]
		if p.Status != oms.PurchaseOrdered || p.Supplier != "TEX" || p.Work != ful.Number || len(p.Lines) != 1 || p.Lines[0].Ordered != 3 || *p.Lines[0].Cost != 740 ||
			ful.PartnerStatus != oms.PartnerSubmitted {
			t.Fatalf("%+v, %s", p, ful.PartnerStatus)
		}
		if l := w.level("A", "POT"); l.Incoming != 0 || l.OnHand != 9 {
			t.Errorf("%+v", l)
		}
		if r, err := w.Receipts(w.ctx, ReceiptFilter{}); err != nil || len(r) != 0 {
			t.Errorf("what goes to a buyer is expected here: %+v, %v", r, err)
		}
		_, err := w.ReceivePurchase(w.ctx, p.ID, PurchaseReceiptInput{})
		wantCode(t, err, oms.Conflict, "supplier has sent it")
		_, err = w.CancelPurchase(w.ctx, p.ID)
		wantCode(t, err, oms.Conflict, "reject or cancel")
		for range 2 {
			if p, err = w.ConfirmDropShip(w.ctx, p.ID, DropShipAnswer{Reference: "A-4711"}); err != nil || p.Reference != "A-4711" {
				t.Fatalf("%+v, %v", p, err)
			}
		}
		if ful := w.stored(o.ID).FulfillmentOrders[0]; ful.PartnerStatus != oms.PartnerAccepted {
			t.Errorf("%s", ful.PartnerStatus)
		}
		for range 2 {
			if p, err = w.ShipDropShip(w.ctx, p.ID, DropShipment{Carrier: "CTT", TrackingNumbers: []string{"RR1PT"}}); err != nil || p.Status != oms.PurchaseReceived || p.Lines[0].Received != 3 {
				t.Fatalf("%+v, %v", p, err)
			}
		}
		got := w.stored(o.ID)
		if got.FulfillmentStatus != oms.Fulfilled || len(got.Shipments) != 1 || got.Parcels[0].TrackingNumber != "RR1PT" || w.level("A", "POT").OnHand != 6 {
			t.Errorf("%s, %+v, %+v", got.FulfillmentStatus, got.Shipments, w.level("A", "POT"))
		}
		if all := w.dropShips(); len(all) != 1 || all[0].Version != p.Version {
			t.Errorf("%d purchase orders, version %d became %d", len(all), p.Version, all[0].Version)
		}
		var told []string
		timeline, err := w.Events(w.ctx, store.EventFilter{OrderID: o.ID, Limit: 1000})
		for _, e := range timeline {
			if e.Subject == p.ID {
				told = append(told, string(e.Type))
			}
		}
		if err != nil || !slices.Equal(told, []string{"purchase_order.ordered", "purchase_order.changed", "purchase_order.received"}) {
			t.Errorf("events %v, %v", told, err)
		}
		if _, err := w.PurchasePaper(w.ctx, p.ID); err != nil {
			t.Error(err)
		}
		w.audit()
	})
}

// TestDropShipNamesSerials has a supplier send units of a SKU with serial numbers.
func TestDropShipNamesSerials(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.pottery()
		w.tracked("KILN", oms.TrackSerials, 0)
		w.serialsIn("KILN", "POT", "K1", "K2", "K3")
		o := w.capture("1", "KILN", 2, "A", 1)
		must(w.ReleaseOrder(w.ctx, o.ID))(t)
		id := w.dropShips()[0].ID
		ship := func(sku string, serials ...string) error {
			return only(w.ShipDropShip(w.ctx, id, DropShipment{Lots: []DropShipLots{{SKU: sku, LotNames: oms.LotNames{Serials: serials}}}}))
		}
		wantCode(t, only(w.ShipDropShip(w.ctx, id, DropShipment{})), oms.Conflict, "name each")
		wantCode(t, ship("KILN", "K1"), oms.Invalid, "lots[0].serials")
		wantCode(t, ship("MUG", "K1"), oms.Invalid, "lots[0].sku")
		wantCode(t, ship("KILN", "K1", "K9"), oms.Conflict, "K9")
		if err := ship("KILN", "K3", "K1"); err != nil {
			t.Fatal(err)
		}
		if got := w.lots("KILN"); got != "K2 POT 1/0/0" {
			t.Error(got)
		}
		w.stored(o.ID)
		w.keepsLaws()
	})
}

func TestDropShipFollowsItsWork(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.pottery()
		o := w.capture("1", "A", 3)
		if _, err := w.ReleaseOrder(w.ctx, o.ID); err != nil {
			t.Fatal(err)
		}
		first := w.dropShips()[0]
		if _, err := w.CancelOrder(w.ctx, o.ID, CancelInput{Lines: []oms.LineQuantity{{Line: 1, Quantity: 1}}, Reason: "customer"}); err != nil {
			t.Fatal(err)
		}
		if p := w.dropShips()[0]; p.ID != first.ID || p.Lines[0].Canceled != 1 || p.Lines[0].Open() != 2 || p.Status != oms.PurchaseOrdered {
			t.Errorf("%+v", p)
		}
		ful := w.stored(o.ID).FulfillmentOrders[0].ID
		if _, err := w.RejectFulfillmentOrder(w.ctx, ful, RejectInput{Reason: "the kiln is broken"}); err != nil {
			t.Fatal(err)
		}
		if p := w.dropShips()[0]; p.ID != first.ID || p.Status != oms.PurchaseCanceled || p.Lines[0].Open() != 0 {
			t.Errorf("%+v", p)
		}
		_, err := w.ShipDropShip(w.ctx, first.ID, DropShipment{})
		wantCode(t, err, oms.Conflict, "not the supplier's any more")
		// Worked at the location itself, without a word about the purchase order.
		o = w.capture("2", "A", 2)
		if _, err := w.ReleaseOrder(w.ctx, o.ID); err != nil {
			t.Fatal(err)
		}
		w.dropShips()
		w.walk(w.stored(o.ID), "shipped")
		if p := w.dropShips()[0]; p.OrderID != o.ID || p.Status != oms.PurchaseReceived || p.Lines[0].Received != 2 {
			t.Errorf("%+v", p)
		}
		none, kind := "NOBODY", oms.Warehouse
		_, err = w.UpdateLocation(w.ctx, "POT", LocationUpdate{LocationFields: LocationFields{Supplier: &none}})
		wantCode(t, err, oms.Invalid, "supplier")
		_, err = w.UpdateLocation(w.ctx, "POT", LocationUpdate{LocationFields: LocationFields{Kind: &kind}})
		wantCode(t, err, oms.Invalid, "only for locations of kind supplier")
		w.audit()
	})
}
