package flow

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/switchyard-oms/switchyard/oms"
)

// supplier makes the supplier TEX, which sells A in packs of 10, at least 20,
// for 7.40, within 10 days.
func (w *world) supplier() {
	w.t.Helper()
	lead := int64(10)
	items := []SupplierItemSpec{{SKU: "A", SupplierSKU: "TX-1", Cost: "7.40", MinQuantity: 20, PackSize: 10}}
	if _, err := w.CreateSupplier(w.ctx, SupplierInput{Code: "TEX", SupplierFields: SupplierFields{LeadDays: &lead, Items: &items}}); err != nil {
		w.t.Fatal(err)
	}
}

// purchase drafts and orders a purchase order to BER; days is when it is
// expected, 0 for the supplier's lead time.
func (w *world) purchase(days int, lines ...any) *oms.PurchaseOrder {
	w.t.Helper()
	in := PurchaseInput{Supplier: "TEX", Location: "BER"}
	for i := 0; i < len(lines); i += 2 {
		in.Lines = append(in.Lines, PurchaseItem{SKU: lines[i].(string), Quantity: int64(lines[i+1].(int))})
	}
	if days != 0 {
		at := w.now.AddDate(0, 0, days)
		in.ExpectedAt = &at
	}
	p, err := w.CreatePurchase(w.ctx, in)
	if err != nil {
		w.t.Fatal(err)
	}
	if p, err = w.OrderPurchase(w.ctx, p.ID, PurchaseOrderInput{AllowOdd: true}); err != nil {
		w.t.Fatal(err)
	}
	return p
}

func TestPurchaseRoad(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 1)
		w.sku("B", "backorder")
		w.supplier()
		in := PurchaseInput{Supplier: "TEX", Location: "BER", Lines: []PurchaseItem{{SKU: "A", Quantity: 25}, {SKU: "B", Quantity: 4, Cost: "1.00"}}}
		p, err := w.CreatePurchase(w.ctx, in)
		if err != nil || p.Name() != "PO-1001" || p.Status != oms.PurchaseDraft || *p.Lines[0].Cost != 740 {
			t.Fatalf("%+v, %v", p, err)
		}
		_, err = w.OrderPurchase(w.ctx, p.ID, PurchaseOrderInput{})
		wantCode(t, err, oms.Invalid, "lines[0].quantity", "packs of 10", "order 30")
		if _, err := w.UpdatePurchase(w.ctx, p.ID, PurchaseUpdate{Lines: &[]PurchaseItem{{SKU: "A", Quantity: 30}, {SKU: "B", Quantity: 4}}}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			p, err = w.OrderPurchase(w.ctx, p.ID, PurchaseOrderInput{})
			if err != nil || p.Status != oms.PurchaseOrdered || !p.Lines[0].ExpectedAt.Equal(w.now.AddDate(0, 0, 10)) {
				t.Fatalf("%+v, %v", p, err)
			}
		}
		at := func(sku string, want [6]int64) {
			t.Helper()
			if got := figures(w.level(sku, "BER")); got != want {
				t.Errorf("%s: %v, want %v", sku, got, want)
			}
		}
		at("A", [6]int64{1, 0, 0, 0, 30, 1})
		if _, err := w.moves("A", "BER", -1, oms.ReasonExpected); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("what a purchase order brings was called off: %v", err)
		}
		_, err = w.ReceivePurchase(w.ctx, p.ID, PurchaseReceiptInput{Items: []ArrivedLine{{SKU: "B", Quantity: 5}}})
		wantCode(t, err, oms.Conflict, "allow_over")
		_, err = w.ReceivePurchase(w.ctx, p.ID, PurchaseReceiptInput{Items: []ArrivedLine{{SKU: "X", Quantity: 5}}})
		wantCode(t, err, oms.Invalid, "not in PO-1001")
		p, err = w.ReceivePurchase(w.ctx, p.ID, PurchaseReceiptInput{Items: []ArrivedLine{{SKU: "A", Quantity: 10}, {SKU: "B", Quantity: 5}}, AllowOver: true})
		if err != nil || p.Status != oms.PurchasePartlyReceived {
			t.Fatalf("%+v, %v", p, err)
		}
		at("A", [6]int64{11, 0, 0, 0, 20, 11})
		at("B", [6]int64{5, 0, 0, 0, 0, 5})
		_, err = w.UpdatePurchase(w.ctx, p.ID, PurchaseUpdate{Lines: &[]PurchaseItem{{SKU: "A", Quantity: 99}}})
		wantCode(t, err, oms.Invalid, "can only change its date")
		p, err = w.ReceivePurchase(w.ctx, p.ID, PurchaseReceiptInput{Items: []ArrivedLine{{SKU: "A", Quantity: 15}}, Complete: true})
		if err != nil || p.Status != oms.PurchaseReceived || p.Lines[0].Canceled != 5 {
			t.Fatalf("%+v, %v", p, err)
		}
		at("A", [6]int64{26, 0, 0, 0, 0, 26})
		if again, err := w.ReceivePurchase(w.ctx, p.ID, PurchaseReceiptInput{}); err != nil || again.Version != p.Version {
			t.Errorf("again: %+v, %v", again, err)
		}
		_, err = w.CancelPurchase(w.ctx, p.ID)
		wantCode(t, err, oms.Conflict, "received")
		if got := w.eventsOf(p.ID); !slices.Equal(got, []string{"purchase_order.created", "purchase_order.changed", "purchase_order.ordered",
			"purchase_order.received", "purchase_order.received"}) {
			t.Errorf("events %v", got)
		}
		page, err := w.StockMovements(w.ctx, MovementQuery{MovementFilter: MovementFilter{Reference: p.ID}})
		if err != nil || len(page.Items) != 8 {
			t.Errorf("%d movements, %v", len(page.Items), err)
		}
		w.audit()
		w.auditStock(fatal{t})
	})
}

