package flow

import (
	"slices"
	"testing"

	"github.com/switchyard-oms/switchyard/oms"
)

func TestTransfers(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 10)
		w.sku("B", "backorder", "BER", 4)
		send := func(items ...TransferLine) *oms.Transfer {
			x, err := w.CreateTransfer(w.ctx, TransferInput{From: "BER", To: "LEJ", Items: items})
			if err != nil {
				t.Fatal(err)
			}
			return x
		}
		at := func(sku, location string, want [6]int64) {
			t.Helper()
			if got := figures(w.level(sku, location)); got != want {
				t.Errorf("%s at %s: %v, want %v", sku, location, got, want)
			}
		}
		x := send(TransferLine{SKU: "A", Quantity: 6}, TransferLine{SKU: "B", Quantity: 2})
		at("A", "BER", [6]int64{4, 0, 0, 0, 0, 4})
		at("A", "LEJ", [6]int64{0, 0, 0, 0, 6, 0})
		_, err := w.CreateTransfer(w.ctx, TransferInput{From: "BER", To: "LEJ", Items: []TransferLine{{SKU: "A", Quantity: 1}, {SKU: "B", Quantity: 3}}})
		wantCode(t, err, oms.Conflict, "items[1].quantity", "only 2 of B")
		at("A", "BER", [6]int64{4, 0, 0, 0, 0, 4})

		if _, err := w.moves("A", "LEJ", 3, oms.ReasonExpected); err != nil {
			t.Fatal(err)
		}
		if _, err := w.moves("A", "LEJ", 5, oms.ReasonReceived); err != nil {
			t.Fatal(err)
		}
		at("A", "LEJ", [6]int64{5, 0, 0, 0, 6, 5}) // what is on its way from BER is still incoming
		if _, err := w.moves("A", "LEJ", -1, oms.ReasonExpected); oms.CodeOf(err) != oms.Conflict {
			t.Errorf("what a transfer brings was called off: %v", err)
		}

		part, err := w.ReceiveTransfer(w.ctx, x.ID, ReceiptInput{Items: []TransferLine{{SKU: "A", Quantity: 4}, {SKU: "B", Quantity: 3}}}) // one of B too many
		if err != nil || part.Status != oms.TransferInTransit || part.Items[0].Received != 4 || part.Items[1].Received != 3 {
			t.Fatalf("%+v, %v", part, err)
		}
		at("A", "LEJ", [6]int64{9, 0, 0, 0, 2, 9})
		at("B", "LEJ", [6]int64{3, 0, 0, 0, 0, 3})
		done, err := w.ReceiveTransfer(w.ctx, x.ID, ReceiptInput{Items: []TransferLine{{SKU: "A", Quantity: 1}}, Complete: true}) // one is missing
		if err != nil || done.Status != oms.TransferReceived || done.ReceivedAt == nil {
			t.Fatalf("%+v, %v", done, err)
		}
		at("A", "LEJ", [6]int64{10, 0, 0, 0, 0, 10})
		if again, err := w.ReceiveTransfer(w.ctx, x.ID, ReceiptInput{}); err != nil || again.Items[0].Received != 5 {
			t.Errorf("again: %+v, %v", again, err)
		}
		_, err = w.CancelTransfer(w.ctx, x.ID)
		wantCode(t, err, oms.Conflict, "received")

		y := send(TransferLine{SKU: "A", Quantity: 4})
		if _, err := w.ReceiveTransfer(w.ctx, y.ID, ReceiptInput{Items: []TransferLine{{SKU: "A", Quantity: 1}}}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if c, err := w.CancelTransfer(w.ctx, y.ID); err != nil || c.Status != oms.TransferCanceled {
				t.Errorf("%+v, %v", c, err)
			}
		}
		at("A", "BER", [6]int64{3, 0, 0, 0, 0, 3})
		at("A", "LEJ", [6]int64{11, 0, 0, 0, 0, 11})
		_, err = w.ReceiveTransfer(w.ctx, y.ID, ReceiptInput{Items: []TransferLine{{SKU: "A", Quantity: 1}}})
		wantCode(t, err, oms.Conflict, "canceled")

		z := send(TransferLine{SKU: "B", Quantity: 1})
		if all, err := w.ReceiveTransfer(w.ctx, z.ID, ReceiptInput{}); err != nil || all.Status != oms.TransferReceived {
			t.Errorf("%+v, %v", all, err)
		}
		at("B", "LEJ", [6]int64{4, 0, 0, 0, 0, 4})
		if got := w.eventsOf(y.ID); !slices.Equal(got, []string{"transfer.sent", "transfer.received", "transfer.canceled"}) {
			t.Errorf("events %v", got)
		}
		page, err := w.Transfers(w.ctx, TransferFilter{Location: "LEJ", Status: "received", Paging: Paging{Limit: 1}})
		if err != nil || len(page.Items) != 1 || page.Items[0].ID != z.ID || page.Items[0].From != "BER" || page.NextCursor == "" {
			t.Errorf("%+v, %v", page, err)
		}
		if one, err := w.Transfer(w.ctx, x.ID); err != nil || one.Items[1].SKU != "B" {
			t.Errorf("%+v, %v", one, err)
		}
		w.audit()
		w.auditStock(fatal{t})
	})
}

