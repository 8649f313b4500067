package flow

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/switchyard-oms/switchyard/internal/store"
	"github.com/switchyard-oms/switchyard/oms"
)

// tracked makes a SKU whose units are told apart.
func (w *world) tracked(code string, how oms.Tracking, minDays int64) {
	w.t.Helper()
	w.sku(code, "backorder")
	if _, err := w.UpdateSKU(w.ctx, code, SKUUpdate{SKUFields: SKUFields{Tracking: &how, MinDaysLeft: &minDays}}); err != nil {
		w.t.Fatal(err)
	}
}

// lotIn receives units of a lot.
func (w *world) lotIn(sku, location, lot, expires string, n int64) {
	w.t.Helper()
	if _, err := w.MoveStock(w.ctx, MovementInput{SKU: sku, Location: location, Quantity: n, Reason: oms.ReasonReceived, LotNames: oms.LotNames{Lot: lot}, ExpiresOn: expires}); err != nil {
		w.t.Fatal(err)
	}
}

// serialsIn receives units with serial numbers.
func (w *world) serialsIn(sku, location string, serials ...string) {
	w.t.Helper()
	if _, err := w.MoveStock(w.ctx, MovementInput{SKU: sku, Location: location, Quantity: int64(len(serials)), Reason: oms.ReasonReceived, LotNames: oms.LotNames{Serials: serials}}); err != nil {
		w.t.Fatal(err)
	}
}

// lots writes what is on hand of a SKU: "L1 BER 5/2/0 L2 …", on hand, picked and
// in quality control.
func (w *world) lots(sku string) string {
	w.t.Helper()
	page, err := w.Lots(w.ctx, LotFilter{SKU: sku})
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, l := range page.Items {
		out = append(out, fmt.Sprintf("%s %s %d/%d/%d", l.Lot, l.Location, l.OnHand, l.Picked, l.QualityControl))
	}
	return strings.Join(out, ", ")
}

// must returns a result, and fails the test for an error.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// lotNamed returns a lot by its code.
func (w *world) lotNamed(sku, code string) *oms.Lot {
	w.t.Helper()
	var found map[store.LotName]*oms.Lot
	name := store.LotName{SKUID: "sku_" + sku, Lot: code}
	err := w.store.Read(w.ctx, func(tx *store.Tx) (err error) {
		found, err = tx.LotsNamed(w.ctx, []string{name.SKUID}, []string{code})
		return err
	})
	if err != nil || found[name] == nil {
		w.t.Fatalf("lot %s of %s: %v, %v", code, sku, found, err)
	}
	return found[name]
}

// backWith asks n units of the first line back and takes them in.
func (w *world) backWith(o *oms.Order, n int) string {
	w.t.Helper()
	r := w.asked(o, true, 1, n)
	if _, err := w.ReceiveReturn(w.ctx, r.ID, ReturnArrival{}); err != nil {
		w.t.Fatal(err)
	}
	return r.ID
}