func TestPurchaseCanceled(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder")
		w.supplier()
		draft, err := w.CreatePurchase(w.ctx, PurchaseInput{Supplier: "TEX", Location: "LEJ", Lines: []PurchaseItem{{SKU: "A", Quantity: 5}}})
		if err != nil {
			t.Fatal(err)
		}
		if draft, err = w.CancelPurchase(w.ctx, draft.ID); err != nil || draft.Status != oms.PurchaseCanceled {
			t.Errorf("%+v, %v", draft, err)
		}
		p := w.purchase(3, "A", 20)
		all, err := w.Receipts(w.ctx, ReceiptFilter{SKU: "A", Location: "BER"})
		if err != nil || len(all) != 1 || all[0].Quantity != 20 || all[0].Name != "PO-1002" || !all[0].ExpectedAt.Equal(w.now.AddDate(0, 0, 3)) {
			t.Errorf("%+v, %v", all, err)
		}
		for range 2 {
			if c, err := w.CancelPurchase(w.ctx, p.ID); err != nil || c.Status != oms.PurchaseCanceled {
				t.Errorf("%+v, %v", c, err)
			}
		}
		if l := w.level("A", "BER"); l.Incoming != 0 || l.OnHand != 0 {
			t.Errorf("%+v", l)
		}
		_, err = w.ReceivePurchase(w.ctx, p.ID, PurchaseReceiptInput{Items: []ArrivedLine{{SKU: "A", Quantity: 1}}})
		wantCode(t, err, oms.Conflict, "canceled")
		if page, err := w.Purchases(w.ctx, PurchaseFilter{Status: "canceled", Paging: Paging{Limit: 1}}); err != nil || len(page.Items) != 1 || page.Items[0].ID != p.ID || page.NextCursor == "" {
			t.Errorf("%+v, %v", page, err)
		}
	})
}