func TestTransferFaults(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 10)
		w.bundle("SET", "A", 2)
		for name, c := range map[string]struct {
			in   TransferInput
			says string
		}{
			"SamePlace":  {TransferInput{From: "BER", To: "BER", Items: []TransferLine{{SKU: "A", Quantity: 1}}}, "to must be another"},
			"NoItems":    {TransferInput{From: "BER", To: "LEJ"}, "items"},
			"Twice":      {TransferInput{From: "BER", To: "LEJ", Items: []TransferLine{{SKU: "A", Quantity: 1}, {SKU: "A", Quantity: 1}}}, "items[1].sku"},
			"None":       {TransferInput{From: "BER", To: "LEJ", Items: []TransferLine{{SKU: "A", Quantity: 0}}}, "items[0].quantity"},
			"Bundle":     {TransferInput{From: "BER", To: "LEJ", Items: []TransferLine{{SKU: "SET", Quantity: 1}}}, "bundle"},
			"UnknownSKU": {TransferInput{From: "BER", To: "LEJ", Items: []TransferLine{{SKU: "X", Quantity: 1}}}, "items[0].sku"},
			"UnknownTo":  {TransferInput{From: "BER", To: "XXX", Items: []TransferLine{{SKU: "A", Quantity: 1}}}, "to is not known"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.CreateTransfer(w.ctx, c.in)
				wantCode(t, err, oms.Invalid, c.says)
			})
		}
		_, err := w.Transfer(w.ctx, "trf_x")
		wantCode(t, err, oms.NotFound)
	})
}

func TestPlannedTransfers(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sku("A", "backorder", "BER", 10)
		w.sku("B", "backorder", "BER", 1)
		at := func(location string, want [6]int64) {
			t.Helper()
			if got := figures(w.level("A", location)); got != want {
				t.Errorf("A at %s: %v, want %v", location, got, want)
			}
		}
		x, err := w.CreateTransfer(w.ctx, TransferInput{From: "BER", To: "LEJ", Items: []TransferLine{{SKU: "A", Quantity: 30}}, Draft: true})
		if err != nil || x.Status != oms.TransferDraft || x.SentAt != nil {
			t.Fatalf("%+v, %v", x, err)
		}
		at("BER", [6]int64{10, 0, 0, 0, 0, 10})
		_, err = w.ReceiveTransfer(w.ctx, x.ID, ReceiptInput{})
		wantCode(t, err, oms.Conflict, "ship it first")
		_, err = w.ShipTransfer(w.ctx, x.ID)
		wantCode(t, err, oms.Conflict, "items[0].quantity", "only 10 of A")
		_, err = w.UpdateTransfer(w.ctx, x.ID, TransferUpdate{Items: &[]TransferLine{}})
		wantCode(t, err, oms.Invalid, "items")
		due := w.now.AddDate(0, 0, 3)
		if x, err = w.UpdateTransfer(w.ctx, x.ID, TransferUpdate{Items: &[]TransferLine{{SKU: "B", Quantity: 1}, {SKU: "A", Quantity: 4}}, ExpectedAt: &due}); err != nil || len(x.Items) != 2 {
			t.Fatalf("%+v, %v", x, err)
		}
		for range 2 {
			if x, err = w.ShipTransfer(w.ctx, x.ID); err != nil || x.Status != oms.TransferInTransit || x.SentAt == nil || !x.ExpectedAt.Equal(due) {
				t.Fatalf("%+v, %v", x, err)
			}
		}
		at("BER", [6]int64{6, 0, 0, 0, 0, 6})
		at("LEJ", [6]int64{0, 0, 0, 0, 4, 0})
		_, err = w.UpdateTransfer(w.ctx, x.ID, TransferUpdate{Items: &[]TransferLine{{SKU: "A", Quantity: 9}}})
		wantCode(t, err, oms.Conflict, "on its way")
		later := due.AddDate(0, 0, 1)
		if x, err = w.UpdateTransfer(w.ctx, x.ID, TransferUpdate{ExpectedAt: &later}); err != nil || !x.ExpectedAt.Equal(later) {
			t.Errorf("%+v, %v", x, err)
		}
		if page, err := w.Transfers(w.ctx, TransferFilter{SKU: "B"}); err != nil || len(page.Items) != 1 || page.Items[0].ID != x.ID {
			t.Errorf("%+v, %v", page, err)
		}

		y, err := w.CreateTransfer(w.ctx, TransferInput{From: "BER", To: "LON", Items: []TransferLine{{SKU: "A", Quantity: 2}}, Draft: true})
		if err != nil {
			t.Fatal(err)
		}
		if y, err = w.CancelTransfer(w.ctx, y.ID); err != nil || y.Status != oms.TransferCanceled || y.SentAt != nil {
			t.Errorf("%+v, %v", y, err)
		}
		at("BER", [6]int64{6, 0, 0, 0, 0, 6})
		_, err = w.ShipTransfer(w.ctx, y.ID)
		wantCode(t, err, oms.Conflict, "canceled")
		if got := w.eventsOf(x.ID); !slices.Equal(got, []string{"transfer.drafted", "transfer.changed", "transfer.sent", "transfer.changed"}) {
			t.Errorf("events %v", got)
		}
		w.auditStock(fatal{t})
	})
}