func TestLotsLeaveFirstExpired(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.tracked("CREAM", oms.TrackLots, 30)
		w.lotIn("CREAM", "BER", "LATE", "2027-06-30", 5)
		w.lotIn("CREAM", "BER", "SOON", "2027-01-31", 2)
		o := w.capture("1", "CREAM", 3)
		id := o.FulfillmentOrders[0].ID
		must(w.ReleaseFulfillmentOrder(w.ctx, id))(t)
		p := must(w.ProposeLots(w.ctx, id))(t)[0]
		if len(p.Lots) != 2 || p.Lots[0].Lot != "SOON" || p.Lots[1].Quantity != 1 || len(p.Shelf) != 2 || p.Shelf[0].Free() != 2 {
			t.Errorf("what is proposed can be scanned: %+v", p)
		}
		o = must(w.Pick(w.ctx, id, PickInput{}))(t)
		if got := w.lots("CREAM"); got != "SOON BER 2/2/0, LATE BER 5/1/0" {
			t.Errorf("picked %s", got)
		}
		if lots := o.FulfillmentOrders[0].Items[0].Lots; len(lots) != 2 || lots[0].Lot != "SOON" || lots[0].Picked != 2 || lots[1].Picked != 1 {
			t.Errorf("%+v", lots)
		}
		w.keepsLaws()
		must(w.Pack(w.ctx, id, PackInput{Parcels: []oms.ParcelInput{{Items: []oms.PackItem{{Line: 1, Quantity: 3, LotNames: oms.LotNames{Lot: "LATE"}}}}}}))(t)
		if got := w.lots("CREAM"); got != "SOON BER 2/0/0, LATE BER 5/3/0" {
			t.Errorf("another lot was scanned: %s", got)
		}
		w.keepsLaws()
		o = must(w.Ship(w.ctx, id, ShipInput{}))(t)
		if got := w.lots("CREAM"); got != "SOON BER 2/0/0, LATE BER 2/0/0" {
			t.Errorf("shipped %s", got)
		}
		lot := w.lotNamed("CREAM", "LATE")
		uses := must(w.LotUses(w.ctx, lot.ID, Paging{}))(t)
		if len(uses.Items) != 1 || uses.Items[0].OrderNumber != o.Number || uses.Items[0].Quantity != 3 || !uses.Items[0].At.Equal(*o.Shipments[0].ShippedAt) {
			t.Errorf("%+v", uses.Items)
		}
		w.stored(o.ID)
		o = must(w.Void(w.ctx, o.Shipments[0].ID))(t)
		if got := w.lots("CREAM"); got != "SOON BER 2/0/0, LATE BER 5/3/0" {
			t.Errorf("the label was voided: %s", got)
		}
		if uses := must(w.LotUses(w.ctx, lot.ID, Paging{}))(t); len(uses.Items) != 0 {
			t.Errorf("%+v", uses.Items)
		}
		must(w.CancelOrder(w.ctx, o.ID, CancelInput{Restock: new(bool), Unsellable: oms.Damaged}))(t)
		if l := w.level("CREAM", "BER"); l.Damaged != 3 || l.Available() != 4 {
			t.Errorf("%+v", l)
		}
		w.keepsLaws()
	})
}

func TestLotsAreRefusedByName(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.tracked("CREAM", oms.TrackLots, 30)
		w.sku("PLAIN", "backorder")
		w.lotIn("CREAM", "BER", "A", "2027-06-30", 5)
		move := func(in MovementInput) error { return only(w.MoveStock(w.ctx, in)) }
		in := MovementInput{SKU: "CREAM", Location: "BER", Quantity: 1, Reason: oms.ReasonReceived}
		with := func(change func(*MovementInput)) MovementInput { c := in; change(&c); return c }
		for name, c := range map[string]struct {
			in   MovementInput
			code oms.Code
			says string
		}{
			"NoLot":     {in, oms.Invalid, "lot is required"},
			"NoDate":    {with(func(m *MovementInput) { m.Lot = "B" }), oms.Invalid, "expires_on is required"},
			"OtherDate": {with(func(m *MovementInput) { m.Lot, m.ExpiresOn = "A", "2027-01-01" }), oms.Conflict, "is known with the date 2027-06-30"},
			"BadDate":   {with(func(m *MovementInput) { m.Lot, m.ExpiresOn = "B", "31.01.2027" }), oms.Invalid, "must be a date"},
			"Serials":   {with(func(m *MovementInput) { m.Serials = []string{"S"} }), oms.Invalid, "is tracked by lot"},
			"Plain":     {with(func(m *MovementInput) { m.SKU, m.Lot = "PLAIN", "A" }), oms.Invalid, "is not tracked"},
			"TooMany":   {with(func(m *MovementInput) { m.Quantity, m.Reason, m.Lot = -6, oms.ReasonLost, "A" }), oms.Conflict, "A (5)"},
			"NoSuchLot": {with(func(m *MovementInput) { m.Quantity, m.Reason, m.Lot = -1, oms.ReasonLost, "Z" }), oms.Conflict, `"Z"`},
		} {
			t.Run(name, func(t *testing.T) { wantCode(t, move(c.in), c.code, c.says) })
		}
		if err := move(with(func(m *MovementInput) { m.Quantity, m.Reason = -1, oms.ReasonLost })); err != nil {
			t.Errorf("there is one lot only, so it is that: %v", err)
		}
		none := oms.TrackNone
		_, err := w.UpdateSKU(w.ctx, "CREAM", SKUUpdate{SKUFields: SKUFields{Tracking: &none}})
		wantCode(t, err, oms.Conflict, "take its stock down to zero")
		_, err = w.CountStock(w.ctx, CountInput{Location: "BER", Items: []CountItem{{SKU: "CREAM", Counted: 3}}})
		if err != nil {
			t.Error(err)
		}
		count := must(w.CountStock(w.ctx, CountInput{Location: "BER", Items: []CountItem{{SKU: "CREAM", Counted: 3, Lot: "A"}, {SKU: "CREAM", Counted: 2, Lot: "B", ExpiresOn: "2027-09-30"}, {SKU: "CREAM", Counted: 2}}}))(t)
		if count.Items[0].Err != nil || count.Items[1].Err != nil || count.Items[2].Err == nil {
			t.Errorf("%+v", count.Items)
		}
		if got := w.lots("CREAM"); got != "A BER 3/0/0, B BER 2/0/0" {
			t.Error(got)
		}
		w.keepsLaws()
	})
}

