package api

import (
	"bytes"
	"testing"
	"time"
)

func TestSupply(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		s := w.twice(201, "POST", "/suppliers", `{"code":"TEXCO","lead_days":21,"items":[{"sku":"TEE-RED-M","cost":"7.40","min_quantity":50,"pack_size":10}]}`)
		if s.text("items", 0, "cost") != "7.40" || s.at("items", 0, "lead_days") != nil {
			t.Errorf("%s", s.body)
		}
		w.twice(200, "PATCH", "/suppliers/TEXCO", `{"phone":"+351"}`)
		w.must(200, "GET", "/suppliers/"+s.text("id"), nil)
		w.must(200, "GET", "/suppliers?sku=TEE-RED-M", nil)
		p := w.twice(201, "POST", "/purchase-orders", `{"supplier":"TEXCO","location":"BER","lines":[{"sku":"TEE-RED-M","quantity":55}]}`)
		path := "/purchase-orders/" + p.text("id")
		if w.send("POST", path+"/order", nil).StatusCode != 422 {
			t.Error("55 in packs of 10 were ordered")
		}
		if n := w.must(200, "POST", path+"/lines", "sku,quantity,expected\nTEE-RED-M,60,2026-12-11\n").at("lines", 0, "ordered"); n != 60.0 {
			t.Errorf("%v ordered", n)
		}
		w.twice(200, "POST", path+"/order", nil)
		w.twice(200, "PATCH", path, `{"reference":"A-4711"}`)
		if r := w.must(200, "GET", "/stock/receipts?sku=TEE-RED-M", nil); r.at("items", 0, "quantity") != 60.0 || r.text("items", 0, "expected_at") != "2026-12-11T00:00:00Z" {
			t.Errorf("%s", r.body)
		}
		id := w.must(201, "POST", "/orders", order("waits")).text("id")
		if all := w.must(200, "GET", "/orders/"+id+"/promises", nil); len(all.at("items").([]any)) != 0 {
			t.Errorf("%s", all.body)
		}
		w.twice(200, "POST", path+"/receive", `{"items":[{"sku":"TEE-RED-M","quantity":10}]}`)
		if done := w.twice(200, "POST", path+"/cancel", nil); done.text("status") != "received" || done.at("lines", 0, "canceled") != 50.0 {
			t.Errorf("%s", done.body)
		}
		if all := w.must(200, "GET", "/purchase-orders?status=received,ordered&supplier=TEXCO", nil); all.text("items", 0, "number") != "PO-1001" {
			t.Errorf("%s", all.body)
		}
		w.must(200, "GET", path, nil)
		if pdf := w.must(200, "GET", path+"/document.pdf", nil); !bytes.HasPrefix(pdf.body, []byte("%PDF")) {
			t.Errorf("%.20s", pdf.body)
		}
	})
}

// What is released at a supplier's own location is ordered from the supplier,
// who confirms and sends it.
func TestDropShip(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.shop()
		w.must(201, "POST", "/suppliers", `{"code":"TEXCO","items":[{"sku":"TEE-RED-M","cost":"7.40"}]}`)
		at := w.must(201, "POST", "/locations", `{"code":"POT","kind":"supplier","supplier":"TEXCO","address":{"country_code":"PT"}}`)
		if at.text("supplier") != "TEXCO" {
			t.Errorf("%s", at.body)
		}
		w.must(201, "POST", "/stock/movements", `{"sku":"TEE-RED-M","location":"POT","quantity":10,"reason":"received"}`)
		o := w.must(201, "POST", "/orders", order("drop"))
		id := o.text("id")
		c := w.flow.NewConsumers(w.flow.NewDropShipping())
		c.Start(t.Context())
		defer c.Stop()
		w.must(200, "POST", "/fulfillment-orders/"+o.text("fulfillment_orders", 0, "id")+"/release", nil)
		var found answer
		for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(50 * time.Millisecond) {
			if found = w.must(200, "GET", "/purchase-orders?location=POT", nil); len(found.at("items").([]any)) > 0 {
				break
			}
			if time.Now().After(deadline) {
				t.Fatal("nothing was ordered")
			}
		}
		if found.text("items", 0, "drop_ship", "order_id") != id || found.text("items", 0, "status") != "ordered" {
			t.Errorf("%s", found.body)
		}
		path := "/purchase-orders/" + found.text("items", 0, "id")
		if a := w.send("POST", path+"/receive", `{}`); a.StatusCode != 409 {
			t.Errorf("%d %s", a.StatusCode, a.body)
		}
		if p := w.twice(200, "POST", path+"/confirm", `{"reference":"A-4711"}`); p.text("reference") != "A-4711" {
			t.Errorf("%s", p.body)
		}
		if p := w.twice(200, "POST", path+"/ship", `{"carrier":"CTT","tracking_numbers":["RR1PT"]}`); p.text("status") != "received" {
			t.Errorf("%s", p.body)
		}
		if o := w.must(200, "GET", "/orders/"+id, nil); o.text("shipments", 0, "parcels", 0, "tracking_number") != "RR1PT" {
			t.Errorf("%s", o.body)
		}
	})
}