func TestPurchaseImport(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder")
		w.sku("B", "backorder")
		w.bundle("SET", "A", 2)
		w.supplier()
		p, err := w.CreatePurchase(w.ctx, PurchaseInput{Supplier: "TEX", Location: "BER", Lines: []PurchaseItem{{SKU: "A", Quantity: 20}}})
		if err != nil {
			t.Fatal(err)
		}
		p, err = w.ImportPurchaseLines(w.ctx, p.ID, []byte("SKU;Qty;Unit cost;ETA\nB;7;2.50;2026-12-01\nA;30;;\n"))
		if err != nil || len(p.Lines) != 2 || p.Lines[0].SKU != "B" || *p.Lines[0].Cost != 250 || !p.Lines[0].ExpectedAt.Equal(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)) ||
			*p.Lines[1].Cost != 740 {
			t.Fatalf("%+v, %v", p, err)
		}
		for name, c := range map[string]struct{ file, says string }{
			"Number": {"sku,quantity\nA,many\n", "whole number"},
			"Date":   {"sku,quantity,expected\nA,1,soon\n", "2026-12-01"},
			"Bundle": {"sku,quantity\nSET,1\n", "bundle"},
			"Column": {"sku\nA\n", "quantity"},
			"Twice":  {"sku,quantity\nA,1\nA,2\n", "twice"},
		} {
			_, err := w.ImportPurchaseLines(w.ctx, p.ID, []byte(c.file))
			if oms.CodeOf(err) != oms.Invalid || !bytes.Contains([]byte(err.Error()), []byte(c.says)) {
				t.Errorf("%s: %v", name, err)
			}
		}
		paper, err := w.PurchasePaper(w.ctx, p.ID)
		if err != nil || paper.Name != "PO-1001.pdf" || !bytes.HasPrefix(paper.Body, []byte("%PDF")) {
			t.Errorf("%s, %v", paper.Name, err)
		}
	})
}

func TestSuppliers(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder")
		w.sku("B", "backorder")
		w.supplier()
		name, eur := "Texco", "JPY"
		s, err := w.UpdateSupplier(w.ctx, "TEX", SupplierUpdate{SupplierFields: SupplierFields{Name: &name}})
		if err != nil || s.Version != 2 || len(s.Items) != 1 || *s.Items[0].Cost != 740 {
			t.Fatalf("%+v, %v", s, err)
		}
		_, err = w.UpdateSupplier(w.ctx, s.ID, SupplierUpdate{SupplierFields: SupplierFields{Currency: &eur}})
		wantCode(t, err, oms.Invalid, "items[0].cost") // 7.40 is no amount of yen
		_, err = w.CreateSupplier(w.ctx, SupplierInput{Code: "TEX"})
		wantCode(t, err, oms.Conflict, "exists already")
		_, err = w.CreateSupplier(w.ctx, SupplierInput{Code: "X", SupplierFields: SupplierFields{Items: &[]SupplierItemSpec{{SKU: "A"}, {SKU: "A"}, {SKU: "N"}}}})
		wantCode(t, err, oms.Invalid, "items[1].sku", "items[2].sku")
		for sku, want := range map[string]int{"A": 1, "B": 0, "": 1} {
			if page, err := w.Suppliers(w.ctx, SupplierFilter{SKU: sku}); err != nil || len(page.Items) != want {
				t.Errorf("%q: %d suppliers, %v", sku, len(page.Items), err)
			}
		}
		off := false
		if _, err := w.UpdateSupplier(w.ctx, "TEX", SupplierUpdate{SupplierFields: SupplierFields{Active: &off}}); err != nil {
			t.Fatal(err)
		}
		_, err = w.CreatePurchase(w.ctx, PurchaseInput{Supplier: "TEX", Location: "BER", Lines: []PurchaseItem{{SKU: "A", Quantity: 5}}})
		wantCode(t, err, oms.Invalid, "not active")
	})
}