func TestLotsPastTheirDateAreNotSold(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.tracked("CREAM", oms.TrackLots, 30)
		w.lotIn("CREAM", "BER", "A", "2026-12-25", 5) // sold until November 25
		w.lotIn("CREAM", "BER", "OLD", "2026-12-01", 2)
		if l := w.level("CREAM", "BER"); l.OnHand != 7 || l.QualityControl != 2 || l.Available() != 5 {
			t.Errorf("a lot that came too late was offered: %+v", l)
		}
		o := w.capture("1", "CREAM", 4)
		if n := must(w.ExpireLots(w.ctx, 10))(t); n != 0 {
			t.Errorf("%d lots are past their date", n)
		}
		w.now = w.now.AddDate(0, 0, 5) // November 25
		if n := must(w.ExpireLots(w.ctx, 10))(t); n != 0 {
			t.Errorf("%d lots are past their date on their last day", n)
		}
		w.now = w.now.AddDate(0, 0, 1)
		id := o.FulfillmentOrders[0].ID
		must(w.ReleaseFulfillmentOrder(w.ctx, id))(t)
		_, err := w.Pick(w.ctx, id, PickInput{})
		wantCode(t, err, oms.Conflict, "past their date")
		if n := must(w.ExpireLots(w.ctx, 10))(t); n != 1 {
			t.Errorf("%d lots", n)
		}
		if l := w.level("CREAM", "BER"); l.QualityControl != 7 || l.Allocated != 0 {
			t.Errorf("%+v", l)
		}
		o = w.stored(o.ID)
		i := slices.IndexFunc(o.Exceptions, func(e oms.Exception) bool { return e.Kind == oms.ExceptionStockShort })
		if i < 0 || !strings.Contains(o.Exceptions[i].Summary, "may not be sold") || o.Lines[0].Allocated != 0 {
			t.Errorf("%+v, %+v", o.Exceptions, o.Lines[0].Counters)
		}
		err = only(w.MoveStock(w.ctx, MovementInput{SKU: "CREAM", Location: "BER", Quantity: -1, Reason: oms.ReasonQuality, LotNames: oms.LotNames{Lot: "A"}}))
		wantCode(t, err, oms.Conflict, "may not be sold")
		if l := must(w.UpdateLot(w.ctx, w.lotNamed("CREAM", "A").ID, LotUpdate{ExpiresOn: "2027-12-25"}))(t); l.SellsUntil != "2027-11-25" || l.Levels[0].Past {
			t.Errorf("%+v", l)
		}
		err = only(w.MoveStock(w.ctx, MovementInput{SKU: "CREAM", Location: "BER", Quantity: -5, Reason: oms.ReasonQuality, LotNames: oms.LotNames{Lot: "A"}}))
		if l := w.level("CREAM", "BER"); err != nil || l.Available() != 5 {
			t.Errorf("%+v, %v", l, err)
		}
		days := int64(400)
		must(w.UpdateSKU(w.ctx, "CREAM", SKUUpdate{SKUFields: SKUFields{MinDaysLeft: &days}}))(t)
		if n := must(w.ExpireLots(w.ctx, 10))(t); n != 1 {
			t.Errorf("%d lots have less than 400 days left", n)
		}
		w.keepsLaws()
	})
}

func TestLotsTravelAndComeBack(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.tracked("CREAM", oms.TrackLots, 0)
		w.lotIn("CREAM", "BER", "A", "2027-01-31", 2)
		w.lotIn("CREAM", "BER", "B", "", 5)
		x := must(w.CreateTransfer(w.ctx, TransferInput{From: "BER", To: "LEJ", Items: []TransferLine{{SKU: "CREAM", Quantity: 4}}}))(t)
		if len(x.Items) != 2 || x.Items[0].Lot != "A" || x.Items[1].Quantity != 2 {
			t.Fatalf("%+v", x.Items)
		}
		x = must(w.ReceiveTransfer(w.ctx, x.ID, ReceiptInput{Items: []TransferLine{{SKU: "CREAM", Quantity: 1, LotNames: oms.LotNames{Lot: "B"}}}}))(t)
		w.keepsLaws()
		must(w.ReceiveTransfer(w.ctx, x.ID, ReceiptInput{}))(t)
		if got := w.lots("CREAM"); got != "A LEJ 2/0/0, B BER 3/0/0, B LEJ 2/0/0" {
			t.Error(got)
		}
		y := must(w.CreateTransfer(w.ctx, TransferInput{From: "BER", To: "LON", Items: []TransferLine{{SKU: "CREAM", Quantity: 3, LotNames: oms.LotNames{Lot: "B"}}}}))(t)
		must(w.CancelTransfer(w.ctx, y.ID))(t)
		w.keepsLaws()

		o := w.capture("1", "CREAM", 3)
		id := o.FulfillmentOrders[0].ID
		must(w.ReleaseFulfillmentOrder(w.ctx, id))(t)
		must(w.Pick(w.ctx, id, PickInput{Items: []oms.PickItem{{Line: 1, Quantity: 2}, {Line: 1, Short: 1}}}))(t)
		w.keepsLaws()
		must(w.Pack(w.ctx, id, PackInput{}))(t)
		o = must(w.Ship(w.ctx, id, ShipInput{}))(t)
		p := w.backWith(o, 2)
		must(w.InspectReturn(w.ctx, p, ReturnFindings{Items: []oms.InspectItem{{Line: 1, Quantity: 2, Disposition: oms.Quarantine}}}))(t)
		if got := w.lots("CREAM"); !strings.Contains(got, "A LEJ 2/0/2") {
			t.Error(got)
		}
		w.keepsLaws()
	})
}

func TestSerialNumbers(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.tracked("CAM", oms.TrackSerials, 0)
		w.serialsIn("CAM", "BER", "S1", "S2", "S3")
		again := func(location string, reason oms.MovementReason, serials ...string) error {
			return only(w.MoveStock(w.ctx, MovementInput{SKU: "CAM", Location: location, Quantity: int64(len(serials)), Reason: reason, LotNames: oms.LotNames{Serials: serials}}))
		}
		wantCode(t, again("LEJ", oms.ReasonReceived, "S4", "S2"), oms.Conflict, "S2 of CAM is in stock at BER already")
		wantCode(t, again("LEJ", oms.ReasonReceived, "S4", "S4"), oms.Invalid, "different numbers")
		w.sku("LENS", "backorder")
		barcode := "4006381333931"
		must(w.UpdateSKU(w.ctx, "LENS", SKUUpdate{SKUFields: SKUFields{Barcode: &barcode}}))(t)
		for label, says := range map[string]string{barcode: "names the SKU LENS", "lens": "names the SKU LENS", "LEJ": "is a location"} {
			wantCode(t, again("LEJ", oms.ReasonReceived, "S5", label), oms.Invalid, says)
		}
		o := w.capture("1", "CAM", 2)
		id := o.FulfillmentOrders[0].ID
		must(w.ReleaseFulfillmentOrder(w.ctx, id))(t)
		must(w.Pick(w.ctx, id, PickInput{}))(t)
		pack := func(serials ...string) error {
			return only(w.Pack(w.ctx, id, PackInput{Parcels: []oms.ParcelInput{{Items: []oms.PackItem{{Line: 1, Quantity: 2, LotNames: oms.LotNames{Serials: serials}}}}}}))
		}
		wantCode(t, only(w.Pack(w.ctx, id, PackInput{})), oms.Conflict, "name each")
		wantCode(t, pack("S2", "S9"), oms.Conflict, `"S9" of CAM is not in stock`)
		wantCode(t, pack("S2"), oms.Invalid, "as many as")
		if err := pack("S3", "S1"); err != nil {
			t.Fatal(err)
		}
		o = must(w.Ship(w.ctx, id, ShipInput{}))(t)
		if got := w.lots("CAM"); got != "S2 BER 1/0/0" {
			t.Error(got)
		}
		number := o.Parcels[0].TrackingNumber
		wantCode(t, again("LEJ", oms.ReasonReceived, number), oms.Invalid, "tracking number of a parcel")
		if words := oms.SearchWords(o); !strings.Contains(words, "s3") {
			t.Errorf("not found by its serial number: %s", words)
		}
		wantCode(t, again("BER", oms.ReasonReceived, "S1"), oms.Conflict, "take it back by a return")
		ret := w.backWith(o, 1)
		inspect := func(serials ...string) error {
			return only(w.InspectReturn(w.ctx, ret, ReturnFindings{Items: []oms.InspectItem{{Line: 1, Quantity: 1, Disposition: oms.Restock, LotNames: oms.LotNames{Serials: serials}}}}))
		}
		wantCode(t, inspect(), oms.Conflict, "say which serial numbers")
		wantCode(t, inspect("S2"), oms.Conflict, "was not sent")
		if err := inspect("S3"); err != nil {
			t.Fatal(err)
		}
		if l := w.level("CAM", "BER"); l.OnHand != 2 || l.Available() != 2 {
			t.Errorf("%+v", l)
		}
		ret = w.backWith(o, 1)
		if left := must(w.ReturnLots(w.ctx, ret))(t); len(left) != 1 || left[0].Tracking != oms.TrackSerials || len(left[0].Lots) != 1 || left[0].Lots[0].Lot != "S1" {
			t.Errorf("the buyer has %+v", left)
		}
		wantCode(t, inspect("S3"), oms.Conflict, "is back already")
		if s := must(w.Lot(w.ctx, w.lotNamed("CAM", "S1").ID))(t); len(s.Levels) != 1 || s.Levels[0].OnHand != 0 {
			t.Errorf("%+v", s)
		}
		w.keepsLaws()
	})
}

func TestPurchasesArriveInLots(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.tracked("CREAM", oms.TrackLots, 0)
		w.sku("A", "backorder")
		w.sku("B", "backorder")
		w.supplier()
		id := w.purchase(2, "CREAM", 10).ID
		_, err := w.ReceivePurchase(w.ctx, id, PurchaseReceiptInput{})
		wantCode(t, err, oms.Invalid, "of which lots")
		p := must(w.ReceivePurchase(w.ctx, id, PurchaseReceiptInput{Items: []ArrivedLine{
			{SKU: "CREAM", Quantity: 4, LotNames: oms.LotNames{Lot: "A"}, ExpiresOn: "2027-01-31"}, {SKU: "CREAM", Quantity: 6, LotNames: oms.LotNames{Lot: "B"}}}}))(t)
		if got := w.lots("CREAM"); p.Status != oms.PurchaseReceived || got != "A BER 4/0/0, B BER 6/0/0" {
			t.Errorf("%s, %s", p.Status, got)
		}
		w.keepsLaws()
	})
}
